"""The forecast of a step as lines: what was predicted, what really comes, and the curve."""

from __future__ import annotations

from collections.abc import Sequence

from nn_tui.debugger.forecast.forecast import Forecast, Point
from nn_tui.ui.render.blocks import paragraph
from nn_tui.ui.render.forecast_curve import draw_loss_line
from nn_tui.ui.render.lines import Line, Role, Span, fit, line, sign_role
from nn_tui.ui.render.numbers import short

_LABEL, _COLUMN = 16, 10
"""Cells of the first column of the table, and of each other."""

_COLUMNS = ("by slope", "+ bend", "really", "loss then")
"""What stands in the others."""

_CHANGES = 3
"""How many of them are changes of the loss, with a sign."""

_HINTS = (
    "> left, right: try other rates; up, down: the marked ones",
    "> left, right: try other rates",
)
"""In place of the chosen rate, while that is the present one."""


def draw_forecast(found: Forecast, chosen: Point, width: int, height: int) -> list[Line]:
    """Draw it.

    Args:
        found: What was found.
        chosen: The rate at which the cursor is.
        width: Cells of each line.
        height: Number of lines.
    """
    head = [*_step(found, width), *_table(found, chosen, width)]
    tail = [*_limits(found, width), *_kinks(found, width), *_keys(found, chosen, width)]
    curve = draw_loss_line(found, chosen.rate, width, height - len(head) - len(tail))
    return [*head, *curve, *tail][:height]


def _step(found: Forecast, width: int) -> Sequence[Line]:
    iteration = f"epoch {found.iteration.epoch}, batch {found.iteration.batch}"
    reduction = "summed" if found.is_sum else "mean"
    rows = f"{reduction} over {found.rows} row{'s' * (found.rows != 1)}"
    what = "The step just taken" if found.is_done else "The next step"
    told = f"{what}, {iteration}: loss before it {found.before:.6g} ({found.loss_name}, {rows})"
    return paragraph(told, width, Role.STRONG).lines


def _table(found: Forecast, chosen: Point, width: int) -> list[Line]:
    """Set the changes of the loss side by side: at the present rate, and at the chosen one."""
    now = min(found.points, key=lambda point: abs(point.rate - found.rate))
    columns = _COLUMNS[: max(1, (width - _LABEL) // _COLUMN)]
    names = "".join(f"{name:>{_COLUMN}}" for name in columns)
    head = fit(line(Span(f"{'change of loss':{_LABEL}}{names}", Role.HEAD)), width)
    rows = [head, _row(found, now, "  now", len(columns), width)]
    if chosen is now:
        hint = next((text for text in _HINTS if len(text) <= width), "")
        return [*rows, fit(line(Span(hint, Role.DIM)), width)]
    return [*rows, _row(found, chosen, "> at", len(columns), width)]


def _row(found: Forecast, point: Point, name: str, columns: int, width: int) -> Line:
    rate, really = point.rate, found.change(point)
    numbers = (found.first_order(rate), found.second_order(rate), really, point.loss)
    role = Role.CURRENT if name.startswith(">") else Role.PLAIN
    cells = [Span(f"{name} {f'{rate:.4g}':<{_LABEL - len(name) - 1}}", role)]
    for place, number in enumerate(numbers[:columns]):
        shown = sign_role(number) if place < _CHANGES else Role.PLAIN
        # Of a zero the sign says nothing.
        cells.append(Span(f" {short(number + 0.0, _COLUMN - 1)}", shown))
    return fit(tuple(cells), width)


def _limits(found: Forecast, width: int) -> Sequence[Line]:
    """Say where the loss is least along the step, and from where on it is larger than before."""
    if found.limit == 0:
        told = "no rate lowers the loss"
    elif found.best is None:
        told = f"the loss falls all the way, up to the largest rate tried, {found.farthest:.4g}"
    else:
        told = f"least loss at rate {found.best:.4g}"
    if found.limit:
        told += f"; larger than before from {found.limit:.4g}"
    model = found.model_limit
    curved = "it bends down, no limit" if model is None else f"limit 2/lambda = {model:.4g}"
    told += f"; by curvature {curved}"
    return paragraph(told, width, Role.WARNING if found.actual > 0 else Role.PLAIN).lines


def _kinks(found: Forecast, width: int) -> Sequence[Line]:
    if not found.kinks:
        return []
    told = f"{found.kinks} z cross a kink on the way: there no slope foretells the loss"
    return paragraph(told, width, Role.DIM).lines


def _keys(found: Forecast, chosen: Point, width: int) -> Sequence[Line]:
    if chosen.rate in (0.0, found.rate):
        return []
    return paragraph(
        f"enter: learning rate {chosen.rate:.4g} from the next op on", width, Role.DIM
    ).lines

"""One row on one page: through every layer forward, and every delta back."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import wrap

from nn_tui.engine.ops.op import Phase
from nn_tui.ui.render.lines import Line, Role, Span, fit, line, sign_role
from nn_tui.ui.render.numbers import short
from nn_tui.ui.view import View

_NUMBER = 8
_FORWARD, _BACK = (Phase.FORWARD,), (Phase.ERROR, Phase.BACKWARD)


def draw_trace(view: View, width: int, height: int) -> list[Line]:
    """Draw what the selected row has become in each line that is about single rows.

    Args:
        view: What to draw of.
        width: Cells of each line.
        height: Number of lines.
    """
    moment = view.moment
    place = moment.row_in_batch(view.row)
    if place is None:
        said = (
            f"Row {view.row} is not in batch {moment.cursor.batch}: select one that is, in panel 1."
        )
        return [fit(line(Span(row, Role.DIM)), width) for row in wrap(said, max(10, width))]
    rows = [_head(view, width), *_rows(view, place, width, is_cut=False)]
    if len(rows) > height:
        rows = [_head(view, width), *_rows(view, place, width, is_cut=True)]
    if len(rows) <= height:
        return rows
    hidden = Span(f"  {len(rows) - height + 1} more lines: z for more room", Role.DIM)
    return [*rows[: height - 1], fit(line(hidden), width)]


def _head(view: View, width: int) -> Line:
    cursor = view.moment.cursor
    where = f"row {view.row}, epoch {cursor.epoch}, batch {cursor.batch}"
    return fit(line(Span(where, Role.STRONG)), width)


def _rows(view: View, place: int, width: int, is_cut: bool) -> Iterator[Line]:
    """Draw a line for each array, or as many as its numbers take.

    Args:
        view: What to draw of.
        place: The row's place in the batch.
        width: Cells of each line.
        is_cut: Whether what does not fit in one line is counted, not shown.
    """
    names = _names(view)
    label = max(len(view.name(name)) for name in names)
    for name in names:
        yield from _row(view, name, place, (label, width), is_cut)


def _names(view: View) -> list[str]:
    """List the arrays in the order in which the row goes through them."""
    places, ops = view.moment.layout.places, view.moment.program.iteration
    forward, back = (
        [op.writes for op in ops if op.phase in phases and op.writes in places]
        for phases in (_FORWARD, _BACK)
    )
    return ["l0", *forward, "y", *back]


def _row(view: View, name: str, place: int, size: tuple[int, int], is_cut: bool) -> Iterator[Line]:
    """Draw one array.

    Args:
        view: What to draw of.
        name: The array.
        place: The row's place in the batch.
        size: Cells of the names, and of each line.
        is_cut: Whether what does not fit in one line is counted, not shown.
    """
    (label, width), is_now = size, view.moment.is_of_now(name)
    head = Span(f"{view.name(name):<{label}}", Role.PLAIN if is_now else Role.DIM)
    values = view.array(name) if is_now else None
    if values is None:
        yield fit(line(head, Span("  not computed yet", Role.DIM)), width)
        return
    room = max(1, (width - label) // (_NUMBER + 1))
    numbers = values[place].tolist()
    spans = [Span(f" {short(value, _NUMBER)}", sign_role(value)) for value in numbers]
    if is_cut and len(spans) > room:
        shown = spans[: max(1, room - 1)]
        more = Span(f" +{len(spans) - len(shown)}", Role.DIM)
        yield fit(line(head, *shown, more), width)
        return
    for first in range(0, len(spans), room):
        yield fit(line(head, *spans[first : first + room]), width)
        head = Span(" " * label)

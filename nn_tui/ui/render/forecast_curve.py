"""The loss along a step as a chart, with the rates that matter marked in it."""

from __future__ import annotations

import math
from collections.abc import Sequence

from nn_tui.chart import PlotArea, Series, draw_chart, plot_area
from nn_tui.chart_legend import MARKERS
from nn_tui.debugger.forecast.forecast import Forecast
from nn_tui.ui.render.lines import Line, Role, Span, fit, line

_CURSOR = "┃"
_MARK, _BEYOND = "▾", "→"
"""Before a name above its column; behind one whose column would be farther to the right."""
_LEAST_HEIGHT = 7
_NO_ROOM = "z: the chart"


def draw_loss_line(found: Forecast, rate: float, width: int, height: int) -> list[Line]:
    """Draw the loss by learning rate, as it is and as slope and curvature predict it.

    Args:
        found: What was found.
        rate: Where the cursor is.
        width: Cells of each line.
        height: Number of lines; with few of them there is no chart.
    """
    if height < _LEAST_HEIGHT:
        return [fit(line(Span(_NO_ROOM, Role.DIM)), width)] * (height > 0)
    # The axis is made for epochs, which are whole: a learning rate may be far smaller than 1.
    power = 1 - math.floor(math.log10(found.end))
    series = _seen(_series(found, 10.0**power), width, height - 1)
    area = plot_area(series, width, height - 1)
    if area is None:
        return [fit(line(Span(row)), width) for row in draw_chart(series, width, height)]
    lines = len(_marks(found, area, power, width))
    rows = draw_chart(series, width, height - lines)
    area = plot_area(series, width, height - lines) or area
    column = area.column_of(rate * 10.0**power)
    rows[-2:] = _axis(found, area, power, width)
    drawn = [_row(row, y, area, column, len(rows)) for y, row in enumerate(rows)]
    drawn[area.top : area.top] = _marks(found, area, power, width)
    return [fit(row, width) for row in drawn][:height]


def _seen(series: list[Series], width: int, height: int) -> list[Series]:
    """Leave out the prediction where the loss itself covers all of it."""
    area = plot_area(series, width, height)
    if area is None:
        return series
    rows = draw_chart(series, width, height)[area.top : -2]
    is_seen = any(MARKERS[len(series) - 1] in row[area.left :] for row in rows)
    return series if is_seen else series[:-1]


def _series(found: Forecast, scale: float) -> list[Series]:
    points = [point for point in found.points if point.rate <= found.end]
    rates, losses = [point.rate * scale for point in points], [point.loss for point in points]
    # The parabola beyond all that the loss comes to says nothing, and would take the room.
    fall = max(found.before - min(losses), 0.0)
    known = [loss for loss in losses if math.isfinite(loss)]
    lowest, highest = min(losses) - 0.2 * fall, max(known)
    parabola = [found.before + found.second_order(point.rate) for point in points]
    curved = [y if lowest <= y <= highest else math.nan for y in parabola]
    return [
        Series("loss after the step", rates, losses, is_bounded=True, brief="after"),
        Series("before it", [rates[0], rates[-1]], [found.before] * 2, brief="before"),
        Series("by slope and curvature", rates, curved, is_bounded=True, brief="predicted"),
    ]


def _row(row: str, y: int, area: PlotArea, column: int, height: int) -> Line:
    if y < area.top or y >= height - 2:
        return line(Span(row, Role.DIM))
    at = area.left + column
    return line(
        Span(row[: area.left], Role.DIM), row[area.left : at], Span(_CURSOR, Role.CURRENT),
        row[at + 1 :],
    )  # fmt: skip


def _axis(found: Forecast, area: PlotArea, power: int, width: int) -> list[str]:
    """Draw the axis of the rates anew, with the rates themselves."""
    step = _round_step(found.end / max(2, area.columns // 12))
    ticks, labels = list("─" * area.columns), [" "] * width
    free = 0
    for n in range(int(found.end / step * (1 + 1e-9)) + 1):
        column = area.column_of(n * step * 10.0**power)
        text = f"{n * step:.4g}"
        start = min(max(0, area.left + column - len(text) // 2), width - len(text))
        if start >= free:
            ticks[column] = "┬"
            labels[start : start + len(text)] = text
            free = start + len(text) + 1
    return [" " * (area.left - 1) + "└" + "".join(ticks), "".join(labels)]


def _round_step(step: float) -> float:
    power = 10.0 ** math.floor(math.log10(step))
    return next(m * power for m in (1, 2, 5, 10) if m * power >= step)


def _marks(found: Forecast, area: PlotArea, power: int, width: int) -> list[Line]:
    """Name the rates that matter, each above its column; on a line more where two are close."""
    rows = [""]
    for rate, name in marked_rates(found):
        if rate > found.end:
            word, column = f"{name}{_BEYOND}", width - len(name) - 1
        else:
            word, column = f"{_MARK}{name}", area.left + area.column_of(rate * 10.0**power)
            # At the right edge a word ends at its column.
            if column + len(word) > width:
                word, column = f"{name}{_MARK}", column - len(name)
        column = max(0, column)
        free = (n for n, row in enumerate(rows) if len(row) + bool(row) <= column)
        place = next(free, len(rows))
        rows += [""] * (place == len(rows))
        rows[place] = f"{rows[place]:{column}}{word}"
    return [line(Span(row[:width], Role.STRONG)) for row in rows]


def marked_rates(found: Forecast) -> Sequence[tuple[float, str]]:
    """List the rates that matter with their names, from the smallest."""
    marks = [(found.rate, "now")]
    marks += [(found.best, "best")] if found.best is not None else []
    marks += [(found.limit, "limit")] if found.limit else []
    return sorted(marks)

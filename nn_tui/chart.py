"""Curves as text: plotext behind one function."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import cycle
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from nn_tui.engine.arrays import Array

Limits: TypeAlias = tuple[float, float, float]
"""Lower, upper, and the step of which both are multiples."""

NO_DATA = "no epoch yet"
MARKERS = ("braille", "•", "x", "+")
"""How the first, second, ... series is drawn: by shape, since the lines carry no colours."""

_SMALLEST_WIDTH, _SMALLEST_HEIGHT = 16, 4
_X_STEPS, _Y_STEPS = 10, 5
# Beyond these a difference of two values, or a step between two ticks, is no longer a float.
_LARGEST, _TINIEST_STEP = 1e305, 1e-300
# Below this part of its size a change is drawn as none: its tick labels would be too long to read.
_FINEST_SPAN = 1e-5


@dataclass(frozen=True, slots=True, eq=False)
class Series:
    """One curve, with as many x as y."""

    name: str
    """What it is: `loss`; one cell a character."""
    x: Sequence[float] | NDArray[Any]
    """Epochs, ascending."""
    y: Sequence[float] | NDArray[Any]
    """Its values; those that are not finite are left out."""


@dataclass(frozen=True, slots=True)
class Axis:
    """The range that is drawn, and the labelled places in it."""

    lower: float
    """Its left or lower end."""
    upper: float
    """Its right or upper end; greater than `lower`."""
    ticks: tuple[float, ...]
    """Labelled values, in the range."""
    labels: tuple[str, ...]
    """One for each tick, equally wide."""

    def place(self, values: Array) -> Array:
        """Map values to [0, 1], the lower end being 0."""
        return (values - self.lower) / (self.upper - self.lower)


def draw_chart(
    series: Sequence[Series], width: int, height: int, is_log: bool = False
) -> list[str]:
    """Draw curves over epochs with their axes.

    Only the thread of the screen may call this: plotext keeps one figure for the whole process.

    Args:
        series: Curves; the first is drawn on top.
        width: Cells in each line.
        height: Number of lines.
        is_log: Whether y is logarithmic; values that are not positive are then left out.

    Returns:
        `height` lines of `width` cells without escape codes. A size too small for axes gives each
        curve's last value, cut; no value at all gives a message in an empty frame.
    """
    curves = [_drawable(one, is_log) for one in series]
    if width < _SMALLEST_WIDTH or height < _SMALLEST_HEIGHT:
        return _cut(_last_values(series), width, height)
    if not any(x.size for x, _ in curves):
        return _empty_frame(width, height)
    legend = _legend(series) if len(series) > 1 and height > _SMALLEST_HEIGHT else []
    return _cut([*legend, *_plot(curves, width, height - len(legend), is_log)], width, height)


def stepped_limits(
    low: float, high: float, steps: int, smallest_step: float = _TINIEST_STEP
) -> Limits:
    """Widen a range to whole steps of 1, 2 or 5 times a power of ten.

    Such limits, and with them the rows of the chart, stay while the data changes slightly.

    Args:
        low: The smallest value to show.
        high: The largest value to show.
        steps: About how many steps cover the range.
        smallest_step: No step is smaller: 1 for epochs, which are whole numbers.

    Returns:
        The lower limit, the upper limit (greater than the lower) and the step, of which both are
        multiples. A single value stands between two steps; a single 0 gives 0 to 1.
    """
    largest = max(abs(low), abs(high))
    if largest == 0.0:
        return 0.0, 1.0, 1.0
    span = max(high - low, _FINEST_SPAN * largest) if high > low else largest
    at_least = max(span / steps, smallest_step)
    power = 10.0 ** math.floor(math.log10(at_least))
    # The tolerances keep what is itself a whole step from being pushed to the next by rounding.
    step = next(size * power for size in (1, 2, 5, 10) if size * power >= at_least * (1 - 1e-9))
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    if first == last:
        first, last = first - 1, last + 1
    return first * step, last * step, step


def _drawable(series: Series, is_log: bool) -> tuple[Array, Array]:
    """Keep what can be drawn: finite, and on a log scale positive, as its logarithm."""
    x, y = np.asarray(series.x, dtype=float), np.asarray(series.y, dtype=float)
    kept = np.isfinite(x) & np.isfinite(y) & (not is_log or y > 0)
    x, y = np.clip([x[kept], y[kept]], -_LARGEST, _LARGEST)
    return x, np.log10(y) if is_log else y


def _plot(
    curves: Sequence[tuple[Array, Array]], width: int, height: int, is_log: bool
) -> list[str]:
    """Draw at least one point with plotext, axes included."""
    x_axis, y_axis = _axes(curves, width, height - 2, is_log)
    columns = width - 1 - len(y_axis.labels[0])
    figure = _fresh_figure(width, height)
    figure.yticks(y_axis.place(np.array(y_axis.ticks)).tolist(), y_axis.labels)
    figure.xticks(x_axis.place(np.array(x_axis.ticks)).tolist(), x_axis.labels)
    for marker, curve in reversed(list(zip(cycle(MARKERS), curves, strict=False))):
        x, y = thin(x_axis.place(curve[0]), y_axis.place(curve[1]), columns)
        # A lone braille dot is easily overlooked.
        figure.plot(x.tolist(), y.tolist(), marker=marker if x.size > 1 else "•")
    drawing: str = figure.uncolorize(figure.build())
    return drawing.split("\n")


def _fresh_figure(width: int, height: int) -> Any:
    """Clear plotext's global figure and set its size; both axes run from 0 to 1.

    Every curve is mapped to [0, 1] beforehand: plotext's own arithmetic overflows on large values,
    and its log scale fails when a figure is built twice.
    """
    # Imported at the first frame, since it would delay the start of the program by 45 ms.
    import plotext

    plotext.clear_figure()
    plotext.limit_size(False, False)
    plotext.plotsize(width, height)
    plotext.theme("clear")
    plotext.xaxes(True, False)
    plotext.yaxes(True, False)
    plotext.xlim(0, 1)
    plotext.ylim(0, 1)
    return plotext


def thin(x: Array, y: Array, columns: int) -> tuple[Array, Array]:
    """Keep at most two points a column: the least and the greatest y, and always the last point.

    Args:
        x: Places in [0, 1] in any order, (points,).
        y: Places in [0, 1], (points,).
        columns: Number of columns.

    Returns:
        x and y of the points kept, in the order given.
    """
    if x.size <= 2:
        return x, y
    column = np.minimum((x * columns).astype(int), columns - 1)
    order = np.lexsort((y, column))
    starts = np.flatnonzero(np.diff(column[order], prepend=-1))
    ends = np.append(starts[1:], x.size) - 1
    kept = np.union1d(order[starts], order[ends])
    beside_last = kept[column[kept] == column[-1]]
    farthest = beside_last[np.argmax(np.abs(y[beside_last] - y[-1]))]
    kept = np.union1d(kept[column[kept] != column[-1]], [farthest, x.size - 1])
    return x[kept], y[kept]


def _axes(
    curves: Sequence[tuple[Array, Array]], width: int, rows: int, is_log: bool
) -> tuple[Axis, Axis]:
    """Choose the epoch axis and the y axis, in this order."""
    epochs = np.concatenate([x for x, _ in curves])
    values = np.concatenate([y for _, y in curves])
    step, label = (1.0, _power_of_ten) if is_log else (_TINIEST_STEP, _number)
    limits = stepped_limits(values.min(), values.max(), _Y_STEPS, step)
    y_axis = _axis(limits, rows * 2 // 3, label)
    most_epochs = (width - len(y_axis.labels[0])) // (len(f"{epochs.max():.0f}") + 2)
    limits = stepped_limits(epochs.min(), epochs.max(), _X_STEPS, 1.0)
    return _axis(limits, most_epochs, _epoch), y_axis


def _axis(limits: Limits, most_ticks: int, label: Callable[[float, Limits], str]) -> Axis:
    """Label every step, or every 2nd, 5th or 10th, as room allows; labels are equally wide."""
    lower, upper, step = limits
    multiples = range(round(lower / step), round(upper / step) + 1)
    choices = [[k for k in multiples if k % every == 0] for every in (1, 2, 5, 10)]
    chosen = next((ks for ks in choices if 0 < len(ks) <= most_ticks), multiples[:1])
    labels = [label(k * step, limits) for k in chosen]
    widest = max(map(len, labels))
    ticks = tuple(k * step for k in chosen)
    return Axis(lower, upper, ticks, tuple(text.rjust(widest) for text in labels))


def _number(value: float, limits: Limits) -> str:
    """Write a tick with as many digits as its step needs: 0.25, 300, 1e-05."""
    lower, upper, step = limits
    step_digits = math.floor(math.log10(step) + 1e-9)
    if 1e-3 <= max(abs(lower), abs(upper)) < 1e6:
        return f"{value + 0.0:.{max(0, -step_digits)}f}"
    if value == 0:
        return "0"
    return f"{value:.{max(0, math.floor(math.log10(abs(value)) + 1e-9) - step_digits)}e}"


def _epoch(value: float, limits: Limits) -> str:
    return f"{value:.0f}" if abs(value) < 1e9 else f"{value:.3g}"


def _power_of_ten(exponent: float, limits: Limits) -> str:
    # Written from the exponent: 10.0 ** -324 is 0.
    return f"{10.0**exponent:g}" if abs(exponent) <= 4 else f"1e{round(exponent):+03d}"


def _legend(series: Sequence[Series]) -> list[str]:
    marked = zip(cycle(MARKERS), series, strict=False)
    return ["  ".join(f"{'⣀' if mark == 'braille' else mark} {one.name}" for mark, one in marked)]


def _last_values(series: Sequence[Series]) -> list[str]:
    return [f"{one.name} {one.y[-1]:.4g}" for one in series if len(one.y)] or [NO_DATA]


def _empty_frame(width: int, height: int) -> list[str]:
    rows = [""] * (height - 1)
    rows[len(rows) // 2] = NO_DATA.center(width - 1)
    return [*(f"│{row:<{width - 1}}" for row in rows), "└" + "─" * (width - 1)]


def _cut(lines: Sequence[str], width: int, height: int) -> list[str]:
    return [f"{text[:width]:<{width}}" for text in [*lines, *[""] * height][:height]]

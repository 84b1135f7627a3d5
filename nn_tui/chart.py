"""Curves as text: plotext behind one function."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import cycle
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nn_tui.chart_axes import Axis, axes_of
from nn_tui.chart_clipping import Piece, highest_shown, pieces_below
from nn_tui.chart_legend import MARKERS, draw_legend
from nn_tui.engine.arrays import Array

NO_DATA = "no epoch yet"
_SMALLEST_WIDTH, _SMALLEST_HEIGHT = 16, 4
# Beyond this a difference of two values is no longer a float.
_LARGEST = 1e305


@dataclass(frozen=True, slots=True)
class PlotArea:
    """Where in the lines of a chart the curves are, and which epochs its columns stand for."""

    top: int
    """Lines above it."""
    left: int
    """Cells to the left of it, its axis included."""
    columns: int
    """Its cells in a line."""
    first: float
    """The epoch at its left end."""
    last: float
    """The epoch at its right end; greater than `first`."""

    @property
    def epochs_per_column(self) -> float:
        """By how many epochs a column is later than the one before."""
        return (self.last - self.first) * 2 / self._last_dot

    def column_of(self, epoch: float) -> int:
        """Find the column that shows an epoch, or the first or last where none does."""
        place = (epoch - self.first) / (self.last - self.first)
        return math.floor(0.5 + self._last_dot * min(max(place, 0.0), 1.0)) // 2

    def epoch_at(self, column: int) -> int:
        """Say which epoch a column stands for: the first and the last one for the ends."""
        return round(self.first + (self.last - self.first) * column / max(1, self.columns - 1))

    @property
    def _last_dot(self) -> int:
        # Braille has two dots in a cell, and the first and the last of them are the axis's ends.
        return 2 * self.columns - 1


@dataclass(frozen=True, slots=True, eq=False)
class Series:
    """One curve, with as many x as y."""

    name: str
    """What it is: `loss`; one cell a character."""
    x: Sequence[float] | NDArray[Any]
    """Epochs, ascending."""
    y: Sequence[float] | NDArray[Any]
    """Its values; those that are not finite are left out."""
    is_bounded: bool = False
    """Whether it is cut off where it goes far above all that are not bounded."""
    brief: str = ""
    """What to call it where there is little room; "" for its name."""


def draw_chart(
    series: Sequence[Series], width: int, height: int, is_log: bool = False, more: int = 0
) -> list[str]:
    """Draw curves over epochs with their axes.

    Only the thread of the screen may call this: plotext keeps one figure for the whole process.

    Args:
        series: Curves; the first is drawn on top.
        width: Cells in each line.
        height: Number of lines.
        is_log: Whether y is logarithmic; values that are not positive are then left out.
        more: How many other curves there are, for the legend to count.

    Returns:
        `height` lines of `width` cells without escape codes. A size too small for axes gives each
        curve's last value, cut; no value at all gives a message in an empty frame.
    """
    curves = _drawn(series, width, is_log)
    if width < _SMALLEST_WIDTH or height < _SMALLEST_HEIGHT:
        return _cut(_last_values(series), width, height)
    if not any(one.pieces for one in curves):
        return _empty_frame(width, height)
    names, briefs = [one.name for one in curves], [one.brief for one in curves]
    legend = [draw_legend(names, briefs, more, width)] * _legend_height(series, height)
    return _cut([*legend, *_plot(curves, width, height - len(legend), is_log)], width, height)


def plot_area(
    series: Sequence[Series], width: int, height: int, is_log: bool = False
) -> PlotArea | None:
    """Say where `draw_chart` of the same arguments draws; None: it has no axes."""
    pieces = _all_pieces(_drawn(series, width, is_log))
    if width < _SMALLEST_WIDTH or height < _SMALLEST_HEIGHT or not pieces:
        return None
    top = _legend_height(series, height)
    x_axis, y_axis = axes_of(pieces, width, height - top - 2, is_log)
    columns = _columns(y_axis, width)
    return PlotArea(top, width - columns, columns, x_axis.lower, x_axis.upper)


@dataclass(frozen=True, slots=True)
class _Drawn:
    """A curve as it is drawn."""

    name: str
    """What it is, and whether it goes on above the chart."""
    brief: str
    """The same where there is little room."""
    pieces: list[Piece]
    """The parts of it that are in the chart; none of them is empty."""


def _drawn(series: Sequence[Series], width: int, is_log: bool) -> list[_Drawn]:
    """Cut the curves that are bounded where they go too far above the others."""
    curves = [_drawable(one, is_log) for one in series]
    column = max((float(np.ptp(x)) for x, _ in curves if x.size), default=0.0) / max(1, width)
    top = highest_shown([y for _, y in curves], [one.is_bounded for one in series], is_log)
    drawn = []
    for one, (x, y) in zip(series, curves, strict=True):
        mark = " ↑" if (y > top).any() else ""
        pieces = pieces_below(x, y, top, column)
        drawn.append(_Drawn(one.name + mark, (one.brief or one.name) + mark.strip(), pieces))
    return drawn


def _all_pieces(curves: Sequence[_Drawn]) -> list[Piece]:
    return [piece for one in curves for piece in one.pieces]


def _drawable(series: Series, is_log: bool) -> tuple[Array, Array]:
    """Keep what can be drawn: finite, and on a log scale positive, as its logarithm."""
    x, y = np.asarray(series.x, dtype=float), np.asarray(series.y, dtype=float)
    kept = np.isfinite(x) & np.isfinite(y) & (not is_log or y > 0)
    x, y = np.clip([x[kept], y[kept]], -_LARGEST, _LARGEST)
    return x, np.log10(y) if is_log else y


def _plot(curves: Sequence[_Drawn], width: int, height: int, is_log: bool) -> list[str]:
    """Draw at least one point with plotext, axes included."""
    x_axis, y_axis = axes_of(_all_pieces(curves), width, height - 2, is_log)
    columns = _columns(y_axis, width)
    figure = _fresh_figure(width, height)
    figure.yticks(y_axis.place(np.array(y_axis.ticks)).tolist(), y_axis.labels)
    figure.xticks(x_axis.place(np.array(x_axis.ticks)).tolist(), x_axis.labels)
    for marker, curve in reversed(list(zip(cycle(MARKERS), curves, strict=False))):
        for piece in curve.pieces:
            x, y = thin(x_axis.place(piece[0]), y_axis.place(piece[1]), columns)
            # A lone braille dot is easily overlooked.
            figure.plot(x.tolist(), y.tolist(), marker=marker if x.size > 1 else "•")
    drawing: str = figure.uncolorize(figure.build())
    return drawing.split("\n")


def _columns(y_axis: Axis, width: int) -> int:
    return width - 1 - len(y_axis.labels[0])


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


def _legend_height(series: Sequence[Series], height: int) -> int:
    return 1 if len(series) > 1 and height > _SMALLEST_HEIGHT else 0


def _last_values(series: Sequence[Series]) -> list[str]:
    return [f"{one.name} {one.y[-1]:.4g}" for one in series if len(one.y)] or [NO_DATA]


def _empty_frame(width: int, height: int) -> list[str]:
    rows = [""] * (height - 1)
    rows[len(rows) // 2] = NO_DATA.center(width - 1)
    return [*(f"│{row:<{width - 1}}" for row in rows), "└" + "─" * (width - 1)]


def _cut(lines: Sequence[str], width: int, height: int) -> list[str]:
    return [f"{text[:width]:<{width}}" for text in [*lines, *[""] * height][:height]]

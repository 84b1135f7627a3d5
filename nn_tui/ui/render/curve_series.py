"""The curves of the present branch and of the others, as series for the chart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from nn_tui.chart import Series
from nn_tui.debugger.curve_points import CurvePoints
from nn_tui.debugger.standing import OtherBranch, Standing
from nn_tui.engine.arrays import Array
from nn_tui.ui.render.branch_name import brief_name
from nn_tui.ui.render.curve_look import CurveLook

_POINTS_A_COLUMN = 4
"""A longer curve is first joined to so many: to choose among 100,000 points takes 16 ms."""

_MOST_OTHERS = 5
"""Other branches that are drawn, each by its own marker: those that part last, then the younger."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """The points to be drawn, each array (points,)."""

    epochs: Array
    """The last epoch that each point stands for."""
    low: Array
    """The smallest value of its epochs."""
    high: Array
    """The largest one."""

    def joined(self, most: int) -> Stretch:
        """Join neighbours, so that there are about `most` points or fewer; nan is left out."""
        size = -(-len(self.epochs) // most)
        if size <= 1:
            return self
        starts = np.arange(0, len(self.epochs), size)
        ends = np.append(starts[1:], len(self.epochs)) - 1
        low, high = np.fmin.reduceat(self.low, starts), np.fmax.reduceat(self.high, starts)
        return Stretch(self.epochs[ends], low, high)


def stretch_of(curve: CurvePoints, look: CurveLook, window: tuple[int, int | None]) -> Stretch:
    """Take the points of some epochs: from the first to the last one, or to the curve's end."""
    first, last = window
    begin = int(np.searchsorted(curve.epochs, first))
    end = len(curve) if last is None else int(np.searchsorted(curve.epochs, last, side="right"))
    values = look.values(curve)
    return Stretch(curve.epochs[begin:end], values.low[begin:end], values.high[begin:end])


def series_of(name: str, stretch: Stretch, look: CurveLook, width: int) -> Series:
    """Draw a point that stands for many epochs as its smallest and its largest value."""
    # On a log scale 0 must not hide the positive values that its point stands for too.
    low = np.where(stretch.low > 0, stretch.low, np.nan) if look.is_log else stretch.low
    joined = replace(stretch, low=low).joined(_POINTS_A_COLUMN * width)
    is_two = np.stack([np.full(len(joined.low), True), joined.low != joined.high], axis=1)
    extremes = np.stack([joined.low, joined.high], axis=1)
    epochs = np.repeat(joined.epochs, 2).reshape(-1, 2)
    return Series(name, epochs[is_two], extremes[is_two])


def others_of(
    standing: Standing, look: CurveLook, window: tuple[int, int | None], width: int
) -> list[Series]:
    """Give the other branches' curves from where they part from the present one.

    Those that part last come first, and of several the younger; none stretches the axis much.
    """
    youngest_first = reversed(standing.others)
    latest = sorted(youngest_first, key=lambda other: -other.fork)[:_MOST_OTHERS]
    return [_of_other(other, look, window, width) for other in latest]


def _of_other(
    other: OtherBranch, look: CurveLook, window: tuple[int, int | None], width: int
) -> Series:
    first, last = window
    stretch = stretch_of(other.curve, look, (max(first, other.fork), last))
    drawn = series_of(other.name, stretch, look, width)
    return replace(drawn, is_bounded=True, brief=brief_name(other.name))


def are_same(here: Sequence[OtherBranch], there: Sequence[OtherBranch]) -> bool:
    """Whether the other branches of two moments are drawn alike."""
    return len(here) == len(there) and all(
        a.name == b.name and a.fork == b.fork and a.curve.is_same_as(b.curve)
        for a, b in zip(here, there, strict=True)
    )

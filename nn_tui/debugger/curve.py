"""Loss and error over the epochs: every epoch, until there are too many, then buckets of them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from nn_tui.debugger.curve_points import COLUMNS, EPOCH, CurvePoints, Table, joined, points_of
from nn_tui.engine.records import Records

CAPACITY = 100_000
"""Points that are kept before neighbours are joined in pairs."""

_FEWEST = 16
"""Points that there is room for at the least, once there is one: many runs are left early."""

_MOST_WAITING = 4096
"""Epochs that are collected before they are made points of: by then that costs each little."""


@dataclass(frozen=True, slots=True, eq=False)
class CurveState:
    """All of a curve at a moment; it never changes afterwards."""

    closed: Table
    """The full points."""
    open: Table
    """The epochs since, a point each, fewer than a full point stands for."""
    epochs_per_point: int
    """How many epochs a full point stands for: a power of 2."""


class Curve:
    """Grows by an epoch at a time and never beyond its capacity.

    When it is full, points are joined in pairs, so that each stands for twice as many epochs; its
    smallest, largest and last value are kept.
    """

    def __init__(self, capacity: int = CAPACITY) -> None:
        """Make an empty one.

        Args:
            capacity: Most full points to keep, 2 or more; an odd one counts as one less.
        """
        self._capacity = capacity // 2 * 2
        self.clear()

    def clear(self) -> None:
        """Forget every epoch."""
        self._epochs_per_point = 1
        self._closed: Table = np.empty((0, COLUMNS))
        self._count = 0
        self._open: Table = np.empty((0, COLUMNS))
        self._waiting = Records()
        self._last = 0.0

    def extend(self, records: Records) -> None:
        """Append epochs that are later than those that it has; the others are left out."""
        new = records.after(self._last)
        self._waiting.extend(records.epochs[new], records.losses[new], records.errors[new])
        if len(self._waiting):
            self._last = self._waiting.epochs[-1].item()
        if len(self._waiting) > _MOST_WAITING:
            self._take_in()

    def up_to(self, epoch: int) -> Curve:
        """Copy the curve as it was after an epoch; of the points that end later, none stays."""
        self._take_in()
        curve = Curve(self._capacity)
        kept = int(np.searchsorted(self._closed[: self._count, EPOCH], epoch, side="right"))
        curve._epochs_per_point = self._epochs_per_point
        curve._append(self._closed[:kept])
        if kept == self._count:
            curve._open = self._open[self._open[:, EPOCH] <= epoch]
        newest = curve._open if len(curve._open) else curve._closed[: curve._count]
        curve._last = newest[-1, EPOCH].item() if len(newest) else 0.0
        return curve

    def __len__(self) -> int:
        """Count the full points, and the epochs since."""
        return self._count + len(self._open) + len(self._waiting)

    def thin(self) -> None:
        """Keep half of the points; it goes on by points that stand for twice as many epochs."""
        self._take_in()
        self._halve()

    def give_back(self) -> None:
        """Take no more memory than there are points; it may go on all the same."""
        if len(self._waiting) or len(self._closed) > self._count:
            self._take_in()
            self._waiting = Records()
            self._closed = self._closed[: self._count].copy()

    def kept(self) -> CurveState:
        """Give all that there is of it, to be made again by `curve_from`."""
        self._take_in()
        return CurveState(self._closed[: self._count], self._open, self._epochs_per_point)

    def points(self) -> CurvePoints:
        """Give every point; the last one may stand for fewer epochs than the others."""
        self._take_in()
        rest = joined(self._open, len(self._open)) if len(self._open) else self._open
        return CurvePoints(self._closed[: self._count], rest)

    def _take_in(self) -> None:
        """Make points of the epochs that wait."""
        if len(self._waiting):
            self._open = np.concatenate([self._open, points_of(self._waiting)])
            self._waiting.clear()
            self._close_full()

    def _close_full(self) -> None:
        while len(self._open) >= self._epochs_per_point:
            width = self._epochs_per_point
            # No more than there is room for: an even number of points joins without a rest.
            points = min(len(self._open) // width, self._capacity - self._count)
            self._append(joined(self._open[: points * width], width))
            self._open = self._open[points * width :]
            if self._count == self._capacity:
                self._halve()

    def _append(self, points: Table) -> None:
        needed = self._count + len(points)
        if needed > len(self._closed):
            grown = np.empty((max(needed, 2 * len(self._closed), _FEWEST), COLUMNS))
            grown[: self._count] = self._closed[: self._count]
            self._closed = grown
        # Points that were given out are views of rows before these: they never change.
        self._closed[self._count : needed] = points
        self._count = needed

    def _halve(self) -> None:
        paired = self._count // 2 * 2
        # Of an odd number, which a full curve has not, the last one stays as it is.
        rest = self._closed[paired : self._count]
        self._closed = np.concatenate([joined(self._closed[:paired], 2), rest])
        self._count = len(self._closed)
        self._epochs_per_point *= 2


def curve_from(state: CurveState) -> Curve:
    """Make a curve again that goes on as that one would have.

    Raises:
        ValueError: No curve is ever so.
    """
    curve, width = Curve(), state.epochs_per_point
    tables = (state.closed, state.open)
    is_shaped = all(table.ndim == 2 and table.shape[1] == COLUMNS for table in tables)
    if not is_shaped or len(state.closed) >= curve._capacity or len(state.open) >= max(width, 1):
        raise ValueError("a curve has other points")
    epochs = np.concatenate([table[:, EPOCH] for table in tables])
    if width & (width - 1) or not (np.diff(epochs, prepend=0.0) > 0).all():
        raise ValueError("the epochs of a curve ascend")
    curve._append(state.closed)
    curve._open, curve._epochs_per_point = state.open, width
    curve._last = epochs[-1].item() if len(epochs) else 0.0
    return curve

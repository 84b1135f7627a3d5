"""What a curve is made of: a point for an epoch, or for a bucket of them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from nn_tui.engine.records import Records

Table: TypeAlias = npt.NDArray[np.float64]
"""Points, (points, columns): the columns are those of `COLUMNS`."""

EPOCH = 0
COLUMNS = 7
"""Last epoch of the bucket; then loss and error, each as (min, max, last)."""


@dataclass(frozen=True, slots=True, eq=False)
class Measure:
    """One quantity over the epochs, each array (points,)."""

    low: npt.NDArray[np.float64]
    """Smallest within each point's epochs."""
    high: npt.NDArray[np.float64]
    """Largest within each point's epochs."""
    last: npt.NDArray[np.float64]
    """Value at each point's last epoch."""


@dataclass(frozen=True, eq=False)
class CurvePoints:
    """A curve at a moment; it never changes afterwards."""

    closed: Table
    """The points that stand for as many epochs as each other."""
    rest: Table
    """The point that stands for the epochs since, if there are any: at most one row."""

    def __len__(self) -> int:
        return len(self.closed) + len(self.rest)

    @cached_property
    def table(self) -> Table:
        """All points; put together when first asked for, since it may take milliseconds."""
        return np.concatenate([self.closed, self.rest]) if len(self.rest) else self.closed

    def is_same_as(self, other: CurvePoints) -> bool:
        """Whether both are one curve with the same epochs; found without a look at every point."""
        is_same_base = self.closed is other.closed or (
            self.closed.base is other.closed.base is not None
        )
        is_as_long = len(self.closed) == len(other.closed)
        is_same_rest = np.array_equal(self.rest, other.rest, equal_nan=True)
        return is_same_base and is_as_long and is_same_rest

    @property
    def settled(self) -> CurvePoints:
        """All points but the last while it grows, without a copy; that one if there is no other."""
        return CurvePoints(self.closed, self.rest[:0]) if len(self.closed) else self

    @property
    def last_epoch(self) -> int:
        """The last epoch, or 0: there is none."""
        return int(self._newest[EPOCH]) if len(self) else 0

    @property
    def last_loss(self) -> float:
        """The loss of the last epoch; there is one."""
        return float(self._newest[3])

    @property
    def last_error(self) -> float:
        """The error of the last epoch; there is one."""
        return float(self._newest[6])

    @property
    def _newest(self) -> Table:
        newest: Table = (self.rest if len(self.rest) else self.closed)[-1]
        return newest

    @property
    def epochs(self) -> npt.NDArray[np.float64]:
        """The last epoch of each point, (points,)."""
        return self.table[:, EPOCH]

    @property
    def loss(self) -> Measure:
        """The loss."""
        return Measure(self.table[:, 1], self.table[:, 2], self.table[:, 3])

    @property
    def error(self) -> Measure:
        """The mean of |target - output|."""
        return Measure(self.table[:, 4], self.table[:, 5], self.table[:, 6])


def points_of(records: Records) -> Table:
    """Lay records out as points of one epoch each."""
    points: Table = np.empty((len(records), COLUMNS))
    points[:, EPOCH] = records.epochs
    points[:, 1:4] = records.losses[:, np.newaxis]
    points[:, 4:7] = records.errors[:, np.newaxis]
    return points


def joined(points: Table, width: int) -> Table:
    """Join each `width` neighbours into one point; their number is a multiple of it."""
    groups = points.reshape(-1, width, COLUMNS)
    table = groups[:, -1].copy()
    with np.errstate(invalid="ignore"):
        for low in (1, 4):
            table[:, low] = groups[:, :, low].min(axis=1)
            table[:, low + 1] = groups[:, :, low + 1].max(axis=1)
    return table

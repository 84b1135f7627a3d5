"""The loss over the last epochs, as rules look at it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from nn_tui.debugger.curve_points import CurvePoints

WINDOW = 10
"""Epochs that are taken together; after 100,000 epochs points of the curve, see CurvePoints."""


@dataclass(frozen=True, slots=True, eq=False)
class Course:
    """The loss of the epochs so far."""

    losses: npt.NDArray[np.float64]
    """Of each point of the curve, (points,)."""
    epochs: npt.NDArray[np.float64]
    """The last epoch of each point, (points,)."""

    @property
    def first(self) -> float:
        """The loss of the first epoch: the scale that others are held against."""
        return float(self.losses[0])

    @property
    def last(self) -> float:
        """The loss of the last epoch."""
        return float(self.losses[-1])

    @property
    def is_single(self) -> bool:
        """Whether each of the last points is one epoch."""
        return bool((np.diff(self.epochs[-2 * WINDOW :]) == 1).all())

    def recent(self, points: int) -> tuple[int, int]:
        """Name the first and the last epoch of the last points."""
        return int(self.epochs[-points]), int(self.epochs[-1])

    @property
    def has_learned_little(self) -> bool:
        """Whether more than half of the first loss is left; ours."""
        return self.last > self.first / 2


def course_of(curve: CurvePoints) -> Course:
    """Read a curve; what is not finite is left out."""
    losses = curve.loss.last
    is_finite = np.isfinite(losses)
    return Course(losses[is_finite], curve.epochs[is_finite])

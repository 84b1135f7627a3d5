"""What was found out about a step."""

from __future__ import annotations

import math
from dataclasses import dataclass

from nn_tui.engine.cursor import Cursor


@dataclass(frozen=True, slots=True)
class Point:
    """One learning rate, and what the loss is after a step of it."""

    rate: float
    """The learning rate."""
    loss: float
    """The loss of the same batch at the weights after the step; infinite if not a number."""


@dataclass(frozen=True, slots=True)
class Curvature:
    """How the loss bends along the step, by central differences of its slope."""

    value: float
    """d2L/dt2 at t = 0."""
    error: float
    """How far off that may be: what it changes by with differences twice as far apart, and what
    rounding leaves of a difference."""


@dataclass(frozen=True, slots=True, eq=False)
class Forecast:
    """A step before it is taken, or after: predicted and actual change of the loss of its batch."""

    iteration: Cursor
    """Its epoch and batch; the op is that before the first update."""
    rows: int
    """Rows of the batch."""
    loss_name: str
    """Of which loss."""
    is_sum: bool
    """Whether that loss is a sum over the rows, and not a mean."""
    is_done: bool
    """Whether the update has run at the moment that was looked at."""
    rate: float
    """The learning rate as it is."""
    before: float
    """The loss of the batch before the step."""
    after: float
    """The loss of the batch after it."""
    pull: float
    """How fast the loss falls at first, for each unit of learning rate: |descent|^2 of the weights
    that are not frozen, where the step is along the descent."""
    curvature: Curvature
    """How that changes."""
    kinks: int
    """How many z change sign on the way, of units with a kink at 0: there no forecast holds."""
    best: float | None
    """The rate with the least loss along the step; None: none that was looked at lowers it."""
    limit: float | None
    """The rate beyond which the loss is larger than before; None: none was found."""
    farthest: float
    """The largest rate at which the loss was looked at."""
    points: tuple[Point, ...]
    """The loss along the step: from rate 0 to beyond the limit, the marked rates among them."""
    end: float
    """The largest rate to be drawn; the present one may be far beyond."""

    @property
    def model_limit(self) -> float | None:
        """The limit if slope and curvature were all: 2 / lambda, the curvature a unit of pull.

        With the step along the descent, lambda is the Rayleigh quotient of the Hessian (Goodfellow,
        Bengio & Courville 2016, Deep Learning, section 4.3.1, where the best rate is 1 / lambda).
        """
        if self.pull <= 0 or self.curvature.value <= 0:
            return None
        return 2 * self.pull / self.curvature.value

    @property
    def actual(self) -> float:
        """What the step changes the loss by."""
        return self.after - self.before

    def first_order(self, rate: float) -> float:
        """Predict the change of the loss by its slope alone: -rate * |descent|^2."""
        return -rate * self.pull

    def second_order(self, rate: float) -> float:
        """Predict the change of the loss by its slope and its curvature along the step."""
        return self.first_order(rate) + 0.5 * rate * rate * self.curvature.value

    def change(self, point: Point) -> float:
        """Say by how much the loss really changes at a rate; infinite where it is not a number."""
        return point.loss - self.before if math.isfinite(point.loss) else math.inf

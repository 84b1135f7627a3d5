"""What a step is made of, by optimizer: so much for each row, and what else is in it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from nn_tui.engine.ops.op import Buffers
from nn_tui.engine.registry import Registry


@dataclass(frozen=True, slots=True, eq=False)
class WeightCell:
    """One weight or bias, just before its update runs."""

    buffers: Buffers
    """Every array at that moment, the optimizer's among them."""
    parameter: str
    """Name of its array."""
    index: tuple[int, ...]
    """Its place in that."""

    def of(self, suffix: str = "") -> float:
        """Give its own number in an array of the parameter's shape: `_descent`; "": itself."""
        return float(self.buffers[f"{self.parameter}{suffix}"][self.index])

    def setting(self, name: str) -> float:
        """Give a number that all weights have in common: `learning_rate`."""
        return float(self.buffers[name])


@dataclass(frozen=True, slots=True, eq=False)
class StepParts:
    """A step taken apart: `rate` times the descent, which is a sum over rows, plus all `others`."""

    rate: float
    """What each row's share of the descent is multiplied with."""
    others: Mapping[str, float] = field(default_factory=dict)
    """By name, such as momentum or decay: what is in the step besides, in units of the weight."""


@dataclass(frozen=True, slots=True)
class StepShares:
    """How one optimizer's step is taken apart."""

    name: str
    """The optimizer's."""
    parts: Callable[[WeightCell], StepParts]
    """They sum to the step that the weight takes, unless it is frozen."""


def _gradient_descent(cell: WeightCell) -> StepParts:
    """Take learning_rate * descent apart: there is nothing in it but the rows."""
    return StepParts(cell.setting("learning_rate"))


STEP_SHARES = Registry("shares of optimizer", [StepShares("gd", _gradient_descent)])
"""One for each optimizer."""

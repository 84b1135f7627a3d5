"""The ops that move the weights."""

from __future__ import annotations

from dataclasses import dataclass

from nn_tui.engine.arrays import Call
from nn_tui.engine.ops.op import Buffers, Phase
from nn_tui.engine.optimizers import Optimizer


@dataclass(frozen=True, slots=True)
class Update:
    """One parameter's step along its descent, in its own shape."""

    parameter: str
    layer: int | None
    optimizer: Optimizer
    phase: Phase = Phase.UPDATE

    @property
    def writes(self) -> str:
        """The parameter."""
        return self.parameter

    @property
    def line(self) -> str:
        """`synapse_1 += learning_rate * synapse_1_descent`."""
        return self.optimizer.source.format(weights=self.parameter)

    def bind(self, buffers: Buffers) -> list[Call]:
        """Bind the optimizer's calls."""
        weights, descent = buffers[self.parameter], buffers[f"{self.parameter}_descent"]
        return self.optimizer.update(weights, descent, buffers["learning_rate"])

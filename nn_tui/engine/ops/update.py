"""The ops that move the weights."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

import numpy as np

from nn_tui.engine.arrays import ZERO, Call
from nn_tui.engine.freezing import mask_name
from nn_tui.engine.ops.op import Buffers, Phase
from nn_tui.engine.optimizers import Optimizer


@dataclass(frozen=True, slots=True)
class Update:
    """One parameter's step along its descent, in its own shape; where it is frozen, none."""

    parameter: str
    layer: int | None
    optimizer: Optimizer
    is_frozen: bool = False
    phase: Phase = Phase.UPDATE

    @property
    def writes(self) -> str:
        """The parameter."""
        return self.parameter

    @property
    def line(self) -> str:
        """`synapse_1 += learning_rate * synapse_1_descent`, the step in np.where if frozen."""
        step = self.optimizer.step_source.format(weights=self.parameter)
        if self.is_frozen:
            step = f"np.where({mask_name(self.parameter)}, 0, {step})"
        return f"{self.parameter} += {step}"

    def bind(self, buffers: Buffers) -> list[Call]:
        """Bind the optimizer's calls, and those that add its step."""
        weights, descent = buffers[self.parameter], buffers[f"{self.parameter}_descent"]
        step = np.empty_like(weights)
        calls = self.optimizer.step(descent, buffers["learning_rate"], step)
        if self.is_frozen:
            # Not a product with 0 and 1: where the step is not finite, that would be nan.
            calls.append(partial(np.copyto, step, ZERO, where=buffers.frozen[self.parameter]))
        return [*calls, partial(np.add, weights, step, weights)]

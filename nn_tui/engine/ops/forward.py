"""The ops of the forward pass."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

import numpy as np

from nn_tui.engine.activations import Activation
from nn_tui.engine.arrays import Call
from nn_tui.engine.ops.op import Buffers, Phase
from nn_tui.engine.ops.product import product


@dataclass(frozen=True, slots=True)
class PreActivation:
    """z = l W (+ b): (rows, n_out) from (rows, n_in) and (n_in, n_out)."""

    layer: int
    has_bias: bool
    phase: Phase = Phase.FORWARD

    @property
    def writes(self) -> str:
        """The pre-activation of this layer."""
        return f"z{self.layer}"

    @property
    def line(self) -> str:
        """`z1 = l0 @ synapse_0 + bias_0`."""
        bias = f" + bias_{self.layer - 1}" if self.has_bias else ""
        return f"{self.writes} = l{self.layer - 1} @ synapse_{self.layer - 1}{bias}"

    def bind(self, buffers: Buffers) -> list[Call]:
        """Bind the product, then the bias added to each row."""
        below, z = buffers[f"l{self.layer - 1}"], buffers[self.writes]
        calls = [product(below, buffers[f"synapse_{self.layer - 1}"], z)]
        if self.has_bias:
            calls.append(partial(np.add, z, buffers[f"bias_{self.layer - 1}"], z))
        return calls


@dataclass(frozen=True, slots=True)
class Activate:
    """l = f(z), (rows, units)."""

    layer: int
    activation: Activation
    phase: Phase = Phase.FORWARD

    @property
    def writes(self) -> str:
        """The activations of this layer."""
        return f"l{self.layer}"

    @property
    def line(self) -> str:
        """`l1 = sigmoid(z1)`."""
        return f"{self.writes} = {self.activation.name}(z{self.layer})"

    def bind(self, buffers: Buffers) -> list[Call]:
        """Bind the activation's calls."""
        return self.activation.forward(buffers[f"z{self.layer}"], buffers[self.writes])

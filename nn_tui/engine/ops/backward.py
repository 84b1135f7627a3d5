"""The ops of the backward pass: errors, deltas, descents."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

import numpy as np

from nn_tui.engine.activations import Activation, Slope
from nn_tui.engine.arrays import Call
from nn_tui.engine.losses import Loss
from nn_tui.engine.ops.op import Buffers, Phase
from nn_tui.engine.ops.product import product


@dataclass(frozen=True, slots=True)
class OutputError:
    """Target minus output, (rows, outputs), for every loss."""

    layer: int
    phase: Phase = Phase.ERROR

    @property
    def writes(self) -> str:
        """The error of the output layer."""
        return f"l{self.layer}_error"

    @property
    def line(self) -> str:
        """`l2_error = y - l2`."""
        return f"{self.writes} = y - l{self.layer}"

    def bind(self, buffers: Buffers) -> list[Call]:
        """Bind the difference."""
        return [partial(np.subtract, buffers["y"], buffers[f"l{self.layer}"], buffers[self.writes])]


@dataclass(frozen=True, slots=True)
class OutputDelta:
    """-dL/dz of the output layer, (rows, outputs): slope and the loss's reduction are in it."""

    layer: int
    activation: Activation
    loss: Loss
    phase: Phase = Phase.BACKWARD

    @property
    def writes(self) -> str:
        """The delta of the output layer."""
        return f"l{self.layer}_delta"

    @property
    def line(self) -> str:
        """`l2_delta = l2_error * (l2 * (1 - l2))`."""
        source = self.loss.delta_source(self.activation, l=f"l{self.layer}", z=f"z{self.layer}")
        return f"{self.writes} = {source}"

    @property
    def slope(self) -> Slope | None:
        """The slope that is a factor of this delta, or None: with this loss it cancels."""
        return self.loss.slope(self.activation)

    def bind(self, buffers: Buffers) -> list[Call]:
        """Bind the slope, where there is one, written where the delta goes; then the rest."""
        z, l = buffers[f"z{self.layer}"], buffers[f"l{self.layer}"]
        slope = self.slope.calls(z, l, buffers[self.writes]) if self.slope else []
        return [*slope, *self.bind_product(buffers)]

    def bind_product(self, buffers: Buffers) -> list[Call]:
        """Bind what turns the slope that stands in the delta's place into the delta."""
        error, delta = buffers[f"l{self.layer}_error"], buffers[self.writes]
        if self.slope is None or self.slope.is_one:
            return self.loss.scale(error, delta)
        return [partial(np.multiply, error, delta, delta), *self.loss.scale(delta, delta)]


@dataclass(frozen=True, slots=True)
class HiddenError:
    """-dL/da of a hidden layer, (rows, units): the delta above carried back over the synapse."""

    layer: int
    phase: Phase = Phase.BACKWARD

    @property
    def writes(self) -> str:
        """The error of this layer."""
        return f"l{self.layer}_error"

    @property
    def line(self) -> str:
        """`l1_error = l2_delta @ synapse_1.T`."""
        return f"{self.writes} = l{self.layer + 1}_delta @ synapse_{self.layer}.T"

    def bind(self, buffers: Buffers) -> list[Call]:
        """Bind the product with the transposed synapse."""
        delta, synapse = buffers[f"l{self.layer + 1}_delta"], buffers[f"synapse_{self.layer}"]
        return [product(delta, synapse.T, buffers[self.writes])]


@dataclass(frozen=True, slots=True)
class HiddenDelta:
    """-dL/dz of a hidden layer, (rows, units): the error times the activation's slope."""

    layer: int
    slope: Slope
    phase: Phase = Phase.BACKWARD

    @property
    def writes(self) -> str:
        """The delta of this layer."""
        return f"l{self.layer}_delta"

    @property
    def line(self) -> str:
        """`l1_delta = l1_error * (l1 * (1 - l1))`."""
        slope = self.slope.source.format(l=f"l{self.layer}", z=f"z{self.layer}")
        factor = f" * {slope}" if slope else ""
        return f"{self.writes} = l{self.layer}_error{factor}"

    def bind(self, buffers: Buffers) -> list[Call]:
        """Bind the slope, written where the delta goes; then times the error."""
        z, l = buffers[f"z{self.layer}"], buffers[f"l{self.layer}"]
        return [*self.slope.calls(z, l, buffers[self.writes]), *self.bind_product(buffers)]

    def bind_product(self, buffers: Buffers) -> list[Call]:
        """Bind what turns the slope that stands in the delta's place into the delta."""
        error, delta = buffers[f"l{self.layer}_error"], buffers[self.writes]
        if self.slope.is_one:
            return [partial(np.copyto, delta, error)]
        return [partial(np.multiply, error, delta, delta)]


@dataclass(frozen=True, slots=True)
class SynapseDescent:
    """-dL/dW, (n_in, n_out): the activations below, transposed, times the delta above."""

    layer: int
    phase: Phase = Phase.DESCENT

    @property
    def writes(self) -> str:
        """The descent of the synapse that leads to this layer."""
        return f"synapse_{self.layer - 1}_descent"

    @property
    def line(self) -> str:
        """`synapse_1_descent = l1.T @ l2_delta`."""
        return f"{self.writes} = l{self.layer - 1}.T @ l{self.layer}_delta"

    def bind(self, buffers: Buffers) -> list[Call]:
        """Bind the product."""
        below, delta = buffers[f"l{self.layer - 1}"], buffers[f"l{self.layer}_delta"]
        return [product(below.T, delta, buffers[self.writes])]


@dataclass(frozen=True, slots=True)
class BiasDescent:
    """-dL/db, (n_out,): the delta summed over the rows."""

    layer: int
    phase: Phase = Phase.DESCENT

    @property
    def writes(self) -> str:
        """The descent of this layer's bias."""
        return f"bias_{self.layer - 1}_descent"

    @property
    def line(self) -> str:
        """`bias_1_descent = l2_delta.sum(axis=0)`."""
        return f"{self.writes} = l{self.layer}_delta.sum(axis=0)"

    def bind(self, buffers: Buffers) -> list[Call]:
        """Bind the sum."""
        delta = buffers[f"l{self.layer}_delta"]
        return [partial(np.add.reduce, delta, 0, None, buffers[self.writes])]

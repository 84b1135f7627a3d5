"""Lines as they are written by mistake: each runs what it says, and is not backpropagation."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TypeAlias

import numpy as np

from nn_tui.engine.arrays import ZERO, Call
from nn_tui.engine.freezing import mask_name
from nn_tui.engine.ops.op import Buffers, Phase
from nn_tui.engine.ops.product import product
from nn_tui.engine.optimizers import Optimizer


@dataclass(frozen=True, slots=True)
class FlippedOutputError:
    """Output minus target, (rows, outputs): every pull goes the wrong way."""

    layer: int
    phase: Phase = Phase.ERROR
    about: str = "Output minus target: its sign is flipped, so every pull goes the wrong way."

    @property
    def writes(self) -> str:
        """The error of the output layer."""
        return f"l{self.layer}_error"

    @property
    def line(self) -> str:
        """`l2_error = l2 - y`."""
        return f"{self.writes} = l{self.layer} - y"

    def bind(self, buffers: Buffers) -> list[Call]:
        """Bind the difference."""
        return [partial(np.subtract, buffers[f"l{self.layer}"], buffers["y"], buffers[self.writes])]


@dataclass(frozen=True, slots=True)
class FlippedHiddenError:
    """The error of a hidden layer, (rows, units), with its sign flipped."""

    layer: int
    phase: Phase = Phase.BACKWARD
    about: str = "The delta above, carried back, with its sign flipped: the wrong way from here on."

    @property
    def writes(self) -> str:
        """The error of this layer."""
        return f"l{self.layer}_error"

    @property
    def line(self) -> str:
        """`l1_error = -(l2_delta @ synapse_1.T)`."""
        return f"{self.writes} = -(l{self.layer + 1}_delta @ synapse_{self.layer}.T)"

    def bind(self, buffers: Buffers) -> list[Call]:
        """Bind the product with the transposed synapse, then the minus."""
        delta, synapse = buffers[f"l{self.layer + 1}_delta"], buffers[f"synapse_{self.layer}"]
        error = buffers[self.writes]
        return [product(delta, synapse.T, error), partial(np.negative, error, error)]


@dataclass(frozen=True, slots=True)
class UntransposedError:
    """The delta above times the synapse as it is, (rows, units): only a square one allows that."""

    layer: int
    phase: Phase = Phase.BACKWARD
    about: str = "The delta above times the synapse untransposed: each unit gets another's share."

    @property
    def writes(self) -> str:
        """The error of this layer."""
        return f"l{self.layer}_error"

    @property
    def line(self) -> str:
        """`l1_error = l2_delta @ synapse_1`."""
        return f"{self.writes} = l{self.layer + 1}_delta @ synapse_{self.layer}"

    def bind(self, buffers: Buffers) -> list[Call]:
        """Bind the product with the synapse."""
        delta, synapse = buffers[f"l{self.layer + 1}_delta"], buffers[f"synapse_{self.layer}"]
        return [product(delta, synapse, buffers[self.writes])]


@dataclass(frozen=True, slots=True)
class ErrorOverUpdated:
    """The error of a hidden layer, (rows, units), over the synapse as its update will leave it.

    It has the bits of a program that updates the synapse above first. Written in one line, the
    other lines stay where they are: the weights themselves move when they always do.
    """

    layer: int
    optimizer: Optimizer
    is_frozen: bool = False
    phase: Phase = Phase.BACKWARD
    about: str = "The delta above, carried back over the synapse as the update will leave it."

    @property
    def writes(self) -> str:
        """The error of this layer."""
        return f"l{self.layer}_error"

    @property
    def line(self) -> str:
        """`l1_error = l2_delta @ (synapse_1 + learning_rate * (l1.T @ l2_delta)).T`."""
        k, synapse = self.layer, f"synapse_{self.layer}"
        step = self.optimizer.step_source.format(weights=synapse)
        step = step.replace(f"{synapse}_descent", f"(l{k}.T @ l{k + 1}_delta)")
        if self.is_frozen:
            step = f"np.where({mask_name(synapse)}, 0, {step})"
        return f"{self.writes} = l{k + 1}_delta @ ({synapse} + {step}).T"

    def bind(self, buffers: Buffers) -> list[Call]:
        """Bind the descent, its step, the weights with it, and the product with these."""
        k, synapse = self.layer, buffers[f"synapse_{self.layer}"]
        delta = buffers[f"l{k + 1}_delta"]
        descent, moved = np.empty_like(synapse), np.empty_like(synapse)
        calls = [product(buffers[f"l{k}"].T, delta, descent)]
        calls += self.optimizer.step(descent, buffers["learning_rate"], moved)
        if self.is_frozen:
            calls.append(partial(np.copyto, moved, ZERO, where=buffers.frozen[f"synapse_{k}"]))
        calls.append(partial(np.add, synapse, moved, moved))
        return [*calls, product(delta, moved.T, buffers[self.writes])]


@dataclass(frozen=True, slots=True)
class UnmovedBiasDescent:
    """A bias's descent, (n_out,), left at zero: the bias never moves."""

    layer: int
    phase: Phase = Phase.DESCENT
    about: str = "Left at zero, whatever the deltas are: this bias never moves."

    @property
    def writes(self) -> str:
        """The descent of this layer's bias."""
        return f"bias_{self.layer - 1}_descent"

    @property
    def line(self) -> str:
        """`bias_1_descent = np.zeros_like(bias_1)`."""
        return f"{self.writes} = np.zeros_like(bias_{self.layer - 1})"

    def bind(self, buffers: Buffers) -> list[Call]:
        """Bind the zeros."""
        return [partial(np.copyto, buffers[self.writes], ZERO)]


Faulty: TypeAlias = (
    FlippedOutputError
    | FlippedHiddenError
    | UntransposedError
    | ErrorOverUpdated
    | UnmovedBiasDescent
)
"""Lines that no right program has; a slope or a factor that is wrong stands in a line like ours."""

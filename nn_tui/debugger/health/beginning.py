"""How a run began: what its first weights gave, and how large its first step was."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace

from nn_tui.debugger.health.norms import step_of, step_ratio
from nn_tui.debugger.health.one_pass import one_pass
from nn_tui.debugger.snapshot import Snapshot
from nn_tui.engine.arrays import Array
from nn_tui.engine.machine import Machine
from nn_tui.engine.ops.op import Phase
from nn_tui.recipe.recipe import Recipe, assemble

_STEP = 0.1
"""First step beside the weights that a smaller learning rate is to give; ours."""

_TIMES = 10
"""By how much a rate is divided whose first step was no larger than that; ours."""


@dataclass(frozen=True, slots=True, eq=False)
class Beginning:
    """Epoch 0, and the first step from there."""

    arrays: Mapping[str, Array]
    """The arrays of a pass with the first weights, see one_pass."""
    rate: float
    """The learning rate that the run began with."""
    step: float
    """The norm of the first step over that of the weights, of the synapse where it is largest."""

    @property
    def gentler_rate(self) -> float:
        """A learning rate whose first step would not throw the weights out, to one digit."""
        times = max(_TIMES, self.step / _STEP) if self.step <= _STEP else self.step / _STEP
        return float(f"{self.rate / times:.0e}")


def beginning_of(moment: Snapshot, inputs: Array, targets: Array) -> Beginning:
    """Begin the run of a moment again, in a network of its own.

    Args:
        moment: Any of the run's.
        inputs: The rows to send through, (rows, n_in).
        targets: (rows, n_out).

    Raises:
        InputError: There is no memory for it.
    """
    segment, recipe = moment.standing.segment, moment.recipe
    rate = recipe.hyperparameters.learning_rate
    if segment is not None:
        # It may have been changed since.
        rate = segment.origin.recipe.hyperparameters.learning_rate
    began = replace(recipe.hyperparameters, learning_rate=rate)
    machine = assemble(Recipe(recipe.dataset, began, recipe.weights))
    arrays, network = machine.workspace.arrays, machine.program.network
    weights = {name: arrays[name].copy() for name in network.parameters}
    passed = one_pass(network, inputs, targets, weights)
    machine.run_ops([op.phase for op in machine.program.ops(1)].index(Phase.UPDATE))
    ratios = (_first_ratio(machine, f"synapse_{layer}") for layer in range(network.depth))
    return Beginning(passed, rate, max(filter(math.isfinite, ratios), default=0.0))


def _first_ratio(machine: Machine, name: str) -> float:
    """Compute the step that is next for a synapse over its weights."""
    arrays = machine.workspace.arrays
    step = step_of(machine.program.network, arrays[f"{name}_descent"], arrays["learning_rate"])
    return step_ratio(step, arrays[name])

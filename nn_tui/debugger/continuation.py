"""What goes on where a run is continued with other batches or other rows."""

from __future__ import annotations

import numpy as np

from nn_tui.data import Dataset
from nn_tui.data.revision import changed_rows
from nn_tui.debugger.epoch_arrays import by_number, current_outputs
from nn_tui.engine.machine import Machine
from nn_tui.engine.outputs import Outputs
from nn_tui.recipe.recipe import Recipe, assemble

CONTINUED = ("learning_rate", "loss", "error")
"""What goes on besides the weights."""


def continued(machine: Machine, before: Recipe, recipe: Recipe) -> Machine:
    """Make the machine that trains on; its first epoch follows the one that has just ended.

    Args:
        machine: Which has come to here.
        before: What it trains.
        recipe: What is trained from here on.

    Raises:
        InputError: That cannot be followed.
    """
    later = assemble(recipe)
    arrays, known = later.workspace.arrays, machine.workspace.arrays
    for name in (*later.program.network.parameters, *CONTINUED):
        arrays[name][...] = known[name]
    later.begin_after(machine.program.epochs_done(machine.cursor))
    later.inherited = _outputs_known(machine, before.dataset, recipe.dataset)
    return later


def _outputs_known(machine: Machine, before: Dataset, dataset: Dataset) -> Outputs:
    """Give the last outputs of the rows that are trained on; none of those that were changed."""
    outputs = by_number(current_outputs(machine), before)
    epochs = outputs.epochs
    epochs[changed_rows(before, dataset)] = 0
    values = np.where(epochs[:, np.newaxis] > 0, outputs.values, 0.0)
    return Outputs(values[dataset.kept], epochs[dataset.kept])

"""A row sent through the network with the weights of a moment, beside the run."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from nn_tui.data import standardized
from nn_tui.debugger.snapshot import Snapshot
from nn_tui.engine.arrays import Array


def pass_through(moment: Snapshot, row: int) -> dict[str, Array]:
    """Compute what a row's units would hold, by the calls that the run makes.

    For a row that is not in the present batch, or left out: the run holds nothing of it.

    Args:
        moment: Whose weights are taken.
        row: Row of the dataset.

    Returns:
        l0, z1, l1, ..., zL, lL, y and lL_error of the row, each (units,).
    """
    network = moment.program.network
    l, y = _given(moment, row)
    held = {"l0": l, "y": y}
    with np.errstate(all="ignore"):
        for layer, activation in enumerate(network.activations, start=1):
            z = l @ _parameter(moment, f"synapse_{layer - 1}")
            if network.has_bias:
                z = z + _parameter(moment, f"bias_{layer - 1}")
            l = np.empty_like(z)
            for call in activation.forward(z, l):
                call()
            held |= {f"z{layer}": z, f"l{layer}": l}
        held[f"l{network.depth}_error"] = held["y"] - l
    return {name: values[0] for name, values in held.items()}


def _given(moment: Snapshot, row: int) -> tuple[Array, Array]:
    """Give a row's inputs and targets, each (1, units), as the network sees them or would."""
    recipe, arrays = moment.recipe, moment.epoch_arrays
    if row in recipe.dataset.left_out:
        seen = (
            _standardized(recipe.dataset) if recipe.hyperparameters.standardize else recipe.dataset
        )
        return seen.inputs[row : row + 1], seen.targets[row : row + 1]
    place = row if arrays.numbers is None else int(np.searchsorted(arrays.numbers, row))
    return arrays.inputs[place : place + 1], arrays.targets[place : place + 1]


# A row is drawn many times a second, and all rows settle its units: they may be many.
_standardized = lru_cache(maxsize=1)(standardized)


def _parameter(moment: Snapshot, name: str) -> Array:
    values = moment.array(name)
    assert values is not None, "weights and biases are there from the start"
    return values

"""A row sent through the network with the weights of a moment, beside the run."""

from __future__ import annotations

import numpy as np

from nn_tui.debugger.snapshot import Snapshot
from nn_tui.engine.arrays import Array


def pass_through(moment: Snapshot, row: int) -> dict[str, Array]:
    """Compute what a row's units would hold, by the calls that the run makes.

    For a row that is not in the present batch, of which the run holds nothing.

    Args:
        moment: Whose weights are taken.
        row: Row of the dataset.

    Returns:
        l0, z1, l1, ..., zL, lL, y and lL_error of the row, each (units,).
    """
    network, arrays = moment.program.network, moment.epoch_arrays
    l: Array = arrays.inputs[row : row + 1]
    held = {"l0": l, "y": arrays.targets[row : row + 1]}
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


def _parameter(moment: Snapshot, name: str) -> Array:
    values = moment.array(name)
    assert values is not None, "weights and biases are there from the start"
    return values

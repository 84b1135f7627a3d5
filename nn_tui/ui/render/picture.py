"""What the network diagram shows of a moment."""

from __future__ import annotations

from nn_tui.debugger.snapshot import Snapshot
from nn_tui.engine.arrays import Array
from nn_tui.ui.render.diagram import NetworkPicture


def shown_row(moment: Snapshot, row: int) -> int:
    """Say which row's activations there are: the selected one's, or its batch's first."""
    if moment.row_in_batch(row) is not None:
        return row
    window = moment.program.schedule.window(max(1, moment.cursor.batch))
    return int(moment.order[window.start])


def picture_of(moment: Snapshot, row: int) -> NetworkPicture:
    """Take one row's activations, layer by layer, and the synapses.

    Activations that this iteration has not computed yet are left open.
    """
    layers = range(moment.program.network.depth + 1)
    synapses = (moment.array(f"synapse_{k}") for k in layers[:-1])
    return NetworkPicture(
        values=tuple(_activations(moment, f"l{k}", row) for k in layers),
        synapses=tuple(synapse for synapse in synapses if synapse is not None),
        names=tuple(f"l{k}" for k in layers),
    )


def _activations(moment: Snapshot, name: str, row: int) -> Array | None:
    array, place = moment.array(name), moment.row_in_batch(row)
    if array is None or place is None or not moment.is_current(name):
        return None
    activations: Array = array[place]
    return activations

"""Which numbers of a moment can be typed over, and why the others cannot."""

from __future__ import annotations

from nn_tui.debugger.epoch_arrays import epoch_array_names
from nn_tui.debugger.journal import SetCells
from nn_tui.debugger.snapshot import Snapshot
from nn_tui.engine.arrays import Array
from nn_tui.errors import InputError
from nn_tui.text import size_text

_DATA = ("l0", "y", "inputs", "targets", "epoch_x", "epoch_y")
"""Arrays that hold the dataset where no op writes them, or that gather it."""

_RECORDS = ("loss", "error")


class TypeOverError(InputError):
    """Numbers that cannot be set."""


def reason_against(moment: Snapshot, name: str) -> str:
    """Say why no number of an array can be typed over at a moment, or ""."""
    if name not in moment.names:
        return f"{name}: this network has no such array"
    outputs = f"l{moment.program.network.depth}"
    if _is_kept(moment, name):
        if name in _DATA:
            return f"{name} is the data: change it in the Dataset panel"
        if name == "order":
            return "order is drawn from the seed: change shuffle or seed in Hyperparameters"
        return f"{name} keeps what each batch wrote: type over {outputs} or its z instead"
    if name in _RECORDS:
        return f"{name} is a record of the epoch: nothing is computed from it"
    if moment.written_at(name) is None:
        return f"{name} is not yet computed: step until its line has run"
    if not moment.is_of_now(name):
        return f"{name} is {moment.when_written(name)}: its line writes it anew before it is read"
    return ""


def is_data(moment: Snapshot, name: str) -> bool:
    """Whether an array is the data, which is changed row by row."""
    return name in _DATA and _is_kept(moment, name)


def block_at(moment: Snapshot, name: str, cell: tuple[int, int], values: Array) -> SetCells:
    """Put a block of numbers at a cell of an array.

    Args:
        moment: When.
        name: One of its arrays.
        cell: Row and column where the block begins; a vector is one row, a number one cell.
        values: As they are stored, (rows, columns); over a vector it may be a column too.

    Raises:
        TypeOverError: The array cannot be typed over, or the block does not fit.
    """
    reason = reason_against(moment, name)
    if reason:
        raise TypeOverError(reason)
    shape = moment.shape(name)
    start = ((), (cell[1],), cell)[len(shape)]
    block = _with_axes(values, len(shape))
    _refuse_misfit(name, shape, start, block)
    return SetCells(name, start, block)


def refuse_out_of_date(moment: Snapshot, cells: SetCells) -> None:
    """Refuse cells that were chosen at another moment and cannot be set at this one.

    Raises:
        TypeOverError: With the reason.
    """
    reason = reason_against(moment, cells.array)
    if reason:
        raise TypeOverError(reason)
    _refuse_misfit(cells.array, moment.shape(cells.array), cells.start, cells.values)


def _refuse_misfit(name: str, shape: tuple[int, ...], start: tuple[int, ...], block: Array) -> None:
    room = tuple(size - first for size, first in zip(shape, start, strict=True))
    if block.ndim == len(shape) and all(n <= r for n, r in zip(block.shape, room, strict=True)):
        return
    place = f" from [{','.join(map(str, start))}] on, where {size_text(room)} do" if shape else ""
    raise TypeOverError(
        f"{size_text(block.shape)} numbers do not fit into {name}, {size_text(shape)}{place}"
    )


def _with_axes(values: Array, axes: int) -> Array:
    """Give a block as many axes as the array has, where that leaves no doubt."""
    if axes == 1 and 1 in values.shape:
        return values.reshape(-1)
    return values.reshape(()) if axes == 0 and values.size == 1 else values


def _is_kept(moment: Snapshot, name: str) -> bool:
    """Whether an array is as long as the dataset."""
    return name in epoch_array_names(moment.program) or _is_given(moment, name)


def _is_given(moment: Snapshot, name: str) -> bool:
    """Whether an array holds the data itself, since one batch takes all rows."""
    return name in ("l0", "y") and name not in moment.program.written

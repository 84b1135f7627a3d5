"""Whether values from a file can be what they are to be; nobody vouches for the file."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from nn_tui.debugger.journal import Entry, Place, path
from nn_tui.engine.arrays import Array, Order, are_finite
from nn_tui.engine.cursor import START, Cursor
from nn_tui.engine.faults.planted import Planted
from nn_tui.engine.machine_state import MachineState
from nn_tui.engine.program import Program
from nn_tui.storage.errors import StorageError

LAST_EPOCH = 2**50
"""No run comes so far; from there on the ops of a run might not be counted in 64 bits."""


def check(is_good: bool, reason: str) -> None:
    """Refuse a file.

    Raises:
        StorageError: With the reason.
    """
    if not is_good:
        raise StorageError(reason)


def check_cursor(program: Program, cursor: Cursor, what: str) -> None:
    """Refuse a moment that no run of a program comes to."""
    is_there = cursor == START or (
        1 <= cursor.epoch <= LAST_EPOCH
        and 1 <= cursor.batch <= program.schedule.batches
        and 1 <= cursor.op <= program.length(cursor.batch)
    )
    check(is_there, f"{what}: {cursor} is no moment of its run")


def check_window(
    shapes: Mapping[str, tuple[int, ...]], array: str, window: tuple[slice, ...], what: str
) -> None:
    """Refuse cells that an array does not have."""
    shape = shapes.get(array)
    is_there = shape is not None and len(shape) == len(window)
    within = zip(window, shape or (), strict=False)
    is_there = is_there and all(0 <= part.start < part.stop <= size for part, size in within)
    check(is_there, f"{what}: {array} has no such cells")


def check_fault(program: Program, fault: Planted) -> None:
    """Refuse a fault that cannot be in a program."""
    reason = fault.reason_against(program) if fault.fault is not None else ""
    check(not reason, f"a fault cannot be there: {reason}")


def check_finite(array: Array, what: str) -> None:
    """Refuse what is not finite."""
    check(are_finite(array.ravel()), f"{what}: must be finite")


def whole_numbers(array: Array, what: str) -> Order:
    """Read floats as the whole numbers that they stand for."""
    numbers = array.astype(np.int64) if (np.abs(array) < 2**53).all() else None
    is_whole = numbers is not None and bool((numbers == array).all())
    check(is_whole, f"{what}: must be whole numbers")
    assert numbers is not None, "else it is refused"
    return numbers


def check_state(state: MachineState, like: MachineState) -> None:
    """Refuse a kept moment that does not fit its machine.

    Args:
        state: As read.
        like: Another moment of that machine.
    """
    what = "the kept moment"
    check(state.block.shape == like.block.shape, f"{what}: has other arrays")
    is_order = np.array_equal(np.sort(state.order, axis=None), np.arange(len(like.order)))
    check(state.order.shape == like.order.shape and is_order, f"{what}: has no row order")
    shapes = {name: array.shape for name, array in state.epoch_arrays.items()}
    wanted = {name: array.shape for name, array in like.epoch_arrays.items()}
    check(shapes == wanted, f"{what}: has other arrays of an epoch")


def check_on_the_way(tip: Entry, place: Place, what: str) -> None:
    """Refuse a place that a run does not come through on its way to a change."""
    ahead = path(place.entry, tip)
    check(ahead is not None, f"{what}: is of another branch")
    is_before = not ahead or place.cursor <= ahead[0].cursor
    check(is_before, f"{what}: lies behind a change that is still ahead")

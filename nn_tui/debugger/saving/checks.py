"""Whether values from a file can be what they are to be; nobody vouches for the file."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nn_tui.debugger.journal import Entry, Place, path
from nn_tui.debugger.undoing import Undone
from nn_tui.engine.arrays import Array, Order, are_finite
from nn_tui.engine.cursor import Cursor
from nn_tui.engine.faults.planted import Planted
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
    is_there = cursor.epoch <= LAST_EPOCH and program.has(cursor)
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


def stacked(arrays: Array, count: int, like: NDArray[Any], what: str) -> Array:
    """Give arrays of the shape of another, one behind the other; a single one is an array itself.

    Raises:
        StorageError: They are not so many, or of another shape.
    """
    shape = (count, *like.shape)
    is_single = count == 1 and arrays.shape == like.shape
    check(is_single or arrays.shape == shape, f"{what}: has other arrays")
    return arrays.reshape(shape)


def check_on_the_way(tip: Entry, place: Place, what: str) -> None:
    """Refuse a place that a run does not come through on its way to a change."""
    check(path(place.entry, tip) is not None, f"{what}: is of another branch")
    check(_is_before(place, tip), f"{what}: lies behind a change that is still ahead")


def is_sound(undone: Undone) -> bool:
    """Whether a change that was left out can be made again: its branch comes by."""
    entry = undone.entry
    if entry.before is None or entry.asked is None or path(entry, undone.tip) is None:
        return False
    return all(_is_before(entry.asked.place, tip) for tip in (undone.tip, undone.branch.tip))


def _is_before(place: Place, tip: Entry) -> bool:
    """Whether a run comes through a place on its way to a change, or past it."""
    ahead = path(place.entry, tip)
    return ahead is not None and (not ahead or place.cursor <= ahead[0].cursor)

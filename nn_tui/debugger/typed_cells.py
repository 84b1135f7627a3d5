"""Numbers that are to be set in an array of a moment, checked before they are."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from nn_tui.debugger.journal import SetCells
from nn_tui.debugger.moments import current_array, not_computed
from nn_tui.debugger.snapshot import Snapshot
from nn_tui.engine.arrays import Array
from nn_tui.errors import InputError, unknown_name
from nn_tui.recipe.parsing import parse_learning_rate
from nn_tui.text import size_text

_RESULTS = ("loss", "error")


def cells_to_set(moment: Snapshot, name: str, index: Any, values: ArrayLike) -> SetCells:
    """Say which cells of an array `array[index] = values` sets, as numpy understands it.

    Args:
        moment: When; the array must be computed by then.
        name: Of an array of the batch: a weight, an activation, an error, ...
        index: Whatever numpy takes for one; ... is all cells.
        values: A number, or as many as fit the cells.

    Raises:
        InputError: No such array or cell, not computed yet, or what is no finite number.
    """
    held = _held(moment, name)
    label = name if index is Ellipsis else f"{name}[{_shown(index)}]"
    changed, is_set = held.copy(), np.zeros(held.shape, dtype=bool)
    try:
        is_set[index] = True
        changed[index] = np.asarray(values, dtype=np.float64)
    except IndexError:
        shape = size_text(held.shape)
        raise InputError(f"{label}: no such cell: {name} is {shape}, counted from 0") from None
    except (TypeError, ValueError):
        raise InputError(f"{label}: must be numbers of shape {held[index].shape}") from None
    if not is_set.any():
        raise InputError(f"{label}: names no cell of {name}; name at least one")
    if not np.isfinite(changed[is_set]).all():
        raise InputError(f"{label}: must be finite")
    if name == "learning_rate":
        parse_learning_rate(repr(changed.item()))
    return _smallest(name, is_set, changed)


def _held(moment: Snapshot, name: str) -> Array:
    """Give an array that can be set, as it stands."""
    if name not in moment.names:
        raise InputError(unknown_name("array", name, moment.names))
    if name not in moment.layout.places or name in _RESULTS:
        parameters = ", ".join(moment.program.network.parameters)
        raise InputError(f"{name}: follows from others; set one of those, such as {parameters}")
    values = current_array(moment, name)
    if values is None:
        raise InputError(not_computed(moment, name))
    return np.asarray(values, dtype=np.float64)


def _smallest(name: str, is_set: np.ndarray[Any, Any], changed: Array) -> SetCells:
    """Cut the smallest block out that holds every cell that is set."""
    if not is_set.ndim:
        return SetCells(name, (), changed)
    places = np.argwhere(is_set)
    first, last = places.min(axis=0), places.max(axis=0)
    window = tuple(slice(start, stop + 1) for start, stop in zip(first, last, strict=True))
    return SetCells(name, tuple(int(start) for start in first), changed[window].copy())


def _shown(index: Any) -> str:
    return ", ".join(map(str, index)) if isinstance(index, tuple) else str(index)

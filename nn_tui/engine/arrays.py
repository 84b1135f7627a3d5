"""The types that every part of the engine speaks of, and the constants that bound calls read."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

Array: TypeAlias = npt.NDArray[np.float64]
"""Numbers of the run: float64, rows are samples."""

Order: TypeAlias = npt.NDArray[np.int64]
"""Row numbers in the order in which an epoch takes them."""

Mask: TypeAlias = npt.NDArray[np.bool_]
"""True for some cells of an array of the same shape."""

Call: TypeAlias = Callable[[], object]
"""A numpy call with its arguments already bound to buffers; it writes in place."""


def constant(value: float) -> Array:
    """Make a read-only zero-dimensional array: numpy reads it twice as fast as a Python float."""
    scalar = np.array(value, dtype=np.float64)
    scalar.setflags(write=False)
    return scalar


def are_finite(numbers: Array) -> bool:
    """Whether every number is finite."""
    return all_finite([numbers.ravel()])


def all_finite(arrays: Iterable[Array]) -> bool:
    """Whether every number of some flat arrays is finite."""
    with np.errstate(all="ignore"):
        # A sum of squares is finite only if all are, and cheap; if it overflowed, look at each.
        return all(math.isfinite(_squares(flat)) or np.isfinite(flat).all() for flat in arrays)


_STRETCH = 8192
"""Numbers that are summed up at once. Of more than 10,000 OpenBLAS gives some to another thread,
and waits for it: where that core has other work, many times as long as the sum takes."""


def _squares(flat: Array) -> float:
    if len(flat) <= _STRETCH:
        return float(flat.dot(flat))
    whole = len(flat) - len(flat) % _STRETCH
    rest, stretches = flat[whole:], flat[:whole].reshape(-1, _STRETCH)
    return float(rest.dot(rest)) + float(np.vecdot(stretches, stretches).sum())


ZERO = constant(0.0)
ONE = constant(1.0)
HALF = constant(0.5)

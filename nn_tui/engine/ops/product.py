"""The matrix product of an op, with the bits of the `@` in its line."""

from __future__ import annotations

from functools import partial

import numpy as np

from nn_tui.engine.arrays import Array, Call


def product(a: Array, b: Array, out: Array) -> Call:
    """Bind out = a @ b.

    Args:
        a: (rows, inner).
        b: (inner, columns).
        out: (rows, columns).
    """
    if 1 in (a.size, b.size):
        # With a single number dot only scales: 0 * -1 is -0 then, and 0 * inf is 0, not nan.
        return partial(np.matmul, a, b, out)
    # At these sizes it takes half the time of matmul, and does not hold the interpreter's lock.
    return partial(a.dot, b, out)

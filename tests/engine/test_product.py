"""The product that ops are bound to has the bits of the `@` of their lines."""

from __future__ import annotations

import numpy as np
import pytest

from nn_tui.engine.ops.product import product

ZEROS_AND_SOME = np.array([0.0, -0.0, 1.0, -1.0, 0.5, np.inf, np.nan])
SHAPES = [(1, 1, 1), (1, 1, 3), (3, 1, 1), (1, 3, 1), (2, 1, 2), (3, 4, 5), (17, 1, 9)]


@pytest.mark.parametrize(("rows", "inner", "columns"), SHAPES)
def test_product_has_the_bits_of_the_operator(rows: int, inner: int, columns: int) -> None:
    stream = np.random.RandomState(3)
    out = np.empty((rows, columns))
    for _ in range(60):
        a = stream.choice(ZEROS_AND_SOME, (rows, inner))
        b = stream.choice(ZEROS_AND_SOME, (inner, columns))
        for one, other in ((a, b), (a.T.copy().T, b), (a, b.T.copy().T)):
            with np.errstate(invalid="ignore"):
                product(one, other, out)()
                expected = one @ other
            assert out.tobytes() == expected.tobytes(), f"{one} @ {other}"

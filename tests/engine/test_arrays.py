from __future__ import annotations

import numpy as np
import pytest

from nn_tui.engine.arrays import are_finite


@pytest.mark.parametrize("count", [1, 8191, 8192, 8193, 16384, 20000])
@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf])
def test_one_number_that_is_not_finite_is_found_wherever_it_is(count: int, value: float) -> None:
    for place in {0, count // 2, count - 1}:
        numbers = np.ones(count)
        numbers[place] = value
        assert not are_finite(numbers)


@pytest.mark.parametrize("count", [1, 8193])
def test_numbers_whose_squares_overflow_are_finite(count: int) -> None:
    assert are_finite(np.full(count, 1e200))

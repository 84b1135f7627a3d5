"""Terms: what they come to at the ends of the range of numbers, where nothing may raise."""

from __future__ import annotations

import math
from itertools import product

import pytest

from nn_tui.debugger.explain.term import (
    Term,
    absolute,
    cell,
    largest,
    negative,
    number,
    operation,
    smooth_function,
    total,
    where,
)

_ENDS = (0.0, -0.0, 5e-324, 1.0, 2.0, -1e200, 1e200, 1.7e308, math.inf, -math.inf, math.nan)


def _ends() -> list[Term]:
    """Give cells at the ends of the range, as they are and with roundings behind them."""
    cells = [cell("z1", (0, 0), value) for value in _ENDS]
    return cells + [operation("*", one, number(1.0)) for one in cells]


@pytest.mark.parametrize("name", ["+", "-", "*", "/", ">"])
def test_operators_never_raise(name: str) -> None:
    for left, right in product(_ends(), _ends()):
        found = operation(name, left, right)
        assert isinstance(found.value, float) and isinstance(found.size, float)


@pytest.mark.parametrize("name", ["exp", "tanh", "log", "log1p"])
def test_functions_never_raise(name: str) -> None:
    for part in _ends():
        assert isinstance(smooth_function(name, part).value, float)


def test_the_square_of_a_large_number_is_inf() -> None:
    squared = operation("**", cell("z1", (0, 0), -1e200), number(2.0))
    assert squared.value == squared.size == math.inf


def test_squares_never_raise() -> None:
    for part in _ends():
        found = operation("**", part, number(2.0))
        assert math.isnan(found.value) or found.value >= 0


def test_sums_and_choices_never_raise() -> None:
    for left, right in product(_ends(), _ends()):
        made = [total([left, right]), largest("max", [left, right]), where(left, right, left)]
        made += [negative(absolute(left))]
        assert all(isinstance(term.size, float) for term in made)

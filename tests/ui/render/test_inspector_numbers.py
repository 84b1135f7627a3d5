from __future__ import annotations

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from nn_tui.ui.render.inspector_grid import WIDTHS, Grid
from nn_tui.ui.render.inspector_numbers import numbers_head, numbers_row
from nn_tui.ui.render.lines import Role, width_of


@given(value=st.floats(allow_nan=True, allow_infinity=True))
@example(value=-9.9999999e99)
@example(value=-1.2345678901234567e-308)
@example(value=-123456.789)
@example(value=-0.00123456789)
@pytest.mark.parametrize("digits", WIDTHS)
def test_numbers_are_exactly_as_wide_as_their_columns(digits: int, value: float) -> None:
    row = numbers_row(np.array([value]), np.array([False]), None, digits)
    assert width_of(row) == 1 + WIDTHS[digits]
    assert row[0].text.startswith(" ")


def test_marks_of_numbers_leave_the_spaces_out() -> None:
    row = numbers_row(np.array([1.0, 2.0, 3.0]), np.array([True, True, False]), 0, 3)
    marked = [(span.text, span.role) for span in row if span.text.strip()]
    assert marked == [("1", Role.SELECTED), ("2", Role.LIT), (" " * 9 + "3", Role.POSITIVE)]


def test_head_stands_above_the_columns() -> None:
    grid = Grid(range(2), range(7, 10), names=None, label=3, cell=10)
    head = "".join(span.text for span in numbers_head(grid, 8))
    assert head == " " * 12 + "7" + " " * 9 + "8" + " " * 9 + "9"


@pytest.mark.parametrize(
    ("x", "y", "cell"),
    [
        (3, 3, (5, 7)),
        (12, 3, (5, 7)),
        (13, 4, (6, 8)),
        (32, 4, (6, 9)),
        (33, 4, None),
        (2, 3, None),
        (3, 2, None),
        (3, 5, None),
    ],
)
def test_cell_is_found_under_the_mouse(x: int, y: int, cell: tuple[int, int] | None) -> None:
    grid = Grid(range(5, 7), range(7, 10), names=None, label=3, cell=10)
    assert grid.cell_at(x, y) == cell

from __future__ import annotations

import numpy as np
import pytest

from nn_tui.ui.render.inspector_grid import Grid
from nn_tui.ui.render.inspector_shades import levels_of, shades_head, shades_row
from nn_tui.ui.render.lines import Role, plain

NOT_LIT = np.zeros(9, dtype=np.bool_)


def grid(columns: range) -> Grid:
    return Grid(range(3), columns, names=None, label=3, cell=2)


def test_levels_are_quarters_of_the_scale() -> None:
    values = np.array([0.01, 1.0, 1.01, 2.0, 2.5, 3.0, 3.5, 4.0, 0.0])
    assert levels_of(values, 4.0).tolist() == [1, 1, 2, 2, 3, 3, 4, 4, 0]
    assert levels_of(-values, 4.0).tolist() == [-1, -1, -2, -2, -3, -3, -4, -4, 0]


@pytest.mark.parametrize("scale", [1e-320, 1e-300, 1e308])
def test_levels_of_any_scale_reach_the_densest(scale: float) -> None:
    assert levels_of(np.array([scale, -scale]), scale).tolist() == [4, -4]


def test_shades_tell_sign_and_size_without_colour() -> None:
    values = np.array([0.2, 0.5, 0.7, 1.0, -0.2, -0.5, -0.7, -1.0, 0.0])
    assert plain([shades_row(values, NOT_LIT, None, 1.0)]) == "░░▒▒▓▓██-░-▒-▓-█ ·"


def test_shades_tell_signs_by_role_too() -> None:
    row = shades_row(np.array([0.5, -0.5, 0.0]), NOT_LIT[:3], None, 1.0)
    assert [span.role for span in row] == [Role.POSITIVE, Role.NEGATIVE, Role.DIM]


def test_shades_mark_what_is_not_finite() -> None:
    values = np.array([np.nan, np.inf, -np.inf])
    row = shades_row(values, NOT_LIT[:3], None, 0.0)
    assert plain([row]) == " ?+∞-∞"
    assert {span.role for span in row} == {Role.WARNING}


def test_selected_shade_keeps_a_sign_beside_its_glyph() -> None:
    row = shades_row(np.array([1.0, 1.0, -1.0]), NOT_LIT[:3], 1, 1.0)
    assert [(span.text, span.role) for span in row] == [
        ("██", Role.POSITIVE),
        ("+█", Role.SELECTED),
        ("-█", Role.NEGATIVE),
    ]


def test_lit_shades_are_lit_but_for_the_selected_one() -> None:
    row = shades_row(np.array([1.0, 1.0, -1.0]), np.array([True, True, True]), 1, 1.0)
    assert [span.role for span in row] == [Role.LIT, Role.SELECTED, Role.LIT]


@pytest.mark.parametrize(
    ("columns", "head"),
    [
        (range(12), "   0         5         10"),
        (range(3, 12), "       5         10"),
        (range(12345, 12352), "   12345     12350"),
    ],
)
def test_head_numbers_every_fifth_column_where_it_stands(columns: range, head: str) -> None:
    assert plain([shades_head(grid(columns))]) == head

"""Curves that do not stretch the axis of the one that matters."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nn_tui.chart import Series, draw_chart, plot_area
from nn_tui.chart_clipping import limit_above, pieces_below
from tests.test_chart import FALLING, y_labels

WILD = Series("main", [1, 2, 3, 4, 5], [0.5, 0.4, 7.0, 1e30, 4e69], is_bounded=True)


def test_wild_curve_leaves_the_axis_to_the_other() -> None:
    lines = draw_chart([FALLING, WILD], 40, 9)
    assert y_labels(lines) == y_labels(draw_chart([FALLING], 40, 8))
    assert lines[0].rstrip() == "⣀ loss  • main ↑"


def test_wild_curve_is_drawn_up_to_where_it_leaves_the_chart() -> None:
    lines = draw_chart([FALLING, WILD], 40, 9)
    area = plot_area([FALLING, WILD], 40, 9)
    assert area is not None
    columns = {x - area.left for row in lines[1:] for x, mark in enumerate(row) if mark == "•"}
    # From epoch 2, at 0.4, it goes up steeply.
    assert columns
    assert max(columns) <= area.column_of(2) + 2


@pytest.mark.parametrize("is_log", [False, True])
def test_curve_that_is_somewhat_higher_is_shown_whole(is_log: bool) -> None:
    higher = Series("main", [1, 2, 3], [0.5, 0.7, 0.9], is_bounded=True)
    lines = draw_chart([FALLING, higher], 40, 9, is_log)
    assert "↑" not in lines[0]
    free = Series("main", higher.x, higher.y)
    assert lines == draw_chart([FALLING, free], 40, 9, is_log)


def test_curve_that_comes_back_is_drawn_in_pieces() -> None:
    spike = Series("main", range(1, 12), [0.4] * 5 + [1e9] + [0.4] * 5, is_bounded=True)
    lines = draw_chart([FALLING, spike], 60, 12)
    dots = [row.count("•") for row in lines[1:-2]]
    # Up and down again, and level on both sides.
    assert min(dots[:3]) >= 1
    assert max(dots) > 15


def test_bounded_curve_alone_has_the_axis() -> None:
    assert "e+69" in "".join(draw_chart([Series("a", [], []), WILD], 40, 9))


def test_limit_is_above_what_matters() -> None:
    assert limit_above([np.array([0.1, 0.5])], is_log=False) == pytest.approx(0.9)
    assert limit_above([np.array([0.5])], is_log=False) == pytest.approx(0.75)
    assert limit_above([np.array([-1.0, 0.0])], is_log=True) == 1.0
    assert limit_above([], is_log=False) == np.inf


def test_curve_that_is_above_for_less_than_a_column_stays_whole() -> None:
    x, y = np.arange(6.0), np.array([0.0, 9.0, 0.0, 9.0, 9.0, 0.0])
    ((left, low), (right, last)) = pieces_below(x, y, 1.0, gap=2.0)
    assert low.tolist() == [0.0, 1.0, 0.0, 1.0]
    assert left[:3].tolist() == [0.0, 1.0, 2.0]
    assert (right[-1], last.tolist()) == (5.0, [1.0, 0.0])


def test_wildly_oscillating_curve_is_drawn_in_few_pieces() -> None:
    x, y = np.arange(600.0), np.tile([0.1, 9.0], 300)
    assert len(pieces_below(x, y, 1.0, gap=8.0)) == 1


@given(st.lists(st.floats(0, 1e305), max_size=30), st.floats(0, 10))
def test_pieces_hold_every_point_below_and_none_above(values: list[float], limit: float) -> None:
    y = np.array(values)
    pieces = pieces_below(np.arange(len(y), dtype=float), y, limit)
    drawn = [point for x, piece in pieces for point in zip(x.tolist(), piece.tolist(), strict=True)]
    assert all(value <= limit for _, value in drawn)
    below = [(float(x), value) for x, value in enumerate(values) if value <= limit]
    # Where a curve touches the top, the point is also where it is led to.
    assert list(dict.fromkeys(point for point in drawn if point in below)) == below
    assert all(len(x) for x, _ in pieces)

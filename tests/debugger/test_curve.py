"""The curve: every epoch until it is full, then buckets that keep smallest, largest and last."""

from __future__ import annotations

import math
import tracemalloc
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nn_tui.debugger.curve import CAPACITY, Curve, CurveState, curve_from
from nn_tui.debugger.curve_points import CurvePoints
from nn_tui.engine.arrays import Array
from nn_tui.engine.records import Records


def value(epoch: int) -> float:
    """A loss that jumps about, so that no bucket's extremes stand at its ends by rule."""
    return (epoch * 7919) % 1009 / 10


def records(first: int, last: int) -> Records:
    made = Records()
    for epoch in range(first, last + 1):
        made.append(epoch, value(epoch), -value(epoch))
    return made


def curve_of(epochs: int, capacity: int = 8, chunk: int = 1) -> Curve:
    curve = Curve(capacity)
    for first in range(1, epochs + 1, chunk):
        curve.extend(records(first, min(first + chunk - 1, epochs)))
    return curve


def assert_true(points: CurvePoints, epochs: int) -> None:
    """Hold every point against the epochs since the point before it."""
    ends = [0, *points.epochs.astype(int).tolist()]
    assert ends[-1] == epochs
    for place, (before, end) in enumerate(pairwise(ends)):
        losses = [value(epoch) for epoch in range(before + 1, end + 1)]
        errors = [-loss for loss in losses]
        for measure, values in ((points.loss, losses), (points.error, errors)):
            assert measure.low[place] == min(values)
            assert measure.high[place] == max(values)
            assert measure.last[place] == values[-1]


def test_empty_curve_has_no_points() -> None:
    assert len(Curve().points()) == 0


def test_every_epoch_is_kept_at_first() -> None:
    points = curve_of(7).points()
    assert points.epochs.tolist() == list(range(1, 8))
    assert points.loss.low.tolist() == points.loss.last.tolist() == points.loss.high.tolist()


def test_real_capacity_is_a_hundred_thousand() -> None:
    assert CAPACITY == 100_000


@settings(deadline=None, max_examples=100)
@given(
    epochs=st.integers(1, 400),
    capacity=st.integers(2, 17),
    chunk=st.integers(1, 150),
)
def test_points_keep_smallest_largest_and_last(epochs: int, capacity: int, chunk: int) -> None:
    assert_true(curve_of(epochs, capacity, chunk).points(), epochs)


@settings(deadline=None, max_examples=100)
@given(
    epochs=st.integers(1, 400),
    capacity=st.integers(2, 17),
    chunk=st.integers(1, 150),
)
def test_points_are_bounded(epochs: int, capacity: int, chunk: int) -> None:
    # One more than full: the last point, which is still open.
    assert len(curve_of(epochs, capacity, chunk).points()) <= capacity + 1


@settings(deadline=None, max_examples=100)
@given(
    epochs=st.integers(1, 400),
    capacity=st.integers(2, 17),
    chunk=st.integers(1, 150),
)
def test_points_stand_for_equally_many_epochs(epochs: int, capacity: int, chunk: int) -> None:
    points = curve_of(epochs, capacity, chunk).points()
    widths = np.diff(points.epochs, prepend=0)
    width = widths[0] if len(points) > 1 else 2 ** math.ceil(math.log2(widths[0]))
    assert math.log2(width).is_integer()
    assert (widths[:-1] == width).all()
    assert widths[-1] <= width


@settings(deadline=None, max_examples=50)
@given(epochs=st.integers(1, 300), capacity=st.integers(2, 17), chunk=st.integers(1, 90))
def test_points_do_not_depend_on_the_chunks(epochs: int, capacity: int, chunk: int) -> None:
    np.testing.assert_array_equal(
        curve_of(epochs, capacity, chunk).points().table,
        curve_of(epochs, capacity, epochs).points().table,
    )


def test_at_least_half_the_capacity_is_used() -> None:
    assert len(curve_of(1000, capacity=64).points()) >= 32


def test_earlier_epochs_are_left_out() -> None:
    curve = curve_of(6)
    curve.extend(records(3, 9))
    np.testing.assert_array_equal(curve.points().table, curve_of(9).points().table)


def test_earlier_epochs_alone_change_nothing() -> None:
    curve = curve_of(30)
    before = curve.points().table.copy()
    curve.extend(records(1, 30))
    np.testing.assert_array_equal(curve.points().table, before)


def test_no_records_change_nothing() -> None:
    curve = curve_of(5)
    curve.extend(Records())
    assert curve.points().epochs.tolist() == [1, 2, 3, 4, 5]


@pytest.mark.parametrize("given_at", [1, 5, 8, 9, 20, 63])
def test_points_that_were_given_out_never_change(given_at: int) -> None:
    curve = curve_of(given_at)
    given_out = curve.points()
    before = given_out.table.copy()
    curve.extend(records(given_at + 1, 300))
    curve.clear()
    curve.extend(records(1, 40))
    np.testing.assert_array_equal(given_out.table, before)


def test_cleared_curve_begins_anew() -> None:
    curve = curve_of(100)
    curve.clear()
    assert len(curve.points()) == 0
    curve.extend(records(1, 5))
    assert curve.points().epochs.tolist() == [1, 2, 3, 4, 5]


def test_epoch_that_is_not_finite_spoils_its_own_point_alone() -> None:
    curve = Curve(4)
    made = Records()
    for epoch, loss in enumerate([1.0, 2.0, math.nan, 4.0, 5.0, 6.0], start=1):
        made.append(epoch, loss, loss)
    curve.extend(made)
    assert np.isnan(curve.points().loss.high).tolist() == [False, True, False]


@pytest.mark.parametrize("epochs", [0, 1, 3, 8, 9, 100])
def test_curve_without_news_is_the_same_and_knows_its_last_epoch(epochs: int) -> None:
    curve = curve_of(epochs)
    points = curve.points()
    assert points.last_epoch == epochs
    assert points.is_same_as(curve.points())
    curve.extend(records(epochs + 1, epochs + 1))
    assert not points.is_same_as(curve.points())


def test_curve_of_another_run_is_not_the_same_though_it_is_as_long() -> None:
    assert not curve_of(3).points().is_same_as(curve_of(3).points())
    assert not curve_of(9).points().is_same_as(curve_of(9).points())


@pytest.mark.parametrize("epochs", [0, 1, 5, 5000, 100_000, 250_001, 400_003])
def test_kept_curve_goes_on_as_it_would_have(epochs: int) -> None:
    values = np.sin(np.arange(500_000.0))
    curve = Curve()
    curve.extend(_records(values, 0, epochs))
    other = curve_from(curve.kept())
    np.testing.assert_array_equal(other.points().table, curve.points().table)
    for each in (curve, other):
        each.extend(_records(values, epochs, len(values)))
    np.testing.assert_array_equal(other.points().table, curve.points().table)


def _records(values: Array, start: int, stop: int) -> Records:
    records = Records()
    records.extend(np.arange(start + 1, stop + 1), values[start:stop], -values[start:stop])
    return records


@pytest.mark.parametrize(
    ("closed", "rest", "width"),
    [
        (np.zeros((2, 7)), np.empty((0, 7)), 1),
        (np.ones((1, 6)), np.empty((0, 7)), 1),
        (np.empty((0, 7)), np.ones((1, 7)), 1),
        (np.ones((1, 7)), np.empty((0, 7)), 3),
        (np.ones((1, 7)), np.ones((1, 7)), 2),
    ],
)
def test_points_that_no_curve_has_are_refused(closed: Array, rest: Array, width: int) -> None:
    with pytest.raises(ValueError, match="curve"):
        curve_from(CurveState(closed, rest, width))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(0, 40), min_size=1, max_size=6))
def test_curve_that_is_thinned_now_and_then_stays_true(stretches: list[int]) -> None:
    curve, epochs = Curve(8), 0
    for stretch in stretches:
        curve.extend(records(epochs + 1, epochs + stretch))
        epochs += stretch
        before = len(curve)
        curve.thin()
        assert len(curve) <= before
        assert_true(curve.points(), epochs)
        assert_true(curve_from(curve.kept()).points(), epochs)


def test_thinned_curve_has_half_the_points_and_goes_on() -> None:
    curve = curve_of(64, capacity=128)
    curve.thin()
    assert len(curve) == 32
    curve.extend(records(65, 100))
    assert_true(curve.points(), 100)
    assert curve.points().epochs.tolist() == list(range(2, 101, 2))


def test_curve_that_gave_back_its_room_goes_on_as_if_it_had_not() -> None:
    curve, other = curve_of(37, capacity=16), curve_of(37, capacity=16)
    curve.give_back()
    for each in (curve, other):
        each.extend(records(38, 90))
    np.testing.assert_array_equal(curve.points().table, other.points().table)


def test_short_curve_that_gave_back_its_room_takes_as_much_as_its_points() -> None:
    tracemalloc.start()
    try:
        curves = [curve_of(20, capacity=CAPACITY) for _ in range(50)]
        for curve in curves:
            curve.give_back()
        taken, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert taken / len(curves) < 4 * curves[0].points().table.nbytes

"""However many runs were left, their curves take no more than their room; the present is whole."""

from __future__ import annotations

import pytest

from nn_tui.debugger.changes import apply
from nn_tui.debugger.commands import StartWithNextSeed
from nn_tui.debugger.curve import Curve
from nn_tui.debugger.curve_room import make_room
from tests.debugger.sessions import session_of
from tests.debugger.test_curve import assert_true, curve_of

_ROOM = 100


@pytest.fixture(autouse=True)
def small_room(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("nn_tui.debugger.curve_room.MOST_POINTS", _ROOM)


def test_longest_is_thinned_first_and_no_further_than_needed() -> None:
    long, short, present = (curve_of(epochs, capacity=1000) for epochs in (150, 20, 300))
    make_room([long, short, present], present)
    assert [len(long), len(short), len(present)] == [75, 20, 300]
    assert_true(long.points(), 150)


def test_curve_that_branches_share_counts_once() -> None:
    shared, present = curve_of(90, capacity=1000), Curve()
    make_room([shared, shared, present], present)
    assert len(shared) == 90


def test_many_curves_of_a_point_each_are_left_as_they_are() -> None:
    curves = [curve_of(1) for _ in range(_ROOM + 1)]
    make_room(curves, Curve())
    assert [len(curve) for curve in curves] == [1] * (_ROOM + 1)


def test_runs_of_one_seed_after_the_other_stay_within_the_room() -> None:
    session = session_of(epochs="1000")
    for _ in range(6):
        session.advance(80 * session.machine.program.epoch_length)
        apply(StartWithNextSeed(), session)
    curves = session.timeline.branch.curves
    left = [curve for curve in curves.values() if curve is not session.timeline.curve]
    assert len(left) == 6
    assert sum(map(len, left)) <= _ROOM
    assert all(curve.points().last_epoch == 80 for curve in left)

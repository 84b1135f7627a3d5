"""The pace of chunks and frames, with a clock that is set by hand."""

from __future__ import annotations

import pytest

from nn_tui.debugger.pace import Pace


class HandClock:
    """Seconds that pass when told to."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def chunk(pace: Pace, clock: HandClock, seconds: float) -> int:
    """Run a chunk of as many ops as the pace wants, and say how many it wants next."""
    with pace.measured(pace.ops):
        clock.now += seconds
    return pace.ops


def test_first_chunk_is_one_op() -> None:
    assert Pace(HandClock()).ops == 1


def test_fast_chunks_double() -> None:
    clock = HandClock()
    pace = Pace(clock)
    assert [chunk(pace, clock, 1e-6) for _ in range(5)] == [2, 4, 8, 16, 32]


def test_chunk_of_no_time_at_all_doubles() -> None:
    clock = HandClock()
    assert chunk(Pace(clock), clock, 0.0) == 2


def test_slow_chunk_is_cut_to_a_quarter_at_most() -> None:
    clock = HandClock()
    pace = Pace(clock)
    pace.ops = 1000
    assert chunk(pace, clock, 60.0) == 250


def test_slow_op_is_still_one_op() -> None:
    clock = HandClock()
    pace = Pace(clock)
    assert [chunk(pace, clock, 60.0) for _ in range(3)] == [1, 1, 1]


@pytest.mark.parametrize("seconds_an_op", [1e-7, 3e-6, 2e-4])
def test_chunks_settle_at_one_to_two_milliseconds(seconds_an_op: float) -> None:
    clock = HandClock()
    pace = Pace(clock)
    for _ in range(40):
        chunk(pace, clock, pace.ops * seconds_an_op)
    assert 0.001 <= pace.ops * seconds_an_op <= 0.002


def test_first_frame_is_due_at_once() -> None:
    assert Pace(HandClock()).is_frame_due()


def publish(pace: Pace, clock: HandClock, cost: float) -> None:
    with pace.publishing():
        clock.now += cost


def test_frame_is_due_a_tenth_of_a_second_after_the_last() -> None:
    clock = HandClock()
    pace = Pace(clock)
    publish(pace, clock, 0.001)
    clock.now += 0.098
    assert not pace.is_frame_due()
    clock.now += 0.002
    assert pace.is_frame_due()


def test_dear_frames_are_rarer() -> None:
    clock = HandClock()
    pace = Pace(clock)
    publish(pace, clock, 0.5)
    clock.now += 9.0
    assert not pace.is_frame_due()
    clock.now += 0.6
    assert pace.is_frame_due()


def test_speed_is_epochs_a_second_since_the_run_set_out() -> None:
    clock = HandClock()
    pace = Pace(clock)
    pace.begin(10)
    clock.now += 4.0
    assert pace.speed(50) == 10.0


def test_speed_of_no_time_is_zero() -> None:
    pace = Pace(HandClock())
    pace.begin(3)
    assert pace.speed(3) == 0.0

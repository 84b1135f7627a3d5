from __future__ import annotations

import pytest

from nn_tui.debugger.activity import Activity
from nn_tui.debugger.tempo import TEMPOS
from nn_tui.ui.app import NnTuiApp
from nn_tui.ui.frame_rate import FrameRate
from tests.ui.driving import session_of

RUNNING = Activity(is_running=True)


class Clock:
    def __init__(self) -> None:
        self.now = 50.0

    def __call__(self) -> float:
        return self.now


def seconds_after(drawn: int, activity: Activity, later: float = 0.0) -> float:
    clock, session = Clock(), session_of()
    rate = FrameRate(clock)
    rate.note(drawn)
    clock.now += later
    return rate.seconds_to_wait(NnTuiApp(session), session.snapshot(activity))


def test_frame_of_a_run_waits_until_what_was_drawn_is_paid_for() -> None:
    assert seconds_after(8000, RUNNING) == pytest.approx(1.0)
    assert seconds_after(8000, RUNNING, later=0.75) == pytest.approx(0.25)
    assert seconds_after(8000, RUNNING, later=2.0) == 0.0


def test_moment_of_rest_is_shown_at_once() -> None:
    assert seconds_after(80_000, Activity(is_running=False)) == 0.0


def test_step_that_is_to_be_seen_is_shown_at_once() -> None:
    assert seconds_after(80_000, Activity(is_running=True, tempo=TEMPOS[0])) == 0.0


def test_bytes_are_counted_from_frame_to_frame() -> None:
    clock, session = Clock(), session_of()
    rate = FrameRate(clock)
    rate.note(100_000)
    rate.note(100_800)
    app, moment = NnTuiApp(session), session.snapshot(RUNNING)
    assert rate.seconds_to_wait(app, moment) == pytest.approx(0.1)

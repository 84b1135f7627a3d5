from __future__ import annotations

from types import SimpleNamespace

import pytest

from nn_tui.debugger.activity import Activity
from nn_tui.debugger.tempo import TEMPOS
from nn_tui.ui.app import NnTuiApp
from nn_tui.ui.frame_rate import FrameRate
from nn_tui.ui.terminal.round_trip import RoundTrip
from tests.ui.driving import session_of

RUNNING = Activity(is_running=True)


class Clock:
    def __init__(self) -> None:
        self.now = 50.0

    def __call__(self) -> float:
        return self.now


class Line(SimpleNamespace):
    bytes_written = 5_000


PAUSED = Activity(is_running=False)


def seconds_after(
    sent: int, activity: Activity, later: float = 0.0, shown: Activity = RUNNING
) -> float:
    clock, session, line = Clock(), session_of(), Line()
    app = NnTuiApp(session)
    app._driver = line  # type: ignore[assignment]
    rate = FrameRate(clock)
    rate.note(app, session.snapshot(shown))
    line.bytes_written += sent
    clock.now += later
    return rate.seconds_to_wait(app, session.snapshot(activity))


def test_frame_of_a_run_waits_until_what_was_sent_is_paid_for() -> None:
    assert seconds_after(3200, RUNNING) == pytest.approx(0.4)
    assert seconds_after(3200, RUNNING, later=0.25) == pytest.approx(0.15)
    assert seconds_after(3200, RUNNING, later=2.0) == 0.0


def test_frames_are_never_farther_apart_than_half_a_second_however_much_else_was_sent() -> None:
    assert seconds_after(800_000, RUNNING) == pytest.approx(0.5)
    assert seconds_after(800_000, RUNNING, later=0.5) == 0.0


def test_run_that_begins_is_shown_at_once() -> None:
    assert seconds_after(80_000, RUNNING, shown=PAUSED) == 0.0


def test_moment_of_rest_is_shown_at_once() -> None:
    assert seconds_after(80_000, PAUSED) == 0.0


def test_step_that_is_to_be_seen_is_shown_at_once() -> None:
    assert seconds_after(80_000, Activity(is_running=True, tempo=TEMPOS[0])) == 0.0


class Late(Line):
    """A line to a terminal that has answered, and owes an answer since long ago."""

    def __init__(self) -> None:
        super().__init__()
        clock = Clock()
        self.round_trip = RoundTrip(is_on=True, clock=clock)
        self.round_trip.question()
        self.round_trip.answered()
        clock.now += 1.0
        self.round_trip.question()
        clock.now += 3.0

    def ask(self) -> None:
        self.round_trip.question()


def seconds_of_late_line(activity: Activity, shown: Activity = RUNNING) -> float:
    session = session_of()
    app = NnTuiApp(session)
    app._driver = Late()  # type: ignore[assignment]
    rate = FrameRate(Clock())
    rate.note(app, session.snapshot(shown))
    return rate.seconds_to_wait(app, session.snapshot(activity))


def test_frame_of_a_run_waits_for_a_terminal_that_is_late() -> None:
    assert seconds_of_late_line(RUNNING) > 0
    assert seconds_of_late_line(Activity(is_running=True, tempo=TEMPOS[0])) > 0


def test_what_is_asked_for_by_a_key_waits_for_no_answer() -> None:
    assert seconds_of_late_line(PAUSED) == 0.0
    assert seconds_of_late_line(RUNNING, shown=PAUSED) == 0.0


def test_line_whose_answers_are_late_again_and_again_is_spared() -> None:
    session, line = session_of(), Late()
    app = NnTuiApp(session)
    app._driver = line  # type: ignore[assignment]
    rate = FrameRate(Clock())
    rate.note(app, session.snapshot(RUNNING))
    line.round_trip._late_ones = 1
    rate.seconds_to_wait(app, session.snapshot(RUNNING))
    assert not app.is_slow
    line.round_trip.answered()
    rate.seconds_to_wait(app, session.snapshot(RUNNING))
    assert app.is_slow


def test_line_that_was_behind_when_the_process_was_stopped_is_not_taken_for_a_slow_one() -> None:
    session, clock, line = session_of(), Clock(), Line()
    waiting = SimpleNamespace(empty=lambda: False)
    line._writer_thread = SimpleNamespace(_queue=waiting)
    app = NnTuiApp(session)
    app._driver = line  # type: ignore[assignment]
    rate = FrameRate(clock)
    rate.seconds_to_wait(app, session.snapshot(RUNNING))
    clock.now += 600.0
    rate.come_back()
    rate.seconds_to_wait(app, session.snapshot(RUNNING))
    assert not app.is_slow
    clock.now += 0.6
    rate.seconds_to_wait(app, session.snapshot(RUNNING))
    assert app.is_slow

from __future__ import annotations

import pytest

from nn_tui.debugger.activity import PAUSED, Activity
from nn_tui.debugger.commands import GoFaster, GoSlower, Halt, StepBy, ToggleRun
from nn_tui.debugger.pace import Pace
from nn_tui.debugger.session import Session
from nn_tui.debugger.snapshot import Snapshot
from nn_tui.debugger.tempo import FULL, TEMPOS, shifted
from nn_tui.debugger.unit import Unit
from tests.debugger.screens import Open
from tests.debugger.sessions import assert_same_moment, recipe_of, session_of

SLOWEST = [GoSlower()] * len(TEMPOS)


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def test_tempos_go_from_one_op_a_second_to_full_speed() -> None:
    assert TEMPOS[0].label == "1 op/s"
    assert [tempo.is_full for tempo in TEMPOS] == [False] * (len(TEMPOS) - 1) + [True]


@pytest.mark.parametrize(
    ("start", "steps", "end"), [(0, -1, 0), (0, 1, 1), (6, 1, 6), (6, -2, 4), (3, 9, 6)]
)
def test_shifting_stops_at_either_end(start: int, steps: int, end: int) -> None:
    assert shifted(TEMPOS[start], steps) is TEMPOS[end]


def test_beats_follow_one_another_on_time() -> None:
    pace, clock = Pace(clock := Clock()), clock
    pace.set_beat(1.0)
    assert pace.seconds_to_beat() == 1.0
    clock.now += 1.25
    assert pace.seconds_to_beat() == 0.0
    pace.beat()
    # A quarter of a second late: the next one is not.
    assert pace.seconds_to_beat() == pytest.approx(0.75)


def test_beats_that_were_missed_are_not_made_up() -> None:
    pace, clock = Pace(clock := Clock()), clock
    pace.set_beat(1.0)
    clock.now += 50.0
    pace.beat()
    assert pace.seconds_to_beat() >= 0.0
    pace.beat()
    assert pace.seconds_to_beat() > 0.0


def test_without_a_beat_work_is_always_due() -> None:
    assert Pace(Clock()).seconds_to_beat() == 0.0


def test_slow_run_goes_op_by_op_and_shows_each(open_screen: Open) -> None:
    screen = open_screen(session_of())
    screen.send(*SLOWEST, GoFaster(), GoFaster(), ToggleRun())
    screen.wait_for(lambda s: s.is_running and s.cursor.op == 3)
    screen.send(Halt())
    screen.wait_for(lambda s: not s.is_running and s.cursor.op >= 3)
    ops = [s.cursor.op for s in screen.snapshots if s.is_running]
    assert ops == sorted(ops)
    assert {1, 2, 3} <= set(ops)
    assert screen.snapshots[-1].activity.tempo.label == "10 ops/s"


def test_tempo_changes_amid_a_run(open_screen: Open) -> None:
    screen = open_screen(session_of())
    # At one op a second 50 epochs would take 700 seconds.
    screen.send(*SLOWEST, ToggleRun())
    screen.wait_for(lambda s: s.is_running)
    screen.send(*[GoFaster()] * len(TEMPOS))
    last = screen.wait_for(lambda s: s.is_finished and not s.is_running)
    assert last.activity.tempo is FULL
    unbroken = session_of()
    for _ in range(50):
        unbroken.step(Unit.EPOCH)
    assert_same_moment(screen.session, unbroken)


def test_slow_run_ends_with_the_last_epoch(open_screen: Open) -> None:
    screen = open_screen(session_of(epochs="3"))
    screen.send(GoSlower(), ToggleRun())
    last = screen.wait_for(lambda s: s.is_finished and not s.is_running)
    assert last.cursor.epoch == 3


def test_step_in_a_slow_run_ends_it_there(open_screen: Open) -> None:
    screen = open_screen(session_of())
    screen.send(*SLOWEST, ToggleRun(), StepBy(Unit.EPOCH))
    last = screen.wait_for(lambda s: s.epochs_done == 1 and not s.is_running)
    assert last.activity.tempo.label == "1 op/s"


def test_tempo_is_said_while_paused(open_screen: Open) -> None:
    screen = open_screen(session_of())
    screen.send(GoSlower())
    assert screen.wait_for(lambda s: not s.activity.tempo.is_full).cursor.epoch == 0


def test_speed_is_that_of_the_present_tempo(open_screen: Open) -> None:
    screen = open_screen(session_of(epochs="1000000000"))
    screen.send(GoSlower(), ToggleRun())
    screen.wait_for(lambda s: s.is_running and s.epochs_done > 2)
    screen.send(GoFaster())
    screen.wait_for(lambda s: s.activity.tempo is FULL and s.epochs_done > 5000)
    at_full_speed = [s.activity.speed for s in screen.snapshots if s.activity.tempo is FULL]
    # At 50 epochs a second it would take 100 seconds to come so far.
    assert at_full_speed[-1] > 200


def test_long_step_of_a_slow_run_is_left_at_once(open_screen: Open) -> None:
    session = session_of("moons", epochs="1000000", batch_size="1")
    screen = open_screen(session)
    screen.send(GoSlower(), ToggleRun())
    screen.wait_for(lambda s: s.is_running and s.cursor.batch > 0)
    screen.send(Halt())
    screen.wait_for(lambda s: not s.is_running)


class UncopiedOnce(Session):
    """A session that cannot be copied the second time."""

    copies = 0

    def snapshot(self, activity: Activity = PAUSED, notice: str = "") -> Snapshot:
        self.copies += 1
        if self.copies == 2:
            raise MemoryError
        return super().snapshot(activity, notice)


def test_fault_while_the_tempo_changes_is_shown_and_ends_nothing(open_screen: Open) -> None:
    screen = open_screen(UncopiedOnce(recipe_of()))
    screen.send(GoSlower())
    assert "MemoryError" in screen.wait_for(lambda s: bool(s.notice)).notice
    screen.send(StepBy(Unit.EPOCH))
    assert screen.wait_for(lambda s: s.epochs_done == 1).activity.tempo.label == "50 epochs/s"

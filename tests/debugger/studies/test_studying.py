"""Studies through a runner: they follow the pauses of a run, and refuse without a fault."""

from __future__ import annotations

from dataclasses import dataclass, field

from nn_tui.debugger.commands import StepBy, ToggleRun
from nn_tui.debugger.explain.command import Explain
from nn_tui.debugger.session import Session
from nn_tui.debugger.snapshot import Snapshot
from nn_tui.debugger.studies.study import Pursue, Studied
from nn_tui.debugger.unit import Unit
from nn_tui.engine.cursor import START, Cursor
from nn_tui.errors import InputError
from tests.debugger.screens import Open
from tests.debugger.sessions import session_of


@dataclass(frozen=True)
class CountTurns:
    """Finds how often it was advanced, once that is often enough; epoch 2 it refuses."""

    turns: int
    begun: list[Cursor] = field(default_factory=list, compare=False)

    def begin(self, session: Session) -> Counting:
        self.begun.append(session.cursor)
        if session.cursor.epoch == 2:
            raise InputError("epoch 2: not of this one; step on")
        return Counting(self.turns)


@dataclass
class Counting:
    left: int
    done: int = 0

    def advance(self, ops: int) -> int | None:
        assert ops > 0
        self.done += 1
        return self.done if self.done == self.left else None


def studied_of(snapshot: Snapshot) -> Studied:
    assert snapshot.studied is not None
    return snapshot.studied


def has_found(snapshot: Snapshot, epoch: int) -> bool:
    studied = snapshot.studied
    return studied is not None and studied.found is not None and studied.cursor.epoch == epoch


def test_study_is_worked_at_until_it_is_found(open_screen: Open) -> None:
    screen = open_screen(session_of())
    screen.send(Pursue(CountTurns(30)))
    assert studied_of(screen.wait_for(lambda s: has_found(s, 0))).found == 30


def test_study_follows_each_pause(open_screen: Open) -> None:
    screen, study = open_screen(session_of()), CountTurns(3)
    screen.send(Pursue(study))
    screen.wait_for(lambda s: has_found(s, 0))
    screen.send(StepBy(Unit.EPOCH))
    screen.wait_for(lambda s: has_found(s, 1))
    assert [cursor.epoch for cursor in study.begun] == [0, 1]


def test_refusal_is_of_its_moment_and_the_next_is_studied_again(open_screen: Open) -> None:
    screen = open_screen(session_of())
    screen.send(Pursue(CountTurns(2)), StepBy(Unit.EPOCH), StepBy(Unit.EPOCH))
    refused = screen.wait_for(lambda s: s.studied is not None and bool(s.studied.refusal))
    studied = studied_of(refused)
    assert (studied.refusal, studied.cursor.epoch) == ("epoch 2: not of this one; step on", 2)
    screen.send(StepBy(Unit.EPOCH))
    assert studied_of(screen.wait_for(lambda s: has_found(s, 3))).refusal == ""


def test_what_was_found_last_stays_in_view_until_there_is_something_new(open_screen: Open) -> None:
    screen = open_screen(session_of())
    screen.send(Pursue(CountTurns(40)))
    screen.wait_for(lambda s: has_found(s, 0))
    screen.send(StepBy(Unit.EPOCH))
    screen.wait_for(lambda s: has_found(s, 1))
    of_epoch_1 = [studied_of(s) for s in screen.snapshots if s.cursor.epoch == 1]
    assert of_epoch_1[0].cursor == START
    assert all(studied.found == 40 for studied in of_epoch_1)


def test_another_study_shows_nothing_of_the_one_before(open_screen: Open) -> None:
    @dataclass(frozen=True)
    class CountOther(CountTurns):
        pass

    screen = open_screen(session_of())
    screen.send(Pursue(CountTurns(2)))
    screen.wait_for(lambda s: has_found(s, 0))
    other = CountOther(50)
    screen.send(Pursue(other))
    first = screen.wait_for(lambda s: s.studied is not None and s.studied.study is other)
    earliest = next(s for s in screen.snapshots if s.studied and s.studied.study is other)
    assert studied_of(earliest).found is None
    assert studied_of(first).study is other


def test_asking_pauses_the_run_and_ending_does_not(open_screen: Open) -> None:
    session = session_of(epochs="1000000000")
    screen = open_screen(session)
    screen.send(ToggleRun())
    screen.wait_for(lambda s: s.is_running and s.cursor.epoch > 3)
    screen.send(Pursue(CountTurns(2)))
    screen.wait_for(lambda s: not s.is_running and s.studied is not None)
    screen.send(ToggleRun())
    running = screen.wait_for(lambda s: s.is_running)
    assert running.studied is not None
    screen.send(Pursue(None))
    assert screen.wait_for(lambda s: s.studied is None).is_running


def test_explanation_and_study_stand_side_by_side(open_screen: Open) -> None:
    screen = open_screen(session_of())
    screen.send(StepBy(Unit.EPOCH), Pursue(CountTurns(2)), Explain("l2[0,0]"))
    both = screen.wait_for(
        lambda s: has_found(s, 1) and s.asked is not None and s.asked.found is not None
    )
    assert both.asked is not None
    screen.send(Explain(None))
    assert has_found(screen.wait_for(lambda s: s.asked is None), 1)

"""Another moment beside the present one, replayed in a second machine."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nn_tui.debugger.beside import AtEpoch, Beside, EndOf, EpochAgo, IterationAgo, Other
from nn_tui.debugger.commands import Compare, StepBy, ToggleRun
from nn_tui.debugger.comparison import ON_ITS_WAY, WAITS, Comparison
from nn_tui.debugger.elsewhere import NoSuchMomentError, iteration_ago, place_of
from nn_tui.debugger.journal import SetCells
from nn_tui.debugger.pace import Pace
from nn_tui.debugger.scratch import Scratch
from nn_tui.debugger.session import Session
from nn_tui.debugger.snapshot import Snapshot
from nn_tui.debugger.travel import GoTo
from nn_tui.debugger.unit import Unit
from nn_tui.engine.cursor import START, Cursor
from tests.debugger.screens import Open, Ticks
from tests.debugger.sessions import session_of

BATCHES = {"batch_size": "40", "shuffle": "yes", "hidden": "3"}


def compared(session: Session, other: Other) -> Snapshot:
    comparison = Comparison(session, Pace(Ticks()))
    comparison.choose(other)
    beside = comparison.beside(is_running=False)
    while comparison.is_due:
        comparison.advance()
        beside = comparison.beside(is_running=False)
    assert beside is not None
    assert beside.moment is not None, beside.reason
    return beside.moment


def reason_for(session: Session, other: Other) -> str:
    comparison = Comparison(session, Pace(Ticks()))
    comparison.choose(other)
    beside = comparison.beside(is_running=False)
    assert beside is not None
    assert beside.moment is None
    return beside.reason


def assert_same_arrays(one: Snapshot, other: Snapshot) -> None:
    assert one.cursor == other.cursor
    for name in one.names:
        a, b = one.array(name), other.array(name)
        assert (a is None) == (b is None)
        if a is not None:
            np.testing.assert_array_equal(a, b, err_msg=name)


@pytest.mark.parametrize(
    ("here", "before"),
    [
        # One batch an epoch, 12 ops and 2 of the epoch's end.
        (Cursor(1, 1, 3), START),
        (Cursor(2, 1, 3), Cursor(1, 1, 3)),
        (Cursor(2, 1, 14), Cursor(1, 1, 14)),
    ],
)
def test_iteration_ago_of_one_batch_an_epoch(here: Cursor, before: Cursor) -> None:
    assert iteration_ago(session_of().machine.program, here) == before


def test_iteration_ago_of_several_batches_is_at_the_same_line() -> None:
    program = session_of("iris", **BATCHES).machine.program
    start, length, last = len(program.start), len(program.iteration), program.schedule.batches
    assert start > 0
    assert len(program.end) > 0
    for here, before in {
        Cursor(2, 2, 5): Cursor(2, 1, start + 5),
        Cursor(2, 3, 5): Cursor(2, 2, 5),
        Cursor(2, 1, start + 5): Cursor(1, last, 5),
        # Before a batch is taken, all arrays are still those of the batch before.
        Cursor(2, 1, 1): Cursor(1, last - 1, length),
        # An epoch's end is no part of a batch's iteration.
        Cursor(2, last, length + 1): Cursor(2, last - 1, length),
    }.items():
        assert iteration_ago(program, here) == before


@settings(deadline=None, max_examples=30)
@given(
    st.integers(1, 400),
    st.sampled_from([IterationAgo(), EpochAgo(), AtEpoch(0), AtEpoch(1)]),
    st.booleans(),
)
def test_other_moment_is_the_one_of_a_straight_run(ops: int, other: Other, is_edited: bool) -> None:
    session, straight = session_of("iris", **BATCHES), session_of("iris", **BATCHES)
    for run in (session, straight):
        if is_edited:
            run.advance(30)
            run.make(SetCells("synapse_0", (1, 1), np.array([[0.5]])))
        run.advance(400)
    session.go_to(session.machine.program.cursor_at(ops))
    before = session.snapshot()
    moment = compared(session, other)
    straight.go_to(moment.cursor)
    assert_same_arrays(moment, straight.snapshot())
    assert_same_arrays(session.snapshot(), before)


def test_comparing_keeps_no_moments_of_its_own() -> None:
    session = session_of()
    session.advance(500)
    size = len(session.timeline.history)
    compared(session, IterationAgo())
    compared(session, AtEpoch(3))
    assert len(session.timeline.history) == size


def test_second_machine_goes_on_from_where_it_stands() -> None:
    session = session_of()
    session.advance(1000)
    scratch = Scratch(session.timeline.history)
    scratch.set_out(place_of(IterationAgo(), session))
    while scratch.is_under_way:
        scratch.advance(50)
    machine = scratch._player and scratch._player.machine
    session.step(Unit.OP)
    scratch.set_out(place_of(IterationAgo(), session))
    assert scratch._journey is not None
    assert scratch._journey.length == 1
    assert scratch._player is not None
    assert scratch._player.machine is machine


def test_end_of_another_branch() -> None:
    session = session_of()
    session.advance(140)
    end = session.snapshot()
    session.go_to(Cursor(3, 1, 14))
    session.make(SetCells("synapse_0", (0, 0), np.array([[0.5]])))
    assert_same_arrays(compared(session, EndOf("main")), end)
    assert reason_for(session, EndOf("branch 2")) == "the run stands on branch 2 itself"
    assert reason_for(session, EndOf("branch 9")) == "branch 9 is not remembered any more"


def test_epoch_that_lies_ahead_on_the_branch() -> None:
    session = session_of()
    session.advance(140)
    end = session.snapshot()
    session.go_to(Cursor(3, 1, 5))
    assert_same_arrays(compared(session, AtEpoch(10)), end)
    assert reason_for(session, AtEpoch(11)) == "main has come to epoch 10"


def test_moments_across_a_change_of_batches() -> None:
    session = session_of("iris", **BATCHES)
    session.step(Unit.EPOCH)
    session.step(Unit.EPOCH)
    end = session.snapshot()
    before = session.machine.program.end_of_epoch(1)
    session.edit("batch_size", "50")
    assert compared(session, EpochAgo()).cursor == before
    session.step(Unit.OP)
    assert_same_arrays(compared(session, IterationAgo()), end)
    session.step(Unit.EPOCH)
    assert_same_arrays(compared(session, EpochAgo()), end)
    session.go_to(Cursor(1, 4, 20))
    assert compared(session, AtEpoch(2)).program.schedule.batches == 4


def test_epoch_0_has_nothing_before_it() -> None:
    for other in (IterationAgo(), EpochAgo()):
        with pytest.raises(NoSuchMomentError, match="nothing before epoch 0"):
            place_of(other, session_of())


def test_too_large_a_network_is_not_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("nn_tui.debugger.scratch.SCRATCH_LIMIT", 1000)
    session = session_of()
    session.advance(30)
    assert "a second network to compare with would take" in reason_for(session, IterationAgo())


def test_nothing_is_compared_unless_it_is_asked_for() -> None:
    comparison = Comparison(session_of(), Pace(Ticks()))
    assert comparison.beside(is_running=False) is None


def is_there(moment: Snapshot, cursor: Cursor) -> bool:
    beside = moment.beside
    return beside is not None and beside.moment is not None and beside.moment.cursor == cursor


def test_runner_publishes_the_other_moment_with_each_pause(open_screen: Open) -> None:
    screen = open_screen(session_of())
    screen.send(StepBy(Unit.EPOCH), StepBy(Unit.EPOCH), Compare(IterationAgo()))
    screen.wait_for(lambda s: is_there(s, Cursor(1, 1, 14)))
    screen.send(StepBy(Unit.OP))
    screen.wait_for(lambda s: is_there(s, Cursor(2, 1, 1)))
    screen.send(Compare(None))
    screen.wait_for(lambda s: s.beside is None)


def test_run_goes_on_while_a_comparison_waits_for_its_pause(open_screen: Open) -> None:
    screen = open_screen(session_of(epochs="1000000000"))
    screen.send(ToggleRun())
    screen.wait_for(lambda s: s.is_running)
    screen.send(Compare(EpochAgo()))
    waiting = screen.wait_for(lambda s: s.beside is not None and s.cursor.epoch > 2)
    assert isinstance(waiting.beside, Beside)
    assert (waiting.beside.reason, waiting.is_running) == (WAITS, True)
    screen.send(ToggleRun())
    paused = screen.wait_for(lambda s: s.beside is not None and s.beside.moment is not None)
    assert paused.beside is not None
    assert paused.beside.moment is not None
    assert not paused.is_running
    assert paused.beside.moment.cursor.epoch == paused.cursor.epoch - 1


def test_long_replay_makes_way_for_keys(open_screen: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("nn_tui.debugger.comparison._CHUNKS_AT_ONCE", 0)
    # No moment is kept but the last: every replay begins anew.
    session = Session(session_of(epochs="100000").recipe, history_megabytes=0.001)
    screen = open_screen(session)
    screen.send(GoTo(session.machine.program.end_of_epoch(20_000)))
    screen.wait_for(lambda s: s.cursor.epoch == 20_000 and not s.is_running)
    screen.send(Compare(AtEpoch(19_000)))
    shown = screen.wait_for(lambda s: s.beside is not None)
    assert shown.beside is not None
    assert shown.beside.reason == ON_ITS_WAY
    screen.send(StepBy(Unit.OP))
    screen.wait_for(lambda s: s.cursor == Cursor(20_001, 1, 1))
    screen.wait_for(lambda s: is_there(s, Cursor(19_000, 1, 14)))

"""Breakpoints through the worker thread: going on to them, back to them, and their list."""

from __future__ import annotations

import pytest

from nn_tui.debugger.breaks.commands import (
    AddBreakpoint,
    ContinueBack,
    ContinueRun,
    RemoveBreakpoint,
    SwitchBreakpoint,
    ToggleLine,
)
from nn_tui.debugger.commands import Edit, Halt, StepBy, ToggleRun
from nn_tui.debugger.snapshot import Snapshot
from nn_tui.debugger.travel import StepBack
from nn_tui.debugger.unit import Unit
from nn_tui.engine.cursor import START, Cursor
from tests.debugger.screens import Open, Screen
from tests.debugger.sessions import session_of

EPOCH = StepBy(Unit.EPOCH)


def at_rest_at(screen: Screen, cursor: Cursor) -> Snapshot:
    return screen.wait_for(lambda s: not s.is_running and s.cursor == cursor)


def end_of(screen: Screen, epoch: int) -> Cursor:
    return screen.session.machine.program.end_of_epoch(epoch)


@pytest.mark.parametrize("key", [ContinueRun(), ToggleRun()])
def test_run_stops_at_a_breakpoint_and_says_which(
    open_screen: Open, key: ContinueRun | ToggleRun
) -> None:
    screen = open_screen(session_of(epochs="100000"))
    screen.send(AddBreakpoint("loss < 0.01"), key)
    last = at_rest_at(screen, end_of(screen, 128))
    assert last.notice.startswith("breakpoint 1: loss < 0.01 (loss = 0.00996")
    (shown,) = last.breaks.points
    assert (shown.number, shown.hits, shown.is_on) == (1, 1, True)
    assert shown.found == f"loss = {last.loss:.6g}"


def test_each_continue_goes_on_to_the_next_hit(open_screen: Open) -> None:
    screen = open_screen(session_of())
    screen.send(AddBreakpoint("epoch % 10 == 0"))
    for epoch in (10, 20, 30):
        screen.send(ContinueRun())
        last = at_rest_at(screen, end_of(screen, epoch))
    assert last.breaks.points[0].hits == 3


def test_run_that_ends_without_a_hit_says_so(open_screen: Open) -> None:
    screen = open_screen(session_of())
    screen.send(AddBreakpoint("loss < 1e-9"), ContinueRun())
    last = at_rest_at(screen, end_of(screen, 50))
    assert last.notice == "no breakpoint was hit up to the last epoch"
    screen.send(ContinueRun())
    assert "all 50 epochs are done" in screen.wait_for(lambda s: "done" in s.notice).notice


def test_continue_without_breakpoints_stays_and_says_how_to_set_one(open_screen: Open) -> None:
    screen = open_screen(session_of())
    screen.send(ContinueRun())
    last = screen.wait_for(lambda s: bool(s.notice))
    assert "no breakpoint is on" in last.notice
    assert last.cursor == START


def test_continue_back_goes_to_the_last_hit_and_stays_where_there_is_none(
    open_screen: Open,
) -> None:
    screen = open_screen(session_of())
    screen.send(AddBreakpoint("epoch % 20 == 0"), *[EPOCH] * 45)
    at_rest_at(screen, end_of(screen, 45))
    screen.send(ContinueBack())
    last = at_rest_at(screen, end_of(screen, 40))
    assert last.notice.startswith("breakpoint 1: epoch % 20 == 0 (epoch % 20 = 0")
    screen.send(ContinueBack())
    at_rest_at(screen, end_of(screen, 20))
    screen.send(ContinueBack())
    last = screen.wait_for(lambda s: "no breakpoint is hit between" in s.notice)
    assert last.cursor == end_of(screen, 20)
    assert not last.is_running


def test_continue_back_without_breakpoints_says_so(open_screen: Open) -> None:
    screen = open_screen(session_of())
    screen.send(EPOCH, ContinueBack())
    last = screen.wait_for(lambda s: "no breakpoint is on" in s.notice)
    assert last.cursor == end_of(screen, 1)


def test_search_shows_how_far_it_is_and_ends_at_escape(open_screen: Open) -> None:
    screen = open_screen(session_of("moons", epochs="1000000", hidden="8,8", batch_size="10"))
    screen.send(ToggleRun())
    screen.wait_for(lambda s: s.epochs_done > 800)
    screen.send(ToggleRun())
    rests = screen.wait_for(lambda s: not s.is_running)
    screen.send(AddBreakpoint('op == "l1" and loss < -1'), ContinueBack())
    screen.wait_for(lambda s: s.activity.progress is not None)
    screen.send(Halt())
    last = at_rest_at(screen, rests.cursor)
    assert last.breaks.points[0].hits == 0


def test_what_was_before_is_known_after_going_elsewhere(open_screen: Open) -> None:
    screen = open_screen(session_of())
    # True at each epoch; without what was before, the first would be passed over.
    screen.send(AddBreakpoint("previous(epoch) == epoch - 1"))
    screen.send(EPOCH, EPOCH, EPOCH, StepBack(Unit.OP), StepBack(Unit.OP))
    at_rest_at(screen, Cursor(3, 1, 12))
    screen.send(ContinueRun())
    at_rest_at(screen, end_of(screen, 3))
    screen.send(ContinueRun())
    last = at_rest_at(screen, end_of(screen, 4))
    assert last.breaks.points[0].hits == 2


def test_breakpoints_are_set_switched_and_removed_while_it_runs(open_screen: Open) -> None:
    screen = open_screen(session_of(epochs="1000000000"))
    screen.send(ToggleRun())
    screen.wait_for(lambda s: s.is_running and s.epochs_done > 2)
    screen.send(AddBreakpoint("loss > 100"), SwitchBreakpoint(1))
    last = screen.wait_for(lambda s: bool(s.breaks.points) and not s.breaks.points[0].is_on)
    assert last.is_running
    screen.send(RemoveBreakpoint(1))
    assert screen.wait_for(lambda s: not s.breaks.points).is_running
    screen.send(AddBreakpoint("epoch > 3"))
    last = screen.wait_for(lambda s: not s.is_running)
    assert last.breaks.points[0].hits == 1


def test_line_is_toggled_and_shown_at_its_place(open_screen: Open) -> None:
    screen = open_screen(session_of())
    screen.send(ToggleLine(3), ContinueRun())
    last = at_rest_at(screen, Cursor(1, 1, 3))
    assert last.breaks.lines == {3: True}
    assert last.notice == "breakpoint 1: before l2"
    screen.send(ToggleLine(3))
    assert screen.wait_for(lambda s: not s.breaks.points).notice


def test_wrong_condition_is_said_with_its_place(open_screen: Open) -> None:
    screen = open_screen(session_of())
    screen.send(AddBreakpoint("los < 1"))
    last = screen.wait_for(lambda s: bool(s.notice))
    assert "at column 1: name los: unknown; did you mean loss?" in last.notice


def test_edit_while_running_keeps_looking(open_screen: Open) -> None:
    screen = open_screen(session_of(epochs="1000000000"))
    screen.send(AddBreakpoint("crosses(error, 0.002)"), ToggleRun())
    screen.wait_for(lambda s: s.is_running and s.epochs_done > 2)
    screen.send(Edit("learning_rate", "0.9"))
    last = screen.wait_for(lambda s: not s.is_running and s.breaks.points[0].hits == 1)
    assert last.error is not None and last.error <= 0.002
    before = last.curve.error.last[-2]
    assert before > 0.002

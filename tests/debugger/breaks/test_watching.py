"""Watches through the worker thread: their values wherever the run goes."""

from __future__ import annotations

from nn_tui.debugger.breaks.commands import (
    AddBreakpoint,
    AddWatch,
    ContinueBack,
    ContinueRun,
    RemoveWatch,
    SwitchWatch,
)
from nn_tui.debugger.breaks.shown import ShownWatch
from nn_tui.debugger.commands import Edit, StartOver, StepBy, ToggleRun
from nn_tui.debugger.travel import GoTo, GoToEnd, StepBack
from nn_tui.debugger.unit import Unit
from nn_tui.engine.cursor import Cursor
from tests.debugger.breaks.test_runner_breaks import EPOCH, at_rest_at, end_of
from tests.debugger.screens import Open, Screen
from tests.debugger.sessions import session_of


def at_end_of(screen: Screen, epoch: int) -> ShownWatch:
    return at_rest_at(screen, end_of(screen, epoch)).breaks.watches[0]


def number(watch: ShownWatch) -> float:
    assert watch.value is not None
    return float(watch.value)


def test_watch_shows_value_change_and_where_it_comes_from(open_screen: Open) -> None:
    screen = open_screen(session_of())
    screen.send(AddWatch("synapse_1[0,0]"), AddWatch("max(l1) > 2"), AddWatch("loss"))
    first = screen.wait_for(lambda s: len(s.breaks.watches) == 3).breaks.watches
    assert [watch.value for watch in first][1:] == [None, None]
    values = [number(first[0])]
    for epoch in range(1, 4):
        screen.send(EPOCH)
        watches = at_rest_at(screen, end_of(screen, epoch)).breaks.watches
        values.append(number(watches[0]))
    assert watches[0].past == tuple(values)
    assert watches[0].change == values[-1] - values[-2]
    assert watches[1].value is False
    screen.send(RemoveWatch(2))
    left = screen.wait_for(lambda s: len(s.breaks.watches) == 2).breaks.watches
    assert [watch.text for watch in left] == ["synapse_1[0,0]", "loss"]


def test_going_back_is_a_change_too_and_forgets_nothing(open_screen: Open) -> None:
    screen = open_screen(session_of())
    screen.send(AddWatch("synapse_1[0,0]"))
    values = [number(screen.wait_for(lambda s: bool(s.breaks.watches)).breaks.watches[0])]
    for epoch in range(1, 4):
        screen.send(EPOCH)
        values.append(number(at_end_of(screen, epoch)))
    screen.send(StepBack(Unit.EPOCH))
    back = at_end_of(screen, 2)
    assert back.past == tuple(values[:3])
    assert back.change == values[2] - values[3]
    screen.send(GoToEnd())
    assert at_end_of(screen, 3).past == tuple(values)


def test_change_after_continue_is_from_where_it_set_out(open_screen: Open) -> None:
    screen = open_screen(session_of(epochs="1000000"))
    screen.send(AddWatch("synapse_1[0,0]"), AddBreakpoint("epoch % 30000 == 0"), EPOCH, EPOCH)
    before = at_end_of(screen, 2)
    screen.send(ContinueRun())
    # Frames are seen on the way; the change is not counted from one of them.
    after = at_end_of(screen, 30000)
    assert after.change == number(after) - number(before)
    assert after.past[:3] == before.past
    assert after.past[-1] == after.value
    screen.send(ContinueRun())
    farther = at_end_of(screen, 60000)
    assert farther.change == number(farther) - number(after)
    screen.send(ContinueBack())
    back = at_end_of(screen, 30000)
    assert back.change == number(after) - number(farther)
    assert back.past == after.past


def test_frames_of_a_run_count_from_where_it_set_out(open_screen: Open) -> None:
    screen = open_screen(session_of(epochs="1000000000"))
    screen.send(AddWatch("synapse_1[0,0]"), EPOCH)
    before = at_end_of(screen, 1)
    screen.send(ToggleRun())
    later = screen.wait_for(lambda s: s.is_running and len(s.breaks.watches[0].past) > 4)
    watch = later.breaks.watches[0]
    assert watch.change == number(watch) - number(before)


def test_what_is_not_computed_yet_is_as_it_was_last(open_screen: Open) -> None:
    screen = open_screen(session_of())
    screen.send(AddWatch("max(abs(l2_delta))"), EPOCH)
    first = at_end_of(screen, 1)
    assert first.as_of == ""
    op = StepBy(Unit.OP)
    screen.send(op)
    waits = at_rest_at(screen, Cursor(2, 1, 1)).breaks.watches[0]
    assert (waits.value, waits.as_of, waits.change) == (first.value, "epoch 1", None)
    # z1 is done; l1, z2, l2, l2_error, l2_delta follow.
    screen.send(*[op] * 5)
    there = at_rest_at(screen, Cursor(2, 1, 6)).breaks.watches[0]
    assert there.as_of == ""
    assert there.change == number(there) - number(first)


def test_older_value_is_known_in_the_middle_of_an_iteration(open_screen: Open) -> None:
    screen = open_screen(session_of(batch_size="3"))
    screen.send(AddWatch("l1[0,0] * synapse_1[0,0]"), AddWatch("l1[0,0] * l2_delta[0,0]"))
    session = session_of(batch_size="3")
    program = session.machine.program
    session.go_to(Cursor(5, 1, program.length(1)))
    arrays = session.machine.workspace.arrays
    expected = arrays["l1"][0, 0] * arrays["synapse_1"][0, 0]
    both = arrays["l1"][0, 0] * arrays["l2_delta"][0, 0]
    screen.send(GoTo(session.cursor))
    at_rest_at(screen, session.cursor)
    screen.send(GoTo(Cursor(5, 2, 1)))
    watches = at_rest_at(screen, Cursor(5, 2, 1)).breaks.watches
    assert (watches[0].value, watches[0].as_of) == (expected, "epoch 5, batch 1")
    assert (watches[1].value, watches[1].as_of) == (both, "epoch 5, batch 1")
    # With l1 of this batch and l2_delta of the one before, the product is of no moment: what was
    # seen last is shown.
    l1_is_done = next(n for n, op in enumerate(program.ops(2), 1) if op.writes == "l1")
    screen.send(GoTo(Cursor(5, 2, l1_is_done)))
    watches = at_rest_at(screen, Cursor(5, 2, l1_is_done)).breaks.watches
    assert watches[0].as_of == ""
    assert (watches[1].value, watches[1].as_of) == (both, "epoch 5, batch 1")


def test_another_run_is_not_compared_with_the_one_before(open_screen: Open) -> None:
    screen = open_screen(session_of())
    screen.send(AddWatch("synapse_1[0,0]"), EPOCH)
    at_end_of(screen, 1)
    screen.send(Edit("seed", "7"))
    (watch,) = screen.wait_for(lambda s: s.recipe.hyperparameters.seed == 7).breaks.watches
    assert (watch.change, len(watch.past)) == (None, 1)
    screen.send(StartOver())
    screen.wait_for(lambda s: s.cursor.epoch == 0)


def test_watch_that_is_off_is_not_looked_at(open_screen: Open) -> None:
    screen = open_screen(session_of())
    screen.send(AddWatch("loss"), EPOCH)
    at_end_of(screen, 1)
    screen.send(SwitchWatch(1))
    off = screen.wait_for(lambda s: not s.breaks.watches[0].is_on)
    assert off.notice == "watch 1 is off: loss"
    assert off.breaks.watches[0].value is None
    screen.send(EPOCH, SwitchWatch(1))
    on = screen.wait_for(lambda s: s.breaks.watches[0].is_on and s.cursor.epoch == 2)
    assert len(on.breaks.watches[0].past) == 2


def test_watch_of_another_network_says_why_there_is_nothing(open_screen: Open) -> None:
    screen = open_screen(session_of(hidden="3,3"))
    screen.send(AddWatch("synapse_2[0,0]"), Edit("hidden", "3"))
    last = screen.wait_for(lambda s: s.recipe.hyperparameters.hidden == (3,))
    (watch,) = last.breaks.watches
    assert watch.value is None
    assert "synapse_2: unknown" in watch.problem

"""The runner with its thread: commands typed ahead, run, pause, edit, faults, quitting."""

from __future__ import annotations

import pytest

from nn_tui.debugger.commands import (
    Command,
    Edit,
    StartOver,
    StartWithNextSeed,
    StepBy,
    ToggleRun,
)
from nn_tui.debugger.runner import Runner
from nn_tui.debugger.session import Session
from nn_tui.debugger.unit import Unit
from tests.debugger.screens import Open, Screen
from tests.debugger.sessions import assert_same_moment, session_of

OP, BATCH, EPOCH = StepBy(Unit.OP), StepBy(Unit.BATCH), StepBy(Unit.EPOCH)

ENDLESS = {"epochs": "1000000000", "batch_size": "3", "shuffle": "yes"}


def running(open_screen: Open, **given: str) -> Screen:
    """Open a screen and run until some epochs are done."""
    screen = open_screen(session_of(**{**ENDLESS, **given}))
    screen.send(ToggleRun())
    screen.wait_for(lambda s: s.is_running and s.epochs_done > 2)
    return screen


def stopped(screen: Screen) -> Session:
    """End the thread, so that the test may touch the session."""
    screen.runner.stop()
    return screen.session


def straight_to(session: Session, **given: str) -> Session:
    """Run a fresh session to the cursor of another, whole epochs first."""
    fresh = session_of(**given)
    program = fresh.snapshot().program
    fresh.advance(max(1, (session.cursor.epoch - 1) * program.epoch_length))
    for _ in range(2 * program.epoch_length):
        if fresh.cursor == session.cursor:
            return fresh
        fresh.advance(1)
    raise AssertionError(f"{session.cursor} is never reached")


def test_start_publishes_the_present_moment(open_screen: Open) -> None:
    screen = open_screen(session_of())
    assert [s.cursor.epoch for s in screen.snapshots] == [0]
    assert not screen.snapshots[0].is_running


def test_notice_stands_until_the_first_command() -> None:
    runner = Runner(session_of(), lambda: None, notice="welcome")
    runner.start()
    try:
        snapshot = runner.mailbox.take()
        assert snapshot is not None
        assert snapshot.notice == "welcome"
    finally:
        runner.stop()


@pytest.mark.parametrize(
    "steps",
    [
        [EPOCH] * 5,
        [OP] * 60,
        [BATCH] * 9,
        [OP, OP, EPOCH, BATCH, OP, EPOCH, EPOCH, BATCH, OP],
    ],
)
def test_steps_typed_ahead_are_all_done_in_order(open_screen: Open, steps: list[StepBy]) -> None:
    given = {"batch_size": "3", "shuffle": "yes"}
    expected = session_of(**given)
    for step in steps:
        expected.step(step.unit)
    screen = open_screen(session_of(**given))
    screen.send(*steps)
    screen.wait_for(lambda s: s.cursor == expected.cursor and not s.is_running)
    assert_same_moment(stopped(screen), expected)


def test_every_step_by_op_is_published(open_screen: Open) -> None:
    screen = open_screen(session_of())
    screen.send(*[OP] * 10)
    screen.wait_for(lambda s: s.cursor.op == 10)
    assert [s.cursor.op for s in screen.snapshots] == list(range(11))


def test_run_goes_to_the_last_epoch_and_stops(open_screen: Open) -> None:
    screen = open_screen(session_of(epochs="5000"))
    screen.send(ToggleRun())
    last = screen.wait_for(lambda s: s.epochs_done == 5000 and not s.is_running)
    assert last.notice == ""
    assert_same_moment(stopped(screen), straight_to(screen.session, epochs="5000"))


def test_run_that_is_finished_says_what_to_do(open_screen: Open) -> None:
    screen = open_screen(session_of(epochs="3"))
    screen.send(EPOCH, EPOCH, EPOCH)
    screen.wait_for(lambda s: s.epochs_done == 3 and not s.is_running)
    screen.send(ToggleRun())
    screen.wait_for(lambda s: s.notice.startswith("all 3 epochs are done: raise epochs"))


def test_pause_lands_at_the_end_of_an_op(open_screen: Open) -> None:
    screen = running(open_screen)
    seen = len(screen.snapshots)
    screen.send(ToggleRun())
    paused = screen.wait_until_paused(seen)
    session = stopped(screen)
    assert session.cursor == paused.cursor
    assert_same_moment(session, straight_to(session, **ENDLESS))


def test_run_goes_on_after_a_pause(open_screen: Open) -> None:
    screen = running(open_screen)
    seen = len(screen.snapshots)
    screen.send(ToggleRun())
    epoch = screen.wait_until_paused(seen).cursor.epoch
    screen.send(ToggleRun())
    screen.wait_for(lambda s: s.is_running and s.cursor.epoch > epoch and s.activity.speed > 0)


@pytest.mark.parametrize("step", [OP, BATCH, EPOCH])
def test_step_while_running_stops_at_its_end(open_screen: Open, step: StepBy) -> None:
    screen = running(open_screen)
    seen = len(screen.snapshots)
    screen.send(step)
    paused = screen.wait_until_paused(seen)
    is_done = {
        Unit.OP: lambda cursor: True,
        Unit.BATCH: paused.program.is_batch_done,
        Unit.EPOCH: paused.program.is_epoch_done,
    }
    assert is_done[step.unit](paused.cursor)
    assert stopped(screen).cursor == paused.cursor


def test_edit_while_running_goes_on(open_screen: Open) -> None:
    screen = running(open_screen)
    screen.send(Edit("learning_rate", "0.001953125"))
    edited = screen.wait_for(lambda s: s.recipe.hyperparameters.learning_rate == 0.001953125)
    later = screen.wait_for(lambda s: s.is_running and s.cursor > edited.cursor)
    assert later.layout.places["learning_rate"].view(later.block, 1) == 0.001953125


def test_edit_that_fails_while_running_says_so_and_goes_on(open_screen: Open) -> None:
    screen = running(open_screen)
    screen.send(Edit("hidden", "0"))
    told = screen.wait_for(lambda s: s.notice.startswith("hidden 0: must be 1 or more"))
    later = screen.wait_for(lambda s: s.is_running and s.cursor > told.cursor)
    assert later.program.network.sizes == (3, 4, 1)


def test_edit_that_starts_over_stays_at_epoch_0(open_screen: Open) -> None:
    screen = running(open_screen)
    screen.send(Edit("hidden", "6"))
    screen.wait_for(lambda s: s.program.network.sizes == (3, 6, 1) and not s.is_running)
    assert_same_moment(stopped(screen), session_of(**{**ENDLESS, "hidden": "6"}))


@pytest.mark.parametrize(("command", "seed"), [(StartOver(), 1), (StartWithNextSeed(), 2)])
def test_starting_over_while_running_stops_at_epoch_0(
    open_screen: Open, command: Command, seed: int
) -> None:
    screen = running(open_screen)
    screen.send(command)
    screen.wait_for(lambda s: s.cursor.epoch == 0 and not s.is_running)
    assert_same_moment(stopped(screen), session_of(**{**ENDLESS, "seed": str(seed)}))


def test_divergence_stops_the_run_and_names_the_op(open_screen: Open) -> None:
    screen = open_screen(session_of("sine", activation="relu", learning_rate="5"))
    screen.send(ToggleRun())
    told = screen.wait_for(lambda s: s.notice.startswith("diverged: z2 is not finite at epoch 7"))
    assert told.notice.endswith("; A says why, s steps past it")
    assert told.is_diverged
    assert not told.is_running
    screen.send(OP)
    past = screen.wait_for(lambda s: s.cursor == told.program.after(told.cursor))
    assert past.is_diverged
    assert past.notice.startswith("diverged: z2 is not finite")
    assert "steps past" not in past.notice


def test_edit_at_the_end_of_a_run_does_not_set_out_again(open_screen: Open) -> None:
    screen = open_screen(session_of(epochs="20"))
    screen.send(ToggleRun())
    screen.wait_for(lambda s: s.is_finished and not s.is_running)
    screen.send(Edit("epochs", "40"), OP)
    last = screen.wait_for(lambda s: s.cursor.op == 1)
    assert last.cursor.epoch == 21

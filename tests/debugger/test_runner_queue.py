"""What is typed within an unfinished step: it waits its turn, and none of it is dropped."""

from __future__ import annotations

import threading

import pytest

from nn_tui.debugger.activity import PAUSED, Activity
from nn_tui.debugger.commands import Edit, Halt, StartOver, StepBy, ToggleRun
from nn_tui.debugger.session import Session
from nn_tui.debugger.snapshot import Snapshot
from nn_tui.debugger.unit import Unit
from tests.debugger.screens import LIMIT, Open
from tests.debugger.sessions import recipe_of, session_of

OP, BATCH, EPOCH = StepBy(Unit.OP), StepBy(Unit.BATCH), StepBy(Unit.EPOCH)


class GatedSession(Session):
    """A session whose first chunk ends when the gate is opened."""

    entered = threading.Event()
    gate = threading.Event()

    def advance(self, ops: int, is_hurried: bool = False) -> bool:
        self.entered.set()
        assert self.gate.wait(LIMIT)
        return super().advance(ops, is_hurried)


@pytest.fixture
def gated() -> GatedSession:
    session = GatedSession(recipe_of(batch_size="3", shuffle="yes"))
    session.entered.clear()
    session.gate.clear()
    return session


def test_steps_typed_within_an_unfinished_step_queue_behind_it(
    open_screen: Open, gated: GatedSession
) -> None:
    screen = open_screen(gated)
    screen.send(EPOCH)
    assert gated.entered.wait(LIMIT)
    screen.send(EPOCH, BATCH, OP)
    gated.gate.set()
    last = screen.wait_for(lambda s: not s.is_running and s.cursor.epoch == 3 and s.cursor.op == 1)
    assert last.cursor.batch == 2


def test_pause_within_an_unfinished_step_ends_it(open_screen: Open, gated: GatedSession) -> None:
    screen = open_screen(gated)
    screen.send(EPOCH)
    assert gated.entered.wait(LIMIT)
    seen = len(screen.snapshots)
    screen.send(ToggleRun())
    gated.gate.set()
    assert screen.wait_until_paused(seen).epochs_done == 0


def test_edit_within_an_unfinished_step_waits_and_drops_nothing(
    open_screen: Open, gated: GatedSession
) -> None:
    screen = open_screen(gated)
    screen.send(EPOCH)
    assert gated.entered.wait(LIMIT)
    screen.send(EPOCH, Edit("learning_rate", "0.25"), EPOCH)
    gated.gate.set()
    last = screen.wait_for(lambda s: not s.is_running and s.epochs_done == 3)
    assert last.recipe.hyperparameters.learning_rate == 0.25


def test_run_typed_behind_a_waiting_step_comes_after_it(
    open_screen: Open, gated: GatedSession
) -> None:
    screen = open_screen(gated)
    screen.send(EPOCH)
    assert gated.entered.wait(LIMIT)
    screen.send(EPOCH, ToggleRun())
    gated.gate.set()
    assert screen.wait_for(lambda s: not s.is_running and s.is_finished).epochs_done == 50


def test_starting_over_behind_a_step_comes_after_it(open_screen: Open, gated: GatedSession) -> None:
    screen = open_screen(gated)
    screen.send(EPOCH)
    assert gated.entered.wait(LIMIT)
    screen.send(StartOver(), EPOCH, OP)
    gated.gate.set()
    last = screen.wait_for(lambda s: not s.is_running and s.cursor.op == 1)
    assert last.cursor.epoch == 2


def test_halt_ends_a_step_and_forgets_the_steps_behind_it(
    open_screen: Open, gated: GatedSession
) -> None:
    screen = open_screen(gated)
    screen.send(EPOCH)
    assert gated.entered.wait(LIMIT)
    seen = len(screen.snapshots)
    screen.send(EPOCH, EPOCH, Halt())
    gated.gate.set()
    assert screen.wait_until_paused(seen).epochs_done == 0


def test_nothing_overtakes_what_waits(open_screen: Open, gated: GatedSession) -> None:
    screen = open_screen(gated)
    screen.send(EPOCH)
    assert gated.entered.wait(LIMIT)
    screen.send(OP, ToggleRun(), Edit("learning_rate", "0.25"), OP)
    gated.gate.set()
    last = screen.wait_for(lambda s: not s.is_running and s.cursor.epoch > 1 and s.cursor.op > 1)
    assert last.recipe.hyperparameters.learning_rate == 0.25


def test_edit_behind_a_step_that_diverges_is_obeyed(open_screen: Open) -> None:
    screen = open_screen(session_of("sine", activation="relu", learning_rate="5"))
    screen.send(*[EPOCH] * 12, Edit("learning_rate", "0.01"))
    last = screen.wait_for(lambda s: s.recipe.hyperparameters.learning_rate == 0.01)
    assert last.is_diverged


class UncopiedSession(Session):
    """A session whose moment cannot be copied once it is in its third epoch."""

    def snapshot(self, activity: Activity = PAUSED, notice: str = "") -> Snapshot:
        if self.cursor.epoch == 3:
            raise MemoryError
        return super().snapshot(activity, notice)


def test_moment_that_cannot_be_copied_is_a_fault_that_is_shown(open_screen: Open) -> None:
    screen = open_screen(UncopiedSession(recipe_of()))
    screen.send(*[EPOCH] * 3)
    told = screen.wait_for(lambda s: "MemoryError" in s.notice)
    assert "at epoch 3, batch 1" in told.notice
    screen.send(EPOCH)
    assert screen.wait_for(lambda s: s.epochs_done == 4).notice == ""

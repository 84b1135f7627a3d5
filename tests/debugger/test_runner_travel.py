"""Going elsewhere in time through the worker thread."""

from __future__ import annotations

import threading
from collections.abc import Callable

import numpy as np
import pytest

from nn_tui.debugger.commands import Command, Edit, Halt, StepBy, ToggleRow, ToggleRun, TypeOver
from nn_tui.debugger.destinations import Landmark
from nn_tui.debugger.journal import SetCells
from nn_tui.debugger.session import Session
from nn_tui.debugger.snapshot import Snapshot
from nn_tui.debugger.travel import (
    GoTo,
    GoToEnd,
    GoToEpoch,
    GoToLine,
    GoToMoment,
    PassLandmark,
    Redo,
    StepBack,
    SwitchBranch,
    Undo,
)
from nn_tui.debugger.unit import Unit
from nn_tui.engine.cursor import START, Cursor
from tests.debugger.screens import LIMIT, Open, Screen
from tests.debugger.sessions import recipe_of, session_of


def at_rest_at(screen: Screen, cursor: Cursor) -> Snapshot:
    return screen.wait_for(lambda s: not s.is_running and s.cursor == cursor)


def test_steps_back_come_in_their_order(open_screen: Open) -> None:
    screen = open_screen(session_of())
    screen.send(*[StepBy(Unit.EPOCH)] * 3, StepBack(Unit.OP), StepBack(Unit.EPOCH))
    screen.send(StepBy(Unit.OP))
    assert at_rest_at(screen, Cursor(3, 1, 1))


def test_step_back_from_the_beginning_says_that_nothing_is_before(open_screen: Open) -> None:
    screen = open_screen(session_of())
    screen.send(StepBack(Unit.OP))
    last = screen.wait_for(lambda s: bool(s.notice))
    assert last.notice == "epoch 0: there is nothing before it"


def test_moment_that_is_not_known_yet_is_trained_to(open_screen: Open) -> None:
    screen = open_screen(session_of())
    screen.send(StepBy(Unit.EPOCH), GoTo(Cursor(300, 1, 4)))
    last = at_rest_at(screen, Cursor(300, 1, 4))
    assert len(last.curve) == 299


def test_back_to_the_start_and_to_the_end_again(open_screen: Open) -> None:
    screen = open_screen(session_of())
    screen.send(ToggleRun())
    end = screen.wait_for(lambda s: s.is_finished and not s.is_running)
    screen.send(GoTo(START))
    assert at_rest_at(screen, START).array("l2") is None
    screen.send(GoToEnd())
    np.testing.assert_array_equal(at_rest_at(screen, end.cursor).block, end.block)


def test_landmarks_are_passed_both_ways(open_screen: Open) -> None:
    screen = open_screen(session_of())
    screen.send(StepBy(Unit.OP), PassLandmark(Landmark.PHASE))
    assert at_rest_at(screen, Cursor(1, 1, 4))
    screen.send(PassLandmark(Landmark.LAYER, is_back=True))
    assert at_rest_at(screen, Cursor(1, 1, 2))


def test_line_is_run_up_to_both_ways(open_screen: Open) -> None:
    screen = open_screen(session_of())
    screen.send(GoToLine(7))
    assert at_rest_at(screen, Cursor(1, 1, 7))
    screen.send(GoToLine(2, is_back=True))
    assert at_rest_at(screen, Cursor(1, 1, 2))
    screen.send(GoToLine(9, is_back=True))
    assert screen.wait_for(lambda s: bool(s.notice)).notice == "that line has not run yet"


def test_branches_are_gone_around(open_screen: Open) -> None:
    screen = open_screen(session_of())
    screen.send(StepBy(Unit.EPOCH), StepBy(Unit.EPOCH), StepBack(Unit.EPOCH))
    screen.send(Edit("learning_rate", "0.25"))
    said = screen.wait_for(lambda s: "branch 2" in s.notice).notice
    assert said == (
        "learning rate 0.25 from the next op on; branch 2 begins here; main is kept (J goes there)"
    )
    screen.send(StepBy(Unit.OP), SwitchBranch(1))
    last = screen.wait_for(lambda s: s.cursor.epoch == 2 and s.cursor.op > 1)
    assert last.recipe.hyperparameters.learning_rate == 1.0


def test_only_branch_is_said_to_be_the_only_one(open_screen: Open) -> None:
    screen = open_screen(session_of())
    screen.send(SwitchBranch(1))
    assert "one branch only" in screen.wait_for(lambda s: bool(s.notice)).notice


def test_cell_that_is_typed_over_is_undone_and_redone(open_screen: Open) -> None:
    def cell(moment: Snapshot) -> float:
        weights = moment.array("synapse_0")
        assert weights is not None
        return float(weights[1, 2])

    screen = open_screen(session_of())
    screen.send(TypeOver(SetCells("synapse_0", (1, 2), np.array([[0.5]]))))
    drawn = cell(screen.snapshots[0])
    assert cell(screen.wait_for(lambda s: "synapse_0" in s.notice)) == 0.5
    screen.send(Undo())
    undone = screen.wait_for(lambda s: cell(s) == drawn)
    assert undone.notice == "taken back: what was typed over synapse_0 (U makes it again)"
    screen.send(Redo())
    redone = screen.wait_for(lambda s: cell(s) == 0.5)
    assert redone.notice == "made again: what was typed over synapse_0"
    screen.send(Redo())
    assert (
        screen.wait_for(lambda s: s.notice != redone.notice).notice
        == "there is nothing to make again"
    )


@pytest.mark.parametrize("go", [lambda end: GoTo(end), lambda end: GoToEpoch(end.epoch)])
def test_only_the_last_of_many_moments_that_wait_is_gone_to(
    go: Callable[[Cursor], Command], open_screen: Open
) -> None:
    session = CountingSession(recipe_of())
    screen = open_screen(session)
    screen.send(ToggleRun())
    screen.wait_for(lambda s: s.is_finished and not s.is_running)
    session.gate.clear()
    ends = [session.machine.program.end_of_epoch(epoch) for epoch in range(40, 10, -1)]
    screen.send(go(ends[0]))
    assert session.entered.wait(LIMIT)
    screen.send(*map(go, ends[1:]))
    session.gate.set()
    at_rest_at(screen, ends[-1])
    assert session.journeys <= 3


class CountingSession(Session):
    """A session whose first chunk after the gate is closed ends when it is opened."""

    def __init__(self, recipe: object) -> None:
        super().__init__(recipe)  # type: ignore[arg-type]
        self.entered, self.gate, self.journeys = threading.Event(), threading.Event(), 0
        self.gate.set()
        whole = self.timeline.set_out

        def counted(*arguments: object) -> object:
            self.journeys += 1
            self.entered.set()
            assert self.gate.wait(LIMIT)
            return whole(*arguments)  # type: ignore[arg-type]

        self.timeline.set_out = counted  # type: ignore[assignment]


def test_halt_on_the_way_leaves_the_run_where_it_stood(
    open_screen: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = session_of("iris", epochs="40")
    session.advance(session.ops_left())
    before = session.snapshot()
    session.timeline.history.keep_only(())
    screen = open_screen(session)
    entered, gate = threading.Event(), threading.Event()
    whole = type(session.machine).run_ops

    def slow(machine: object, count: int) -> None:
        entered.set()
        assert gate.wait(LIMIT)
        whole(machine, min(count, 3))  # type: ignore[arg-type]

    monkeypatch.setattr(type(session.machine), "run_ops", slow)
    screen.send(GoTo(Cursor(39, 2, 3)))
    assert entered.wait(LIMIT)
    screen.send(Halt())
    gate.set()
    last = screen.wait_for(lambda s: len(screen.snapshots) > 1 and not s.is_running)
    assert last.cursor == before.cursor
    np.testing.assert_array_equal(last.block, before.block)
    assert last.notice == "given up: still at epoch 40, batch 5, after outputs"


def test_moment_by_name_is_one_of_the_batches_of_its_own_epoch(open_screen: Open) -> None:
    session = session_of()
    session.step(Unit.EPOCH)
    session.edit("batch_size", "3")
    session.step(Unit.EPOCH)
    session.step(Unit.EPOCH)
    session.back(Unit.EPOCH)
    session.back(Unit.EPOCH)
    session.back(Unit.EPOCH)
    assert session.machine.program.schedule.batches == 1
    screen = open_screen(session)
    screen.send(GoToMoment(3, 1))
    last = screen.wait_for(lambda s: not s.is_running and s.cursor.epoch == 3)
    assert last.cursor == Cursor(3, 1, last.program.length(1))
    screen.send(GoToMoment(9, 2, "z1"))
    last = screen.wait_for(lambda s: not s.is_running and s.cursor.epoch == 9)
    assert (last.cursor.batch, last.program.op_before(last.cursor).writes) == (2, "z1")  # type: ignore[union-attr]
    screen.send(GoToMoment(0, 2))
    assert "epoch 0 is before the first" in screen.wait_for(lambda s: bool(s.notice)).notice


FAR = GoToMoment(20_000)
"""So far that snapshots are published on the way there."""


def is_on_its_way(snapshot: Snapshot) -> bool:
    return snapshot.is_training and snapshot.cursor.epoch > 1


@pytest.mark.parametrize(
    "step",
    [
        *(StepBy(unit) for unit in Unit),
        *(StepBack(unit) for unit in Unit),
        PassLandmark(Landmark.PHASE),
        PassLandmark(Landmark.LAYER, is_back=True),
        GoToLine(5),
        GoToLine(2, is_back=True),
        GoTo(START),
        GoToEnd(),
        ToggleRun(),
    ],
    ids=repr,
)
def test_training_to_a_moment_ends_at_a_step_like_any_run(step: Command, open_screen: Open) -> None:
    screen = open_screen(session_of())
    screen.send(GoToMoment(10**12))
    screen.wait_for(is_on_its_way)
    seen = len(screen.snapshots)
    screen.send(step)
    assert screen.wait_until_paused(seen).cursor.epoch < 10**12


def test_training_to_a_moment_says_where_it_leads_and_stops_there(open_screen: Open) -> None:
    screen = open_screen(session_of())
    screen.send(FAR)
    last = screen.wait_for(lambda s: not s.is_running and s.cursor.epoch > 1)
    goals = {s.activity.goal for s in screen.snapshots if is_on_its_way(s)}
    assert goals == {last.cursor} == {Cursor(20_000, 1, 14)}
    assert last.activity.goal is None


def test_change_on_the_way_to_a_moment_leaves_the_goal(open_screen: Open) -> None:
    screen = open_screen(session_of())
    screen.send_at(is_on_its_way, Edit("batch_size", "3"))
    screen.send(FAR)
    last = screen.wait_for(lambda s: not s.is_running and s.cursor.epoch > 1)
    assert (last.cursor.epoch, last.cursor.batch) == (20_000, 2)
    assert last.cursor == last.program.end_of_epoch(20_000)


def test_moment_behind_a_change_that_waits_is_trained_to(open_screen: Open) -> None:
    screen = open_screen(session_of())
    screen.send(StepBy(Unit.EPOCH), StepBy(Unit.OP), Edit("batch_size", "3"), GoToMoment(7, 2))
    last = screen.wait_for(lambda s: not s.is_running and s.cursor.epoch == 7)
    assert last.cursor == last.program.end_of_epoch(7)


def test_batch_that_a_change_on_the_way_does_away_with_ends_the_run(open_screen: Open) -> None:
    screen = open_screen(session_of(batch_size="3"))
    screen.send(GoToMoment(10**12, 2))
    screen.wait_for(lambda s: s.is_training and s.cursor.epoch > 1)
    screen.send(Edit("batch_size", "4"))
    assert "batch 2: must be 1" in screen.wait_for(lambda s: not s.is_running).notice


def test_several_steps_to_landmarks_beyond_what_is_known_are_all_done(open_screen: Open) -> None:
    screen = open_screen(session_of())
    screen.send(*[PassLandmark(Landmark.PHASE)] * 3, *[GoToLine(1)] * 3)
    assert at_rest_at(screen, Cursor(4, 1, 1))


def test_what_is_taken_back_is_named_by_its_rows_and_settings(open_screen: Open) -> None:
    screen = open_screen(session_of())
    screen.send(StepBy(Unit.EPOCH), ToggleRow(2), Undo())
    screen.wait_for(lambda s: s.notice == "taken back: row 2 (U makes it again)")
    screen.send(Edit("batch_size", "3"), Undo())
    screen.wait_for(lambda s: s.notice == "taken back: another batch size (U makes it again)")


def test_back_to_a_phase_before_the_first_op_is_refused(open_screen: Open) -> None:
    screen = open_screen(session_of())
    screen.send(PassLandmark(Landmark.PHASE, is_back=True))
    screen.wait_for(lambda s: s.notice == "epoch 0: there is nothing before it")

"""A run that does not stay finite stops just before the op where it first is not."""

from __future__ import annotations

import numpy as np
import pytest

from nn_tui.debugger.commands import ToggleRun
from nn_tui.debugger.journal import SetCells
from nn_tui.debugger.session import Session
from nn_tui.debugger.travel import GoToEnd, StepBack
from nn_tui.debugger.unit import Unit
from nn_tui.engine.cursor import Cursor
from nn_tui.recipe.recipe import assemble
from tests.debugger.screens import Open
from tests.debugger.sessions import assert_same_moment, recipe_of, session_of

RUNS: dict[str, dict[str, str]] = {
    "relu": {"dataset": "sine", "activation": "relu", "learning_rate": "5"},
    "deep leaky relu in batches": {
        "dataset": "sine",
        "hidden": "8,8",
        "activation": "leaky_relu",
        "learning_rate": "3",
        "batch_size": "7",
    },
    "no hidden layer, shuffled": {
        "dataset": "sine",
        "hidden": "none",
        "learning_rate": "30",
        "batch_size": "9",
        "shuffle": "yes",
    },
    "tanh below a linear output": {"dataset": "sine", "learning_rate": "40"},
    "shuffled in one batch": {
        "dataset": "sine",
        "activation": "linear",
        "learning_rate": "20",
        "shuffle": "yes",
    },
    "softmax": {"dataset": "iris", "activation": "relu", "learning_rate": "1e200"},
    "sigmoid, squared": {"dataset": "classic", "learning_rate": "1e308", "activation": "linear"},
    "first epoch": {"dataset": "moons", "activation": "linear", "learning_rate": "1e250"},
}

CHUNKS = [1, 3, 17, 100, 5000]


LIMIT = 20_000
"""Ops within which every run diverges."""


def first_fault(run: dict[str, str]) -> tuple[int, Cursor, str]:
    """Go op by op: how many ops stay finite, the cursor after the next, and what it writes."""
    machine = assemble(recipe_of(**run))
    for finite in range(LIMIT):
        op = machine.run_op()
        if op.writes == "order":
            continue
        if not np.isfinite(machine.workspace.arrays[op.writes]).all():
            return finite, machine.cursor, op.writes
    raise AssertionError("the run stays finite")


def diverged(run: dict[str, str], chunk: int) -> Session:
    session = session_of(**run)
    for _ in range(0, LIMIT, chunk):
        session.advance(chunk)
        if session.divergence is not None:
            return session
    raise AssertionError("the run stays finite")


@pytest.mark.parametrize("name", RUNS)
def test_divergence_is_the_first_op_that_is_not_finite(name: str) -> None:
    _, cursor, writes = first_fault(RUNS[name])
    found = diverged(RUNS[name], 5000).divergence
    assert found is not None
    assert (found.cursor, found.writes) == (cursor, writes)


@pytest.mark.parametrize("chunk", CHUNKS)
@pytest.mark.parametrize("name", RUNS)
def test_run_stands_just_before_that_op_whatever_the_chunks(name: str, chunk: int) -> None:
    finite, _, _ = first_fault(RUNS[name])
    straight = session_of(**RUNS[name])
    if finite:
        straight.advance(finite)
    assert straight.divergence is None
    assert_same_moment(diverged(RUNS[name], chunk), straight)


@pytest.mark.parametrize("name", RUNS)
def test_curve_holds_finished_epochs_alone(name: str) -> None:
    snapshot = diverged(RUNS[name], 5000).snapshot()
    assert len(snapshot.curve) == snapshot.epochs_done
    assert np.isfinite(snapshot.curve.table).all()


@pytest.mark.parametrize("name", RUNS)
def test_going_on_stops_at_the_same_op_again(name: str) -> None:
    session = diverged(RUNS[name], 100)
    first, cursor = session.divergence, session.cursor
    for ops in (1, 7, 5000):
        session.advance(ops)
        assert (session.divergence, session.cursor) == (first, cursor)


@pytest.mark.parametrize("name", RUNS)
def test_step_by_op_goes_past_it(name: str) -> None:
    session = diverged(RUNS[name], 100)
    found = session.divergence
    assert found is not None
    session.step(Unit.OP)
    assert session.cursor == found.cursor
    assert session.divergence == found
    array = session.snapshot().layout.places[found.writes].view(session.snapshot().block, 1000)
    assert not np.isfinite(array).all()


def test_run_goes_on_once_stepped_past() -> None:
    session = diverged(RUNS["relu"], 100)
    session.step(Unit.OP)
    assert session.advance(500)
    assert session.snapshot().is_diverged
    assert session.cursor.epoch > 20


def test_divergence_reached_op_by_op_is_found() -> None:
    before, after = diverged(RUNS["relu"], 100), session_of(**RUNS["relu"])
    found = before.divergence
    assert found is not None
    while after.cursor < found.cursor:
        assert after.divergence is None
        after.step(Unit.OP)
    assert after.divergence == found


def test_edit_of_epochs_leaves_a_divergence_as_it_is() -> None:
    session = diverged(RUNS["relu"], 100)
    session.edit("epochs", "77")
    assert session.divergence is not None


def test_step_by_epoch_stops_before_it() -> None:
    _, cursor, _ = first_fault(RUNS["relu"])
    session = session_of(**RUNS["relu"])
    for _ in range(cursor.epoch + 3):
        session.step(Unit.EPOCH)
    assert session.divergence is not None
    assert session.divergence.cursor == cursor
    assert session.snapshot().epochs_done == cursor.epoch - 1


def test_smaller_learning_rate_gets_past_it() -> None:
    session = diverged({**RUNS["relu"], "learning_rate": "0.9"}, 100)
    session.start_over()
    assert session.divergence is None
    session.edit("learning_rate", "0.01")
    session.advance(3000)
    assert session.divergence is None


def test_edited_learning_rate_is_kept_in_the_replay() -> None:
    edited, stepped = session_of("sine"), session_of("sine")
    for session in (edited, stepped):
        session.advance(333)
        session.edit("learning_rate", "500")
    edited.advance(5000)
    found = edited.divergence
    assert found is not None
    for _ in range(LIMIT):
        if stepped.cursor == found.cursor:
            break
        assert np.isfinite(stepped.snapshot().block).all()
        stepped.step(Unit.OP)
    assert not np.isfinite(stepped.snapshot().block).all()


def test_message_names_array_moment_and_line() -> None:
    session = diverged(RUNS["relu"], 100)
    _, cursor, writes = first_fault(RUNS["relu"])
    message = str(session.divergence)
    assert message.startswith(
        f"diverged: {writes} is not finite at epoch {cursor.epoch}, batch {cursor.batch}, in "
    )
    assert f"{writes} " in message.split(" in ")[1]


def test_snapshot_says_that_it_diverged() -> None:
    session = session_of(**RUNS["relu"])
    assert not session.snapshot().is_diverged
    session.advance(5000)
    assert session.snapshot().is_diverged


@pytest.mark.parametrize("chunk", [1, 2, 3, 5, 7, 11, 12, 13, 20, 29, 61])
def test_divergence_is_the_same_however_the_run_is_cut(chunk: int) -> None:
    given = {"activation": "relu", "learning_rate": "5", "batch_size": "20", "shuffle": "yes"}
    whole, cut = session_of("sine", **given), session_of("sine", **given)
    assert not whole.advance(100_000)
    while cut.advance(chunk):
        pass
    assert cut.divergence == whole.divergence
    assert cut.cursor == whole.cursor


def test_only_what_was_written_is_looked_at() -> None:
    machine = session_of("iris", batch_size="40").machine
    machine.run_ops(machine.program.length(1) + 4)
    written = machine.program.ops(2)[3].writes
    for name in machine.workspace.layout.places:
        values = machine.workspace.arrays[name]
        before = values.copy()
        values[...] = np.inf
        assert machine.wrote_finite(1) == (name != written)
        assert machine.wrote_finite(100) is False
        values[...] = before


def test_moment_before_a_known_divergence_is_diverged_however_it_is_come_to() -> None:
    session = diverged(RUNS["relu"], 100)
    found, end = session.divergence, session.cursor
    session.back(Unit.EPOCH)
    assert session.divergence is None
    session.travel(session.ways.to_branch(session.timeline.branch))
    assert (session.divergence, session.cursor) == (found, end)
    session.back(Unit.OP)
    assert session.divergence is None
    session.go_to(end)
    assert session.divergence == found
    session.back(Unit.OP)
    session.step(Unit.OP)
    assert (session.divergence, session.cursor) == (found, end)


def test_end_of_another_branch_that_diverged_is_diverged() -> None:
    session = diverged(RUNS["relu"], 100)
    found = session.divergence
    session.go_to(Cursor())
    session.edit("learning_rate", "0.001")
    session.step(Unit.EPOCH)
    assert session.divergence is None
    session.travel(session.ways.to_branch(session.timeline.branches[0]))
    assert session.divergence == found
    session.travel(session.ways.to_branch(session.timeline.branches[1]))
    assert session.divergence is None


def test_change_where_it_diverged_is_past_it_until_it_is_taken_back() -> None:
    session = diverged(RUNS["relu"], 100)
    found = session.divergence
    weights = session.machine.workspace.arrays["synapse_1"]
    session.make(SetCells("synapse_1", (0, 0), np.zeros_like(weights)))
    session.step(Unit.OP)
    assert session.divergence is None
    session.travel(session.ways.undo())
    assert session.divergence == found


def test_runner_says_that_a_branch_has_diverged_where_it_ends(open_screen: Open) -> None:
    screen = open_screen(session_of(**RUNS["relu"]))
    screen.send(ToggleRun())
    told = screen.wait_for(lambda s: s.is_diverged and not s.is_running)
    screen.send(StepBack(Unit.EPOCH))
    screen.wait_for(lambda s: s.cursor < told.cursor)
    screen.send(GoToEnd())
    again = screen.wait_for(lambda s: s.cursor == told.cursor)
    assert again.is_diverged
    assert again.notice == told.notice

"""Sessions as scripts: what was changed by hand is in them, and they leave the same bits."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from nn_tui.debugger.rows import leave_out
from nn_tui.debugger.script import export_session, segments_of
from nn_tui.debugger.session import Session
from nn_tui.engine.arrays import Array
from nn_tui.engine.cursor import Cursor
from tests.debugger.scripted import change, set_cells
from tests.debugger.sessions import session_of
from tests.export.runs import arrays_of, assert_same_bits

KINDS: dict[str, tuple[str, dict[str, str]]] = {
    "classic": ("classic", {}),
    "batches": ("xor", {"batch_size": "3"}),
    "shuffled": ("xor", {"batch_size": "3", "shuffle": "yes", "hidden": "3,2"}),
    "whole-shuffled": ("xor", {"shuffle": "yes", "bias": "no"}),
    "iris": ("iris", {"batch_size": "40", "shuffle": "yes", "standardize": "yes"}),
}


def drawn_session(kind: str, number: int) -> Session:
    """Make changes at drawn moments, go back and forth, and stop at a drawn moment."""
    stream = np.random.RandomState([number, len(kind)])
    dataset, given = KINDS[kind]
    session = session_of(dataset, **given)
    if number % 3 == 0:
        revise(session, stream)
    for _ in range(stream.randint(1, 8)):
        session.advance(int(stream.randint(0, 2 * session.machine.program.epoch_length)))
        change(session, stream)
        if stream.random_sample() < 0.3:
            ops = session.machine.program.ops_before(session.cursor)
            session.go_to(session.machine.program.cursor_at(int(stream.randint(0, ops + 1))))
    session.advance(int(stream.randint(0, 2 * session.machine.program.epoch_length)))
    return session


def revise(session: Session, stream: np.random.RandomState) -> None:
    """Change rows at epoch 0, some of them between other changes."""
    set_cells(session, "synapse_0", (0, 0), [[stream.standard_normal()]])
    leave_out(session, 1)
    change(session, stream)
    session.edit("shuffle", "yes")


RUNS = {f"{kind}-{number:02}": (kind, number) for kind in KINDS for number in range(15)}


@pytest.fixture(scope="module")
def sessions() -> dict[str, Session]:
    return {name: drawn_session(*drawn) for name, drawn in RUNS.items()}


@pytest.mark.parametrize("name", RUNS)
def test_script_leaves_the_bits_of_the_session(
    sessions: dict[str, Session], left: dict[str, dict[str, Array]], name: str
) -> None:
    session = sessions[name]
    assert_same_bits(left[name], arrays_of(session.snapshot(), session.machine))


def texts_of(session: Session) -> list[str]:
    return [edit.text for segment in segments_of(session.timeline.place) for edit in segment.edits]


def test_changes_read_as_they_would_be_typed() -> None:
    session = session_of()
    session.go_to(Cursor(2, 1, 3))
    session.edit("learning_rate", "0.3")
    set_cells(session, "synapse_1", (2, 0), [[1 / 3]])
    set_cells(session, "synapse_0", (0, 1), [[1, 2], [3, -0.0]])
    assert texts_of(session) == [
        "learning_rate = 0.3",
        "synapse_1[2, 0] = 0.3333333333333333",
        "synapse_0[0:2, 1:3] = [[1.0, 2.0], [3.0, -0.0]]",
    ]
    (segment,) = segments_of(session.timeline.place)
    assert {edit.cursor for edit in segment.edits} == {Cursor(2, 1, 3)}


def test_large_block_is_wrapped(tmp_path: Path) -> None:
    session = session_of("iris", hidden="8")
    set_cells(session, "synapse_0", (0, 0), np.full((4, 8), 1 / 3))
    export_session(session, tmp_path / "net.py")
    lines = (tmp_path / "net.py").read_text().split("\n")
    place = lines.index("synapse_0[0:4, 0:8] = [")
    assert max(map(len, lines[place : place + 9])) <= 100


def test_changes_of_rows_that_a_short_batch_has_not_are_left_out() -> None:
    session = session_of("xor", batch_size="3")
    session.go_to(Cursor(1, 2, 3))
    set_cells(session, "z1", (2, 0), [[1.0]])
    set_cells(session, "z1", (0, 0), [[1.0], [2.0]])
    assert texts_of(session) == ["z1[0, 0] = 1.0"]


def test_changes_after_the_moment_are_left_out() -> None:
    session = session_of()
    session.go_to(Cursor(2, 1, 3))
    session.edit("learning_rate", "0.3")
    session.go_to(Cursor(1, 1, 3))
    assert texts_of(session) == []


def test_cells_that_other_rows_took_the_place_of_are_left_out() -> None:
    session = session_of()
    set_cells(session, "l0", (1, 1), [[0.5]])
    set_cells(session, "synapse_1", (1, 0), [[0.5]])
    leave_out(session, 3)
    set_cells(session, "y", (1, 0), [[0.5]])
    assert texts_of(session) == ["synapse_1[1, 0] = 0.5", "y[1, 0] = 0.5"]


def test_run_is_written_from_its_own_beginning() -> None:
    session = session_of()
    session.edit("learning_rate", "0.3")
    session.edit("hidden", "2")
    (segment,) = segments_of(session.timeline.place)
    hyperparameters = segment.recipe.hyperparameters
    assert (hyperparameters.hidden, segment.edits) == ((2,), ())
    assert hyperparameters.learning_rate == 0.3


def test_files_are_named(tmp_path: Path) -> None:
    session = session_of()
    session.go_to(Cursor(2, 1, 3))
    session.edit("learning_rate", "0.3")
    script = tmp_path / "net.py"
    assert export_session(session, script) == (script,)
    assert "    if epoch == 2:\n        learning_rate = 0.3\n" in script.read_text()

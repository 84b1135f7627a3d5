"""Arrays that were typed over, and what was computed from them before."""

from __future__ import annotations

import numpy as np
import pytest

from nn_tui.debugger.journal import SetCells
from nn_tui.debugger.session import Session
from nn_tui.debugger.unit import Unit
from nn_tui.engine.cursor import Cursor
from tests.debugger.sessions import session_of


def typed_over(name: str, ops: int, later: int = 0) -> Session:
    session = session_of()
    session.advance(ops)
    session.make(SetCells(name, (0, 0), np.array([[0.5]])))
    session.advance(later)
    return session


@pytest.mark.parametrize(
    ("name", "ops", "later", "altered", "stale"),
    [
        # After l1 = sigmoid(z1): nothing has read it yet.
        ("l1", 2, 0, {"l1"}, set()),
        # After z2 = l1 @ synapse_1 and l2 = sigmoid(z2).
        ("l1", 4, 0, {"l1"}, {"z2", "l2"}),
        # What is computed next from a stale l2 is stale too.
        ("l1", 4, 1, {"l1"}, {"z2", "l2", "l2_error"}),
        # In the next iteration all is computed from it.
        ("l1", 4, 14, set(), set()),
        ("synapse_1", 2, 0, {"synapse_1"}, set()),
        ("synapse_1", 3, 0, {"synapse_1"}, {"z2"}),
        # Its update adds to what was typed: written since, and no longer altered.
        ("synapse_1", 2, 9, set(), set()),
        ("l2_delta", 6, 0, {"l2_delta"}, set()),
    ],
)
def test_marks(name: str, ops: int, later: int, altered: set[str], stale: set[str]) -> None:
    marks = typed_over(name, ops, later).snapshot().standing.marks
    assert (set(marks.altered), set(marks.stale)) == (altered, stale)


def test_marks_of_weights_typed_over_between_two_iterations() -> None:
    session = typed_over("synapse_0", 14)
    marks = session.snapshot().standing.marks
    assert marks.altered == {"synapse_0"}
    assert {"z1", "l1", "l2", "l2_delta", "synapse_0_descent", "loss"} <= marks.stale
    assert "synapse_1" not in marks.stale
    session.step(Unit.OP)
    assert session.snapshot().standing.marks.stale == frozenset()


def test_marks_come_and_go_with_the_moment() -> None:
    session = typed_over("l1", 4, 30)
    session.go_to(Cursor(1, 1, 4))
    assert session.snapshot().standing.marks.stale == {"z2", "l2"}
    session.back(Unit.OP)
    assert session.snapshot().standing.marks.altered == frozenset()


def test_standing_tells_branches_and_how_far_they_have_come() -> None:
    session = session_of()
    session.advance(session.ops_left())
    end = session.cursor
    session.go_to(Cursor(20, 1, 5))
    assert session.snapshot().standing.is_past
    assert session.snapshot().standing.end == end
    session.edit("learning_rate", "0.25")
    session.step(Unit.EPOCH)
    standing = session.snapshot().standing
    assert (standing.branch, standing.is_past, standing.changes) == ("branch 2", False, 1)
    (other,) = standing.others
    assert (other.name, other.fork, other.epochs) == ("main", 19, 50)
    assert len(other.curve) == 50


def test_standing_counts_the_runs_that_going_back_crosses() -> None:
    session = session_of()
    session.advance(30)
    session.edit("hidden", "3")
    assert session.snapshot().standing.run == 2
    session.back(Unit.OP)
    standing = session.snapshot().standing
    assert (standing.run, standing.is_past) == (1, True)
    assert standing.end == session.cursor

"""A run in a hurry is the run that looks at every chunk, once it has looked."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nn_tui.debugger.commands import Halt
from nn_tui.debugger.session import Session
from nn_tui.engine.cursor import Cursor
from tests.debugger.screens import Screen
from tests.debugger.sessions import assert_same_moment, session_of
from tests.debugger.test_divergence import RUNS, first_fault

NETS: list[dict[str, str]] = [{}, {"dataset": "iris", "batch_size": "40", "shuffle": "yes"}]


def hurried(given: dict[str, str], chunks: list[int]) -> Session:
    session = session_of(**given)
    for ops in chunks:
        session.advance(ops, is_hurried=True)
    return session


@given(st.sampled_from(NETS), st.lists(st.integers(1, 400), max_size=30))
@settings(deadline=None, max_examples=40)
def test_same_bits_and_the_same_curve(given: dict[str, str], chunks: list[int]) -> None:
    session, straight = hurried(given, chunks), session_of(**given)
    assert session.guard.look()
    straight.advance(sum(chunks))
    assert_same_moment(session, straight)
    assert session.timeline.branch.end == session.timeline.place


@pytest.mark.parametrize("chunk", [1, 3, 17, 100, 5000])
@pytest.mark.parametrize("name", RUNS)
def test_it_stops_where_a_run_that_looks_does(name: str, chunk: int) -> None:
    finite, cursor, writes = first_fault(RUNS[name])
    session, straight = session_of(**RUNS[name]), session_of(**RUNS[name])
    while session.advance(chunk, is_hurried=True) and session.machine.cursor <= cursor:
        pass
    assert not session.guard.look() or session.divergence is not None
    found = session.divergence
    assert found is not None
    assert (found.cursor, found.writes) == (cursor, writes)
    straight.advance(max(finite, 0))
    assert_same_moment(session, straight)
    curve = session.snapshot().curve
    assert len(curve) == session.epochs_done
    assert np.isfinite(curve.table).all()


def test_what_was_changed_farther_on_is_changed_again() -> None:
    session, straight = session_of(), session_of()
    for one in (session, straight):
        one.advance(40 * 14)
        one.edit("learning_rate", "0.5")
        one.advance(40 * 14)
        assert one.go_to(Cursor())
    for _ in range(80):
        session.advance(14, is_hurried=True)
    assert session.guard.look()
    straight.advance(80 * 14)
    assert session.recipe.hyperparameters.learning_rate == 0.5
    assert_same_moment(session, straight)


def test_breakpoint_stops_it() -> None:
    session = session_of()
    session.advance(14)
    session.advance(14, is_hurried=True)
    assert session.guard.look()
    session.lookout.table.add("epoch == 7", session.machine.program)
    session.lookout.begin()
    for _ in range(10):
        if session.lookout.hit is None:
            session.advance(14, is_hurried=True)
    assert session.epochs_done == 7


def test_runner_looks_before_it_obeys() -> None:
    session = session_of(**RUNS["relu"])
    while session.machine.is_finite():
        session.advance(1, is_hurried=True)
    assert session.divergence is None
    screen = Screen(session)
    screen.runner.send(Halt())
    screen.runner._receive()
    latest = screen.snapshots[-1]
    assert latest.notice.startswith("diverged: ")
    assert np.isfinite(latest.block).all()

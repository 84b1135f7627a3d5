"""A file held against a moment while the run pauses: in steps, and only of that moment."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from nn_tui.debugger.comparing.command import HoldAgainst, LetGo
from nn_tui.debugger.comparing.findings import Answer
from nn_tui.debugger.comparing.holding import STOPPED, Holding
from nn_tui.debugger.session import Session
from nn_tui.debugger.unit import Unit
from tests.debugger.sessions import session_of

Replies = list[Answer | str]


def session_at_the_end_of_epoch_1() -> Session:
    session = session_of("classic")
    session.step(Unit.EPOCH)
    return session


@pytest.fixture
def mine(tmp_path: Path) -> str:
    path = tmp_path / "mine.npz"
    np.savez(path, l1=np.zeros((4, 4)))
    return str(path)


def test_answer_comes_after_many_steps(mine: str) -> None:
    replies: Replies = []
    holding = Holding(session_at_the_end_of_epoch_1())
    holding.ask(HoldAgainst(mine, replies.append))
    steps = 0
    while holding.is_due:
        assert not holding.advance()
        steps += 1
    # A step for each fault that is tried, of which there are many.
    assert steps > 50
    (answer,) = replies
    assert isinstance(answer, Answer) and answer.first is not None


def test_what_is_given_up_is_replied_once(mine: str) -> None:
    replies: Replies = []
    holding = Holding(session_at_the_end_of_epoch_1())
    holding.ask(LetGo())
    holding.ask(HoldAgainst(mine, replies.append))
    holding.advance()
    holding.ask(LetGo())
    holding.ask(LetGo())
    assert replies == [STOPPED]
    assert not holding.is_due


def test_run_that_goes_on_ends_it(mine: str) -> None:
    replies: Replies = []
    session = session_at_the_end_of_epoch_1()
    holding = Holding(session)
    holding.ask(HoldAgainst(mine, replies.append))
    holding.advance()
    session.step(Unit.OP)
    holding.advance()
    assert replies == ["the run has gone on since: compare again"]
    assert not holding.is_due


def test_names_of_theirs_are_read_as_told(tmp_path: Path) -> None:
    replies: Replies = []
    path = tmp_path / "mine.npz"
    np.savez(path, hidden=np.zeros((4, 4)), junk=np.zeros(2))
    holding = Holding(session_at_the_end_of_epoch_1())
    holding.ask(HoldAgainst(str(path), replies.append, {"hidden": "l1", "junk": ""}))
    while holding.is_due:
        holding.advance()
    (answer,) = replies
    assert isinstance(answer, Answer) and [one.name for one in answer.compared] == ["l1"]

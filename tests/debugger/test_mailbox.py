"""The mailbox: one slot, the latest wins."""

from __future__ import annotations

from nn_tui.debugger.mailbox import Mailbox
from tests.debugger.sessions import session_of


def test_new_mailbox_is_empty() -> None:
    mailbox = Mailbox(lambda: None)
    assert mailbox.is_empty
    assert mailbox.take() is None


def test_snapshot_is_taken_once() -> None:
    mailbox, snapshot = Mailbox(lambda: None), session_of().snapshot()
    mailbox.put(snapshot)
    assert not mailbox.is_empty
    assert mailbox.take() is snapshot
    assert mailbox.is_empty
    assert mailbox.take() is None


def test_latest_snapshot_wins() -> None:
    mailbox, session = Mailbox(lambda: None), session_of()
    first, second = session.snapshot(), session.snapshot()
    mailbox.put(first)
    mailbox.put(second)
    assert mailbox.take() is second
    assert mailbox.take() is None


def test_every_put_is_told_when_the_snapshot_is_there() -> None:
    seen: list[bool] = []
    mailbox = Mailbox(lambda: seen.append(mailbox.is_empty))
    for _ in range(2):
        mailbox.put(session_of().snapshot())
    assert seen == [False, False]

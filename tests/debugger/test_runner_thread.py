"""The runner's thread itself: it blocks, it ends, it survives a fault, it does not flood."""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable
from datetime import datetime
from itertools import pairwise
from pathlib import Path

import pytest

from nn_tui.debugger.commands import Command, StepBy, ToggleRun
from nn_tui.debugger.publisher import Publisher
from nn_tui.debugger.runner import Runner
from nn_tui.debugger.saving.keeper import Keeper
from nn_tui.debugger.session import Session
from nn_tui.debugger.snapshot import Snapshot
from nn_tui.debugger.unit import Unit
from nn_tui.recipe.recipe import Recipe
from nn_tui.storage.folder import SessionFolder
from tests.debugger.screens import LIMIT, Screen, Ticks
from tests.debugger.sessions import recipe_of, session_of

OP, EPOCH = StepBy(Unit.OP), StepBy(Unit.EPOCH)


def worker_of(runner: Runner) -> threading.Thread:
    return runner._thread


def test_stop_ends_a_paused_thread() -> None:
    screen = Screen(session_of())
    screen.runner.start()
    assert worker_of(screen.runner).is_alive()
    screen.runner.stop()
    assert not worker_of(screen.runner).is_alive()


def test_stop_ends_a_running_thread() -> None:
    screen = Screen(session_of(epochs="1000000000"))
    screen.runner.start()
    screen.send(ToggleRun())
    screen.wait_for(lambda s: s.is_running and s.epochs_done > 2)
    screen.runner.stop()
    assert not worker_of(screen.runner).is_alive()


def test_stop_of_a_runner_that_never_started_returns() -> None:
    runner = Runner(session_of(), lambda: None)
    runner.stop()
    assert not worker_of(runner).is_alive()


def test_stop_twice_returns() -> None:
    screen = Screen(session_of())
    screen.runner.start()
    screen.runner.stop()
    screen.runner.stop()
    assert not worker_of(screen.runner).is_alive()


class WatchedQueue(queue.SimpleQueue[Command]):
    """A queue that counts how often somebody set about to wait for a command."""

    def __init__(self) -> None:
        super().__init__()
        self.waits = 0
        self.changed = threading.Condition()

    def get(self, block: bool = True, timeout: float | None = None) -> Command:
        assert timeout is None
        if block:
            with self.changed:
                self.waits += 1
                self.changed.notify_all()
        return super().get(block)

    def wait_for(self, waits: int) -> None:
        with self.changed:
            assert self.changed.wait_for(lambda: self.waits >= waits, LIMIT)


def test_paused_thread_blocks_and_publishes_nothing() -> None:
    screen, inbox = Screen(session_of()), WatchedQueue()
    screen.runner._inbox._queue = inbox
    screen.runner.start()
    try:
        for done in range(1, 4):
            inbox.wait_for(done)
            assert len(screen.snapshots) == done
            screen.send(OP)
        inbox.wait_for(4)
        # Each command was waited for once: nobody polls. Each was published once.
        assert (inbox.waits, len(screen.snapshots)) == (4, 4)
    finally:
        screen.runner.stop()


class HeldSession(Session):
    """A session that holds its first chunk until it is let go."""

    def __init__(self, recipe: Recipe) -> None:
        super().__init__(recipe)
        self.has_come, self.may_go = threading.Event(), threading.Event()

    def advance(self, ops: int, is_hurried: bool = False) -> bool:
        self.has_come.set()
        assert self.may_go.wait(LIMIT)
        return super().advance(ops, is_hurried)


def test_thread_is_not_waiting_until_what_was_sent_is_done() -> None:
    session, inbox = HeldSession(recipe_of()), WatchedQueue()
    screen = Screen(session)
    screen.runner._inbox._queue = inbox
    assert not screen.runner.is_waiting
    screen.runner.start()
    try:
        inbox.wait_for(1)
        assert screen.runner.is_waiting
        screen.send(EPOCH)
        assert session.has_come.wait(LIMIT)
        assert not screen.runner.is_waiting
        session.may_go.set()
        inbox.wait_for(2)
        assert screen.runner.is_waiting
        assert screen.snapshots[-1].epochs_done == 1
    finally:
        session.may_go.set()
        screen.runner.stop()


class FaultySession(Session):
    """A session with a fault in it."""

    def advance(self, ops: int, is_hurried: bool = False) -> bool:
        if self.cursor.epoch >= 3:
            raise RuntimeError("a bug\x1b[2J")
        return super().advance(ops, is_hurried)


def test_fault_is_shown_and_the_state_kept() -> None:
    screen = Screen(FaultySession(recipe_of()))
    screen.runner.start()
    try:
        screen.send(ToggleRun())
        told = screen.wait_for(lambda s: "fault" in s.notice)
        assert "RuntimeError: a bug" in told.notice
        assert told.notice.isprintable()
        assert not told.is_running
        assert told.cursor.epoch >= 3
    finally:
        screen.runner.stop()


def test_fault_does_not_end_the_thread() -> None:
    screen = Screen(FaultySession(recipe_of()))
    screen.runner.start()
    try:
        screen.send(ToggleRun())
        told = screen.wait_for(lambda s: "fault" in s.notice)
        screen.send(OP)
        after = screen.wait_for(lambda s: s.cursor > told.cursor)
        assert after.cursor == told.program.after(told.cursor)
        assert after.notice == ""
    finally:
        screen.runner.stop()


def test_snapshot_that_nobody_took_is_not_followed_while_running() -> None:
    session = session_of(epochs="300")
    published: list[None] = []
    at_rest = threading.Event()

    def count() -> None:
        published.append(None)
        if session.is_finished:
            at_rest.set()

    runner = Runner(session, count, clock=Ticks())
    runner.start()
    try:
        runner.send(ToggleRun())
        assert at_rest.wait(LIMIT)
        # At the start, when the run set out, at its end.
        assert len(published) == 3
        latest = runner.mailbox.take()
        assert isinstance(latest, Snapshot)
        assert latest.epochs_done == 300
    finally:
        runner.stop()


class Timed(Session):
    """Takes 0.01 ms for an op."""

    def __init__(self, epochs: str) -> None:
        super().__init__(recipe_of(epochs=epochs))
        # A tick as long as a chunk is to be would keep all chunks at one op.
        self.clock = Ticks(1e-4)
        self.chunks: list[int] = []

    def advance(self, ops: int, is_hurried: bool = False) -> bool:
        self.chunks.append(ops)
        self.clock.seconds += ops * 1e-5
        return super().advance(ops, is_hurried)


def test_running_snapshots_are_a_tenth_of_a_second_apart() -> None:
    session = Timed("3000")
    clock = session.clock
    times: list[float] = []
    at_rest = threading.Event()

    def take() -> None:
        snapshot = runner.mailbox.take()
        assert snapshot is not None
        if snapshot.is_running:
            times.append(clock.seconds)
        elif snapshot.epochs_done:
            at_rest.set()

    runner = Runner(session, take, clock=clock)
    runner.start()
    try:
        runner.send(ToggleRun())
        assert at_rest.wait(LIMIT)
    finally:
        runner.stop()
    assert len(times) > 3
    # The first is that of the command, the clock is read a few times within each.
    gaps = [later - earlier for earlier, later in pairwise(times[1:])]
    assert min(gaps) == pytest.approx(0.1, abs=0.01)


def test_chunks_are_short_by_the_clock() -> None:
    session = Timed("2000")
    at_rest = threading.Event()
    runner = Runner(
        session, lambda: at_rest.set() if session.is_finished else None, clock=session.clock
    )
    runner.start()
    try:
        runner.send(ToggleRun())
        assert at_rest.wait(LIMIT)
    finally:
        runner.stop()
    # 2 ms at 0.01 ms an op, of which a tick of the clock takes 0.1.
    assert 180 <= max(session.chunks) <= 200


def test_fault_is_reported_in_a_file_that_is_named_and_the_session_is_saved(
    state_home: Path, tmp_path: Path
) -> None:
    folder, session = SessionFolder(tmp_path), FaultySession(recipe_of())
    keeper = Keeper(session, folder, Ticks(), datetime.now)
    runner = Runner(session, lambda: None, keeper=keeper)
    runner.start()
    try:
        for _ in range(2):
            # The second time it is the same fault, and the same report.
            runner.send(ToggleRun())
            wait_until(lambda: "fault" in notice_of(runner) and runner.is_waiting)
            assert "the report is in " in notice_of(runner) and "fault-1.txt" in notice_of(runner)
        wait_until(lambda: any(listed.summary for listed in folder.listed()))
        (listed,) = folder.listed()
        assert listed.summary is not None and listed.summary.epoch >= 3
    finally:
        runner.stop()
    (report,) = (state_home / "nn-tui").glob("fault-*.txt")
    assert "in advance" in report.read_text() and "numpy" in report.read_text()


def notice_of(runner: Runner) -> str:
    latest = runner.mailbox.latest
    return "" if latest is None else latest.notice


def wait_until(is_so: Callable[[], bool]) -> None:
    deadline = time.monotonic() + LIMIT
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(0.002)


def test_session_is_saved_also_where_its_thread_ends_by_a_fault_of_ours(
    state_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, session = SessionFolder(tmp_path), FaultySession(recipe_of())
    runner = Runner(session, lambda: None, keeper=Keeper(session, folder, Ticks(), datetime.now))
    monkeypatch.setattr(threading, "excepthook", lambda _: None)

    def fail(*_: object) -> str:
        raise RuntimeError("a bug where a bug is told of")

    monkeypatch.setattr(Publisher, "publish_fault", fail)
    runner.start()
    runner.send(OP)
    runner.send(ToggleRun())
    worker_of(runner).join(LIMIT)
    assert not worker_of(runner).is_alive()
    [saved] = folder.listed()
    assert saved.summary is not None


@pytest.mark.parametrize(("tick", "is_seen"), [(0.0001, False), (0.1, True)])
def test_step_is_shown_amid_it_only_when_it_takes_long(
    tick: float, is_seen: bool, tmp_path: Path
) -> None:
    clock, session = Ticks(tick), session_of()
    keeper = Keeper(session, SessionFolder(tmp_path), clock, datetime.now)
    screen = Screen(session, clock, keeper)
    screen.runner.start()
    # So long that a frame would be due, and saving too.
    clock.seconds += 10.0
    screen.send(EPOCH)
    screen.wait_until_paused(1)
    screen.runner.stop()
    amid = [s for s in screen.snapshots if s.is_running]
    assert bool(amid) is is_seen
    assert all(s.activity.is_step for s in amid)

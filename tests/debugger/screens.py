"""A screen for the tests of the runner: it keeps every snapshot and waits for the right one."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

from nn_tui.debugger.commands import Command
from nn_tui.debugger.runner import Runner
from nn_tui.debugger.saving.keeper import Keeper
from nn_tui.debugger.session import Session
from nn_tui.debugger.snapshot import Snapshot

LIMIT = 20.0
"""Seconds to wait for anything; reached only when a test fails."""

IsRight = Callable[[Snapshot], bool]
"""Whether a snapshot is the one that is waited for."""


class Ticks:
    """A clock that goes on by a tick each time that it is read."""

    def __init__(self, tick: float = 0.001) -> None:
        self.seconds = 0.0
        self._tick = tick

    def __call__(self) -> float:
        self.seconds += self._tick
        return self.seconds


class Screen:
    """Takes every snapshot as soon as it is published."""

    def __init__(
        self,
        session: Session,
        clock: Callable[[], float] = time.perf_counter,
        keeper: Keeper | None = None,
    ) -> None:
        self.session = session
        self.snapshots: list[Snapshot] = []
        self._changed = threading.Condition()
        self._planned: tuple[IsRight, tuple[Command, ...]] | None = None
        self.runner = Runner(session, self._take, clock=clock, keeper=keeper)

    def _take(self) -> None:
        snapshot = self.runner.mailbox.take()
        assert snapshot is not None
        with self._changed:
            self.snapshots.append(snapshot)
            self._changed.notify_all()
        if self._planned is not None and self._planned[0](snapshot):
            (_, commands), self._planned = self._planned, None
            self.send(*commands)

    def send_at(self, is_right: IsRight, *commands: Command) -> None:
        """Type some keys once a snapshot is the right one, before the run goes on from there."""
        self._planned = is_right, commands

    def send(self, *commands: Command) -> None:
        """Type some keys."""
        for command in commands:
            self.runner.send(command)

    def wait_for(self, is_right: IsRight) -> Snapshot:
        """Wait until the latest snapshot is the right one."""
        with self._changed:
            assert self._changed.wait_for(lambda: is_right(self.snapshots[-1]), LIMIT), (
                f"never came: the latest is {self.snapshots[-1].cursor}"
            )
            return self.snapshots[-1]

    def wait_until_paused(self, after: int) -> Snapshot:
        """Wait for a snapshot of a machine at rest, behind the first `after` snapshots."""
        return self.wait_for(lambda s: len(self.snapshots) > after and not s.is_running)


Open = Callable[[Session], Screen]

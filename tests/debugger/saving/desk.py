"""A session, who saves it, and a clock, for the tests of either."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from nn_tui.debugger.saving.copies import Copies
from nn_tui.debugger.saving.keeper import Keeper
from nn_tui.debugger.saving.vault import Vault
from nn_tui.debugger.session import Session
from nn_tui.storage.folder import SessionFolder
from tests.debugger.screens import LIMIT
from tests.debugger.sessions import session_of

NOON = datetime(2026, 5, 17, 12, 0, 0)


class Clock:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


class Desk:
    """A session, who saves it, and a clock."""

    def __init__(self, path: Path) -> None:
        self.session = session_of(epochs="1000000000")
        self.clock, self.folder = Clock(), SessionFolder(path)
        self.keeper = Keeper(self.session, self.folder, self.clock, lambda: NOON)
        self.copies = Copies(self.session)

    def keep(self) -> str:
        """Let ten seconds go by, and save what there is to save."""
        self.clock.seconds += 10.0
        return self.keeper.keep()

    def write(self, path: Path) -> str:
        """Write the session to a file of its own."""
        return self.copies.write(path, NOON, self.folder.path)

    def wait_until(self, is_so: Callable[[], bool]) -> None:
        """Wait for the thread that writes."""
        tick = threading.Event()
        for _ in range(int(LIMIT / 0.005)):
            if is_so():
                return
            tick.wait(0.005)
        raise AssertionError("never came")

    def saved(self) -> Session:
        """End, and give what was saved."""
        self.keeper.finish()
        return Vault(self.folder).resume().session

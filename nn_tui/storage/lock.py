"""A file that says that somebody is at work: the system forgets it with the process."""

from __future__ import annotations

import fcntl
import os
import re
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from nn_tui.files import plain_file

_FLAGS = os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW | os.O_NONBLOCK
"""Whoever can write in the folder might have put a link or a pipe there."""

_WRITTEN = re.compile(r"([0-9]{1,10}) ([!-~]{1,255}) ([!-~]{0,100})\n")
"""What a process writes of itself: nothing in it commands a terminal."""

_MOST_BYTES = 400
"""Of what is read of who holds it."""


@dataclass(frozen=True, slots=True)
class Holder:
    """A process that holds a lock."""

    process: int
    """Its number."""
    host: str
    """Name of the machine that it runs on."""
    terminal: str
    """Its terminal, such as /dev/pts/3, or "" where it has none."""

    @classmethod
    def here(cls) -> Self:
        """Give this process."""
        terminal = ""
        with suppress(OSError):
            terminal = os.ttyname(0)
        return cls(os.getpid(), os.uname().nodename, terminal)

    @classmethod
    def read(cls, content: bytes) -> Self | None:
        """Read what a process has written of itself; None: it is nothing like that."""
        found = _WRITTEN.fullmatch(content.decode("ascii", "replace"))
        return None if found is None else cls(int(found[1]), found[2], found[3])

    def __str__(self) -> str:
        """Write what can be read again."""
        return f"{self.process} {self.host} {self.terminal}\n"

    @property
    def told(self) -> str:
        """Say which process it is."""
        terminal = f" on {self.terminal}" if self.terminal else ""
        machine = "" if self._is_on_this_machine else f" of {self.host}"
        return f"process {self.process}{machine}{terminal}"

    @property
    def end(self) -> str:
        """Say what ends it, as a person does whose connection is gone."""
        where = "" if self._is_on_this_machine else f" on {self.host}"
        return f"kill -HUP {self.process}{where}"

    @property
    def _is_on_this_machine(self) -> bool:
        return self.host == os.uname().nodename


class Lock:
    """Held by one process at a time; whoever comes later is told, and does not wait.

    A library would do more, and takes a third of the time in which the screen is to be there.
    """

    def __init__(self, path: Path) -> None:
        """Make one that is not held.

        Args:
            path: A file of its own, which is made; it goes when the lock is let go.
        """
        self._path = path
        self._handle: int | None = None

    def take(self) -> bool:
        """Take it; whether nobody else has it.

        Raises:
            OSError: The file cannot be made.
        """
        while self._handle is None:
            handle = os.open(self._path, _FLAGS, 0o600)
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                os.close(handle)
                return False
            except BaseException:
                os.close(handle)
                raise
            # Whoever had it may have taken the file away between the two.
            if self._is_there(handle):
                self._handle = handle
                # A full disk is no reason not to hold it.
                with suppress(OSError):
                    os.pwrite(handle, str(Holder.here()).encode(), 0)
            else:
                os.close(handle)
        return True

    def let_go(self) -> None:
        """Let it go, if it is held."""
        if self._handle is not None:
            self._path.unlink(missing_ok=True)
            os.close(self._handle)
            self._handle = None

    def is_held_elsewhere(self) -> bool:
        """Whether another one has it, or it cannot be known."""
        if self._handle is not None or not os.path.lexists(self._path):
            return False
        try:
            is_free = self.take()
        except OSError:
            return True
        self.let_go()
        return not is_free

    def holder(self) -> Holder | None:
        """Say who has it, where somebody has and it is known."""
        try:
            with plain_file(self._path, follows_link=False) as file:
                return Holder.read(file.read(_MOST_BYTES))
        except OSError:
            return None

    def _is_there(self, handle: int) -> bool:
        try:
            return os.path.samestat(os.fstat(handle), self._path.stat())
        except FileNotFoundError:
            return False

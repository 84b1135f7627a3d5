"""A file that says that somebody is at work: the system forgets it with the process."""

from __future__ import annotations

import fcntl
import os
from pathlib import Path

_FLAGS = os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW | os.O_NONBLOCK
"""Whoever can write in the folder might have put a link or a pipe there."""


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

    def _is_there(self, handle: int) -> bool:
        try:
            return os.path.samestat(os.fstat(handle), self._path.stat())
        except FileNotFoundError:
            return False

"""Where the worker stands aside while the screen has something to do."""

from __future__ import annotations

import threading

_LONGEST_WAIT = 0.1
"""Seconds after which a screen that is still at it is waiting for something else."""


class Gate:
    """Open while the screen is idle; the worker passes it before each chunk.

    Two threads that both want the interpreter take it from each other: a key is then answered in
    twice the time that it costs.
    """

    def __init__(self, longest_wait: float = _LONGEST_WAIT) -> None:
        """Make one that is open.

        Args:
            longest_wait: Seconds that it may hold up the worker at a time.
        """
        self._longest_wait = longest_wait
        self._is_open = threading.Event()
        self._is_open.set()

    @property
    def is_open(self) -> bool:
        """Whether it is passed without waiting."""
        return self._is_open.is_set()

    def open(self) -> None:
        """Let the worker through."""
        self._is_open.set()

    def close(self) -> None:
        """Let the worker finish its chunk and begin no other."""
        self._is_open.clear()

    def wait(self) -> None:
        """Wait until it is open, or for so long that whoever closed it cannot be computing."""
        if not self._is_open.wait(self._longest_wait):
            # Once for each time that it is closed: a link that is slow does not slow the training.
            self._is_open.set()

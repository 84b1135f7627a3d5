"""The one slot through which snapshots go from the worker thread to the screen."""

from __future__ import annotations

import threading
from collections.abc import Callable

from nn_tui.debugger.snapshot import Snapshot


class Mailbox:
    """Holds the latest snapshot that nobody has taken; an older one is replaced."""

    def __init__(self, on_put: Callable[[], object]) -> None:
        """Make an empty one.

        Args:
            on_put: Called in the worker's thread when there is something to take.
        """
        self._lock = threading.Lock()
        self._snapshot: Snapshot | None = None
        self._on_put = on_put

    @property
    def is_empty(self) -> bool:
        """Whether the last snapshot has been taken."""
        return self._snapshot is None

    @property
    def latest(self) -> Snapshot | None:
        """What there is to take, left where it is."""
        return self._snapshot

    def put(self, snapshot: Snapshot) -> None:
        """Put a snapshot in place of the one there, and say so."""
        with self._lock:
            self._snapshot = snapshot
        self._on_put()

    def take(self) -> Snapshot | None:
        """Take the snapshot out, or None when there is none."""
        with self._lock:
            snapshot, self._snapshot = self._snapshot, None
        return snapshot

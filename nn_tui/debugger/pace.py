"""How much to do between two looks at the inbox, and how often to publish."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

CHUNK_SECONDS = 0.002
"""What a chunk should take: short enough that a key is answered at once."""

_FRAME_SECONDS = 0.1
"""Shortest time from one published snapshot to the next while running."""

_FRAME_SHARE = 20
"""A snapshot is published no sooner than this many times its own cost after the last."""


class Pace:
    """Measures chunks and snapshots, with an injected clock."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self.ops = 1
        """Ops of the next chunk."""
        self._next_frame = 0.0
        self._began = 0.0
        self._first_epoch = 0
        self._beat_seconds = 0.0
        self._next_beat = 0.0

    def begin(self, epoch: int) -> None:
        """Note where and when a run sets out."""
        self._began, self._first_epoch = self._clock(), epoch

    def speed(self, epoch: int) -> float:
        """Compute epochs a second since the run set out."""
        seconds = self._clock() - self._began
        return (epoch - self._first_epoch) / seconds if seconds > 0 else 0.0

    def seconds_under_way(self) -> float:
        """Compute how long ago the run set out."""
        return self._clock() - self._began

    def set_beat(self, seconds: float) -> None:
        """Let the steps of a run follow one another in that time, from now on; 0: at once."""
        self._beat_seconds, self._next_beat = seconds, self._clock() + seconds

    def seconds_to_beat(self) -> float:
        """Compute how long there is to wait for the next step; 0 when it is due."""
        if not self._beat_seconds:
            return 0.0
        return max(0.0, self._next_beat - self._clock())

    def beat(self) -> None:
        """Note that a step is done; the next follows a beat later, late ones are not made up."""
        self._next_beat = max(self._next_beat, self._clock() - self._beat_seconds)
        self._next_beat += self._beat_seconds

    @contextmanager
    def measured(self, ops: int) -> Iterator[None]:
        """Time a chunk of `ops` ops and size the next one by it."""
        began = self._clock()
        yield
        seconds = self._clock() - began
        wanted = ops * CHUNK_SECONDS / seconds if seconds > 0 else 2.0 * ops
        # At most double or a quarter: one chunk that was disturbed does not throw the pace off.
        self.ops = max(1, int(min(max(wanted, ops / 4), 2.0 * ops)))

    def is_frame_due(self) -> bool:
        """Whether it is time to publish again."""
        return self._clock() >= self._next_frame

    @contextmanager
    def publishing(self) -> Iterator[None]:
        """Time a snapshot and set when the next may follow."""
        began = self._clock()
        yield
        ended = self._clock()
        self._next_frame = began + max(_FRAME_SECONDS, _FRAME_SHARE * (ended - began))

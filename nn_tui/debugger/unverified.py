"""Kept moments that came from a file, until the run comes by and is held against them.

On another machine, or with another numpy, the same run may have other last bits. What is in the
file counts: from such a moment on, the run goes on with its numbers, so that a moment never has
other numbers than it had before.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from operator import attrgetter

import numpy as np

from nn_tui.debugger.history import Keyframe
from nn_tui.debugger.journal import Entry
from nn_tui.debugger.player import Player
from nn_tui.engine.machine import Machine

_CURSOR = attrgetter("cursor")


class Unverified:
    """The moments of a file that no replay has come by yet, or that it has found otherwise."""

    def __init__(self, frames: Iterable[Keyframe] = ()) -> None:
        """Make one.

        Args:
            frames: The moments.
        """
        self._frames: dict[Entry, list[Keyframe]] = {}
        for frame in sorted(frames, key=_CURSOR):
            self._frames.setdefault(frame.entry, []).append(frame)
        self._said = ""
        self._has_said = False

    def ops_to_next(self, player: Player) -> int | None:
        """Count the ops to the next moment before any other change; None: there is none."""
        frames = self._frames.get(player.entry)
        if not frames or frames[-1].cursor <= player.machine.cursor:
            return None
        ahead = bisect_left(frames, player.machine.cursor, key=_CURSOR)
        ops = (player.ops_to(frame.cursor) for frame in frames[ahead : ahead + 2])
        return next((count for count in ops if count), None)

    def meet(self, player: Player) -> bool:
        """Hold a player that has come to a moment against it; there it is given those numbers.

        Returns:
            Whether it has had others.
        """
        frames, here = self._frames.get(player.entry), player.machine.cursor
        if not frames:
            return False
        index = bisect_left(frames, here, key=_CURSOR)
        if index == len(frames) or frames[index].cursor != here:
            return False
        frame = frames[index]
        difference = next(_differences(player.machine, frame), "")
        if not difference:
            del frames[index]
            return False
        if not self._has_said:
            self._said, self._has_said = _told(frame, difference), True
        player.restore(frame.entry, frame.state)
        return True

    @property
    def has_something_to_say(self) -> bool:
        """Whether a moment was found otherwise, and nobody has taken that yet."""
        return bool(self._said)

    def take_said(self) -> str:
        """Give what there is to say, once; or ""."""
        said, self._said = self._said, ""
        return said


def _differences(machine: Machine, frame: Keyframe) -> Iterator[str]:
    """Name the first number of each array that is another than in a kept moment."""
    parameters = machine.program.network.parameters
    for name, place in machine.workspace.layout.places.items():
        written = machine.written_at(name)
        if written is None and name not in parameters:
            continue
        # The rows behind those of a short batch are an older one's.
        rows = machine.program.schedule.rows_of(written.batch if written else 1)
        here = place.view(machine.workspace.block, rows)
        there = place.view(frame.state.block, rows)
        if np.array_equal(here, there, equal_nan=True):
            continue
        is_other = (here != there) & ~(np.isnan(here) & np.isnan(there))
        index = tuple(int(axis[0]) for axis in np.nonzero(np.atleast_1d(is_other)))
        cell = f"[{','.join(map(str, index))}]" if here.ndim else ""
        values = np.atleast_1d(here)[index].item(), np.atleast_1d(there)[index].item()
        yield f"{name}{cell} is {values[0]!r} here, {values[1]!r} in the file"


def _told(frame: Keyframe, difference: str) -> str:
    epoch = frame.cursor.epoch
    return (
        f"replayed to epoch {epoch}: {difference}; another numpy, BLAS or machine rounds otherwise,"
        " or the file was changed; the file's numbers are gone on with"
    )

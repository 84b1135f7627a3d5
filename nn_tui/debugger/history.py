"""Moments of a run that are kept whole, so that a replay to any other is short."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from operator import attrgetter

from nn_tui.debugger.cost import ops_cost
from nn_tui.debugger.journal import Begin, Entry, Place
from nn_tui.debugger.player import Player
from nn_tui.engine.cursor import Cursor
from nn_tui.engine.machine_state import MachineState
from nn_tui.engine.program import Program

MEGABYTE = 1_000_000

_MOST_FRAMES = 4096
"""Keyframes that are kept at the most: more would not be felt."""

_FRAME_BYTES = 1_000
"""What a keyframe takes besides its numbers."""

_SPARED = 4
"""One in so many keyframes, the newest, are spared when others are thinned out."""

_KEPT_SHARE = 0.75
"""What thinning leaves, so that it is seldom needed."""

_CURSOR = attrgetter("cursor")


@dataclass(frozen=True, slots=True, eq=False)
class Keyframe:
    """A moment kept whole."""

    entry: Entry
    """The last change that was made by then."""
    state: MachineState
    """The machine."""
    cost: float
    """How long a replay from the segment's beginning to here takes, in any unit."""
    size: int = field(init=False)
    """Bytes that it takes."""

    def __post_init__(self) -> None:
        """Measure it: the sizes of all that are kept are summed again and again."""
        object.__setattr__(self, "size", 8 * self.state.size + _FRAME_BYTES)

    @property
    def cursor(self) -> Cursor:
        """Where the machine stood."""
        return self.state.cursor


def keyframe_of(player: Player) -> Keyframe:
    """Copy the moment at which a player stands."""
    return keyframe_from(player.entry, player.machine.save(), player.machine.program)


def keyframe_from(entry: Entry, state: MachineState, program: Program) -> Keyframe:
    """Make a keyframe of a moment that was copied.

    Args:
        entry: The last change that was made by then.
        state: The copy.
        program: What the machine runs.
    """
    return Keyframe(entry, state, ops_cost(program, program.ops_before(state.cursor)))


class History:
    """Keyframes within a budget of memory, evenly far apart but for the newest.

    When the budget is spent, those go first without which the longest replay grows least.
    """

    def __init__(self, megabytes: float) -> None:
        self._budget = megabytes * MEGABYTE
        self._frames: dict[Entry, list[Keyframe]] = {}
        self._by_age: list[Keyframe] = []
        self.size = 0
        """Bytes that are taken."""

    def __len__(self) -> int:
        return len(self._by_age)

    def add(self, frame: Keyframe) -> None:
        """Keep a moment; one of the same place is kept already, and the same."""
        frames = self._frames.setdefault(frame.entry, [])
        is_latest = not frames or frames[-1].cursor < frame.cursor
        index = len(frames) if is_latest else bisect_right(frames, frame.cursor, key=_CURSOR)
        if index and frames[index - 1].cursor == frame.cursor:
            return
        frames.insert(index, frame)
        self._by_age.append(frame)
        self.size += frame.size
        if self.size > self._budget or len(self) > _MOST_FRAMES:
            self._thin()

    def nearest(self, place: Place) -> Keyframe | None:
        """Find the last keyframe on the way to a place; None: the run has to begin again."""
        limit = place.cursor
        for entry in place.entry.back():
            frames = self._frames.get(entry, [])
            index = bisect_right(frames, limit, key=_CURSOR)
            if index:
                return frames[index - 1]
            if isinstance(entry.change, Begin):
                return None
            limit = entry.cursor
        return None

    def of(self, entry: Entry) -> Sequence[Keyframe]:
        """Give the keyframes between a change and the next, in order."""
        return self._frames.get(entry, ())

    def keep_only(self, entries: Iterable[Entry]) -> None:
        """Forget the keyframes of all other entries: no branch has them any more."""
        kept = set(entries)
        self._drop({frame for frame in self._by_age if frame.entry not in kept})

    def _thin(self) -> None:
        spared = set(self._by_age[-max(1, len(self) // _SPARED) :])
        while len(self) > 1 and self._is_too_much(_KEPT_SHARE):
            gaps = sorted(self._gaps(spared), key=lambda gap: gap[0])
            dropped: set[Keyframe] = set()
            size, count = self.size, len(self)
            for _, frame, neighbour in gaps:
                if size <= self._budget * _KEPT_SHARE and count <= _MOST_FRAMES * _KEPT_SHARE:
                    break
                # A gap is what it was said to be only while both its ends are there.
                if neighbour not in dropped:
                    dropped.add(frame)
                    size, count = size - frame.size, count - 1
            # Where nothing else is left to drop, the oldest of the spared go.
            self._drop(dropped or set(self._by_age[:1]))

    def _is_too_much(self, share: float) -> bool:
        return self.size > self._budget * share or len(self) > _MOST_FRAMES * share

    def _gaps(self, spared: set[Keyframe]) -> Iterable[tuple[float, Keyframe, Keyframe | None]]:
        """Give each keyframe with the replay that its loss would leave, and the one before it."""
        for frames in self._frames.values():
            for index, frame in enumerate(frames):
                if frame not in spared:
                    before = frames[index - 1] if index else None
                    after = frames[min(index + 1, len(frames) - 1)]
                    yield after.cost - (before.cost if before else 0.0), frame, before

    def _drop(self, dropped: set[Keyframe]) -> None:
        for entry in {frame.entry for frame in dropped}:
            left = [frame for frame in self._frames[entry] if frame not in dropped]
            self._frames[entry] = left
            if not left:
                del self._frames[entry]
        self._by_age = [frame for frame in self._by_age if frame not in dropped]
        self.size = sum(frame.size for frame in self._by_age)

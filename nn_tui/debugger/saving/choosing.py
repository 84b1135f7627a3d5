"""Which kept moments are saved: few enough for a file that is written every few seconds.

A moment that takes much is written once, beside that file. So the choice is one that lasts: what
was chosen once is chosen again until the run has become twice as long.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from operator import attrgetter

from nn_tui.debugger.history import History, Keyframe
from nn_tui.debugger.journal import Continue, Place
from nn_tui.debugger.timeline import Timeline

LARGE_MOMENT = 100_000
"""Bytes of a moment from which on it is written once, beside the others."""

_MOST = 512
"""Moments that are chosen: with more, going back is not felt to be shorter."""

_MOST_LARGE = 64
"""Of those that take much: each is a file."""

_SMALLEST_LARGE_STRIDE = 10e9
"""Nanoseconds between two of those: else there were new ones whenever the session is saved."""

_CURSOR = attrgetter("cursor")


@dataclass(frozen=True, slots=True)
class Room:
    """What the moments may take."""

    small: int
    """Bytes of those that are written again and again."""
    large: int
    """Bytes of those that are written once."""

    def has_for(self, frames: Iterable[Keyframe]) -> bool:
        """Whether moments fit."""
        sizes = [frame.size for frame in frames]
        large = [size for size in sizes if size >= LARGE_MOMENT]
        if len(sizes) > _MOST or len(large) > _MOST_LARGE:
            return False
        return sum(large) <= self.large and sum(sizes) - sum(large) <= self.small


ROOM = Room(small=4_000_000, large=32_000_000)
"""Of a session that is saved as it goes."""

ROOM_IN_ONE_FILE = Room(small=4_000_000, large=8_000_000)
"""Of one that is sent to somebody."""


def chosen_moments(timeline: Timeline, here: Keyframe, room: Room = ROOM) -> list[Keyframe]:
    """Choose moments from which the replay to any other is short, on every branch.

    Args:
        timeline: Whose moments are kept.
        here: Where it stands, which comes first, and is chosen whatever it takes.
        room: For all others.
    """
    road = _Road(timeline.history, Place(here.entry, here.cursor))
    roads = [_Road(timeline.history, branch.end) for branch in timeline.branches]
    longest = max((other.length for other in roads), default=0.0)
    stride = _power_of_two(longest / _MOST)
    smallest = _SMALLEST_LARGE_STRIDE if here.size >= LARGE_MOMENT else stride / 2**20
    while stride <= longest:
        near = road.near(stride, smallest)
        others = _once([here], near, *(other.at_every(stride) for other in roads))[1:]
        if room.has_for(others):
            return [here, *others]
        stride *= 2
    return [here]


class _Road:
    """The kept moments on the way to a place, each with how long a replay to it takes in all."""

    def __init__(self, history: History, end: Place) -> None:
        pieces, limit = [], end.cursor
        for entry in end.entry.back():
            frames = history.of(entry)
            pieces.append(frames[: bisect_right(frames, limit, key=_CURSOR)])
            limit = entry.cursor
        self._frames = [frame for piece in reversed(pieces) for frame in piece]
        self._costs: list[float] = []
        before: Keyframe | None = None
        for frame in self._frames:
            self._costs.append(self.length + _cost_between(before, frame))
            before = frame

    @property
    def length(self) -> float:
        """How long a replay to the last of them takes, in nanoseconds as estimated."""
        return self._costs[-1] if self._costs else 0.0

    def at_every(self, stride: float) -> Iterator[Keyframe]:
        """Give the last one before each of the ends of such strides, and before that of the way."""
        for number in range(1, int(self.length / stride) + 1):
            yield from self._last_before(number * stride)
        yield from self._frames[-1:]

    def near(self, stride: float, smallest: float) -> Iterator[Keyframe]:
        """Give two at the ends of strides half as long, and so on: most ways back are short."""
        while stride / 2 >= smallest:
            stride /= 2
            number = int(self.length / stride)
            for end in (number, number - 1):
                yield from self._last_before(end * stride)

    def _last_before(self, cost: float) -> list[Keyframe]:
        index = bisect_right(self._costs, cost)
        return self._frames[index - 1 : index] if index else []


def _cost_between(before: Keyframe | None, frame: Keyframe) -> float:
    opening = frame.entry.opening
    if before is not None and before.entry.opening is opening:
        return max(0.0, frame.cost - before.cost)
    # The first of a segment is kept where that begins.
    return 0.0 if isinstance(opening.change, Continue) else frame.cost


def _once(*frames: Iterable[Keyframe]) -> list[Keyframe]:
    """Give one of each place."""
    by_place: dict[Place, Keyframe] = {}
    for some in frames:
        for frame in some:
            by_place.setdefault(Place(frame.entry, frame.cursor), frame)
    return list(by_place.values())


def _power_of_two(least: float) -> float:
    return 2.0 ** math.ceil(math.log2(least)) if least > 0 else 1.0

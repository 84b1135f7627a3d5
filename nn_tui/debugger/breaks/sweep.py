"""A stretch of the run gone through once more, beside the run, with a look for breakpoints."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass

from nn_tui.debugger.breaks.breakpoint import Breakpoint
from nn_tui.debugger.breaks.patrol import Hit, Patrol
from nn_tui.debugger.journal import Place, path
from nn_tui.debugger.player import Player
from nn_tui.debugger.scratch import Scratch
from nn_tui.engine.cursor import Cursor


@dataclass(frozen=True, slots=True)
class Found:
    """A hit, and where on the branch that is."""

    place: Place
    """Where."""
    hit: Hit
    """What is hit there."""


class Sweep:
    """Goes from one place of a branch to another in a second machine.

    It does not look at numbers that are not finite: the run itself has come this way.
    """

    def __init__(
        self,
        scratch: Scratch,
        points: Sequence[Breakpoint],
        start: Place,
        end: Place,
        but_for: Place | None = None,
    ) -> None:
        """Set out.

        Args:
            scratch: The second machine.
            points: What is looked for.
            start: Where to begin to look; hits of that very moment are not found.
            end: Where to stop; hits of that very moment are found.
            but_for: A moment whose hits are not found.

        Raises:
            ScratchError: There is not enough memory for a second machine.
        """
        scratch.set_out(start)
        self.last: Found | None = None
        """The last hit so far."""
        self._scratch = scratch
        self._points = points
        self._start, self._end = start, end
        self._but_for = but_for
        self._ahead = deque(path(start.entry, end.entry) or ())
        self._patrol: Patrol | None = None

    @property
    def is_done(self) -> bool:
        """Whether it has come to its end."""
        return self._patrol is not None and self._scratch.player.place == self._end

    @property
    def cursor(self) -> Cursor:
        """How far it has come; before it has begun to look, where it sets out."""
        is_there = not self._scratch.is_under_way
        return self._scratch.player.machine.cursor if is_there else self._start.cursor

    @property
    def patrol(self) -> Patrol:
        """The posts, with what they remember; only where it is done."""
        assert self._patrol is not None, "it has been under way"
        return self._patrol

    def advance(self, ops: int) -> None:
        """Go on for about so many ops, or to the end."""
        if self._scratch.is_under_way:
            self._scratch.advance(ops)
            return
        player = self._scratch.player
        while ops > 0 and not self.is_done:
            patrol = self._bound(player)
            ops -= self._run(player, patrol, ops)

    def _run(self, player: Player, patrol: Patrol, ops: int) -> int:
        """Run to where to look, or to the next change, and make that; give how many ops."""
        target = self._ahead[0].cursor if self._ahead else self._end.cursor
        left, since = player.ops_to(target), player.machine.cursor
        done = min(patrol.most_ops(player.machine.program.whole(since, ops)), left)
        player.machine.run_ops(done)
        if done:
            self._look(player, patrol, since)
        player.machine.records.clear()
        if done == left and self._ahead:
            player.apply(self._ahead.popleft())
        return max(1, done)

    def _look(self, player: Player, patrol: Patrol, since: Cursor) -> None:
        hit = patrol.look(since)
        while hit is not None:
            found = Place(player.entry, hit.cursor)
            if self._but_for is None or not _is_same_moment(found, self._but_for):
                self.last = Found(found, hit)
            hit = patrol.look(hit.cursor)

    def _bound(self, player: Player) -> Patrol:
        """Give the posts along the machine's way; another segment has another machine."""
        patrol = self._patrol
        if patrol is None or patrol.machine is not player.machine:
            self._patrol = Patrol(self._points, player.machine)
            if patrol is not None:
                self._patrol.inherit(patrol)
            player.machine.records.clear()
        assert self._patrol is not None, "it has just been bound"
        return self._patrol


def _is_same_moment(one: Place, other: Place) -> bool:
    return one.cursor == other.cursor and one.entry.opening is other.entry.opening

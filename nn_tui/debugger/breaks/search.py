"""Ways that look for breakpoints: back to the last hit, and up to here to know what was before."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from nn_tui.debugger.breaks.breakpoint import Breakpoint
from nn_tui.debugger.breaks.patrol import Hit, Patrol
from nn_tui.debugger.breaks.sweep import Found, Sweep
from nn_tui.debugger.journal import Place
from nn_tui.debugger.journey import Journey
from nn_tui.debugger.navigator import Navigator
from nn_tui.debugger.scratch import Scratch
from nn_tui.debugger.timeline import Timeline

_EPOCHS_BEFORE = 2
"""So many epochs before a stretch, all conditions have been evaluated: previous() is known."""


class BackwardSearch:
    """Goes to the last moment before here at which a breakpoint is hit.

    A second machine looks, so that the run stays where it is until there is something to go to. It
    looks at the nearest epochs first, then at twice as many before them, and so on.
    """

    def __init__(self, timeline: Timeline, ways: Navigator, points: Sequence[Breakpoint]) -> None:
        """Set out.

        Args:
            timeline: The run.
            ways: To set out for what is found.
            points: What is looked for.

        Raises:
            ScratchError: There is not enough memory for a second machine.
        """
        self.on_found: Callable[[Hit], object] = lambda hit: None
        """Called when the run stands at what was found."""
        self.on_none: Callable[[], object] = lambda: None
        """Called when there is no such moment: the run has stayed where it was."""
        self._timeline, self._ways = timeline, ways
        self._points = points
        self._here = timeline.place
        self._epoch = timeline.machine.cursor.epoch
        self._span = 1
        self._until, self._from = self._here, self._here
        self._found: Found | None = None
        self._journey: Journey | None = None
        self._scratch = Scratch(timeline.history)
        self._sweep: Sweep | None = None
        self.length = self.ops = max(1, timeline.machine.program.ops_before(self._here.cursor))
        """Ops of the whole way, where nothing is found."""
        if self._epoch:
            self._set_out()
        else:
            self.ops = self.length = 0

    def travel(self, ops: int) -> None:
        """Go on for about so many ops, or fewer where the way ends."""
        if self._journey is not None:
            self._journey.travel(ops)
            self.ops = self._journey.ops
            if not self.ops and self._found is not None:
                self.on_found(self._found.hit)
        elif self._sweep is None:
            self.on_none()
        else:
            self._sweep.advance(ops)
            if self._sweep.is_done:
                self._conclude(self._sweep)
            else:
                self.ops = min(self.ops, self._ops_left(self._sweep))

    def turn_back(self) -> None:
        """Give it up: stand where it set out from."""
        if self._journey is not None and self._journey.ops:
            self._journey.turn_back()
        self._leave()

    def _set_out(self) -> None:
        """Look at the epochs before those that have been looked at."""
        self._until = self._from
        self._epoch = max(0, self._epoch - self._span)
        self._span *= 2
        self._from = self._end_of(self._epoch)
        start = self._end_of(max(0, self._epoch - _EPOCHS_BEFORE))
        self._sweep = Sweep(self._scratch, self._points, start, self._until, self._here)

    def _ops_left(self, sweep: Sweep) -> int:
        """Count what is left where nothing is found: of this stretch, and all before it."""
        before = self._timeline.machine.program.ops_before
        looked_at = max(before(self._from.cursor), before(sweep.cursor))
        return max(1, before(self._from.cursor) + before(self._until.cursor) - looked_at)

    def _end_of(self, epoch: int) -> Place:
        return self._ways.place_of(self._ways.program_of(epoch).end_of_epoch(epoch))

    def _conclude(self, sweep: Sweep) -> None:
        found = sweep.last
        if found is not None and found.place.position > self._from.position:
            self._leave()
            self._found = found
            self._journey = self._ways.to_place(found.place)
            self.ops = self.length = max(1, self._journey.ops)
        elif self._epoch:
            self._set_out()
            self.ops = max(1, self._timeline.machine.program.ops_before(self._until.cursor))
        else:
            self._leave()
            self.ops = 0
            self.on_none()

    def _leave(self) -> None:
        self._scratch.leave()
        self._sweep = None


class Approach:
    """Looks from a little before up to here, so that it is known what was before."""

    def __init__(self, timeline: Timeline, ways: Navigator, points: Sequence[Breakpoint]) -> None:
        """Set out.

        Args:
            timeline: The run, which stays where it is.
            ways: To find places before.
            points: Whose conditions are evaluated.

        Raises:
            ScratchError: There is not enough memory for a second machine.
        """
        self.on_arrival: Callable[[Patrol], object] = lambda patrol: None
        """Called at the end, with what the posts remember."""
        epoch = max(0, timeline.machine.cursor.epoch - _EPOCHS_BEFORE)
        start = ways.place_of(ways.program_of(epoch).end_of_epoch(epoch))
        self._scratch = Scratch(timeline.history)
        self._sweep = Sweep(self._scratch, points, start, timeline.place)
        program = timeline.machine.program
        self.length = self.ops = max(1, _EPOCHS_BEFORE * program.epoch_length)
        """Ops of the whole way, at the most."""

    def travel(self, ops: int) -> None:
        """Go on for about so many ops, or fewer where the way ends."""
        self._sweep.advance(ops)
        self.ops = max(1, self.ops - ops)
        if self._sweep.is_done:
            self.ops = 0
            self.on_arrival(self._sweep.patrol)
            self._scratch.leave()

    def turn_back(self) -> None:
        """Give it up."""
        self._scratch.leave()

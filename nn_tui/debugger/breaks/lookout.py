"""Looks for breakpoints while a run goes on, and says where it has to stop."""

from __future__ import annotations

from nn_tui.debugger.breaks.patrol import Hit, Patrol
from nn_tui.debugger.breaks.table import Breakpoints
from nn_tui.debugger.breaks.watch import Watches
from nn_tui.debugger.journal import Place
from nn_tui.debugger.timeline import Timeline
from nn_tui.engine.cursor import Cursor


class Lookout:
    """The breakpoints of a session, and those that are looked for at present.

    What was before is known as long as the run goes on from where it stopped; else it has to be
    looked up, see Sweep.
    """

    def __init__(self, timeline: Timeline) -> None:
        self.table = Breakpoints()
        """All breakpoints."""
        self.watches = Watches(timeline)
        """All watched expressions."""
        self.hit: Hit | None = None
        """What has stopped the run since it was begun."""
        self.said = ""
        """What there is to say of what was looked for, until somebody takes it."""
        self._timeline = timeline
        self._patrol: Patrol | None = None
        self.is_on_watch = False
        """Whether breakpoints are looked for at present."""
        # Of which version of the table each patrol is.
        self._version = -1
        self._every: tuple[int, Patrol] | None = None
        # Up to where breakpoints were looked for: there it is known what was before.
        self._looked_up_to: Place | None = None

    @property
    def asks_finite(self) -> bool:
        """Whether a breakpoint looks for what is not finite: the run is not stopped before it."""
        return self.is_on_watch and self._patrol is not None and self._patrol.asks_finite

    @property
    def lacks_memory(self) -> bool:
        """Whether some breakpoint asks for what was before, and that is not known."""
        if not self._timeline.machine.cursor.epoch:
            return False
        return self._looked_up_to is None and self._bound().has_memory

    @property
    def every(self) -> Patrol:
        """All breakpoints, those that are off too, bound to the present machine: to be shown."""
        machine, version = self._timeline.machine, self.table.version
        kept = self._every
        if kept is None or kept[0] != version or kept[1].machine is not machine:
            # Kept: to read a condition takes longer than to copy a small network.
            self._every = kept = version, Patrol(self.table.points, machine)
        return kept[1]

    def begin(self, known: Patrol | None = None) -> None:
        """Look from now on.

        Args:
            known: One that has come here, and remembers what was before; None: there is none.
        """
        self.hit, self.is_on_watch = None, True
        if self._looked_up_to != self._timeline.place:
            self._looked_up_to = None
        if known is not None:
            self._bound().inherit(known)
            self._looked_up_to = self._timeline.place
        elif self._looked_up_to is None:
            self._patrol = None

    def resume(self) -> None:
        """Look from now on, with all that is known of what was before."""
        self.is_on_watch = True

    def end(self) -> None:
        """Look no more."""
        self.is_on_watch = False

    def most_ops(self, ops: int) -> int:
        """Count the ops after which to look, that many at the most."""
        return min(ops, self._bound().most_ops(ops)) if self.is_on_watch else ops

    def look(self, since: Cursor) -> Cursor | None:
        """Say where the run has to stop, among the moments after `since`; None: nowhere yet."""
        if not self.is_on_watch:
            return None
        hit = self._bound().look(since)
        if hit is not None:
            self.note(hit)
        return None if hit is None else hit.cursor

    def stand(self) -> None:
        """Note that the run stands where it has been looked up to."""
        if self.is_on_watch:
            self._looked_up_to = self._timeline.place

    def note(self, hit: Hit) -> None:
        """Note that the run stops for a hit."""
        self.hit = hit
        self.said = "; ".join(point.note_hit(found) for point, found in hit.points)

    def conclude(self) -> None:
        """Note that the run has come to its last epoch: say so where nothing was hit."""
        if self.hit is None and self.table.on:
            self.say("no breakpoint was hit up to the last epoch")

    def say(self, said: str) -> None:
        """Note what there is to say."""
        self.said = said

    def take_said(self) -> str:
        """Give what there is to say, once."""
        said, self.said = self.said, ""
        return said

    def _bound(self) -> Patrol:
        """Give the posts along the present machine's way, as the breakpoints are now."""
        patrol, machine = self._patrol, self._timeline.machine
        is_same_way = patrol is not None and patrol.machine is machine
        if patrol is None or not is_same_way or self._version != self.table.version:
            self._patrol = Patrol(self.table.on, machine)
            self._version = self.table.version
            if patrol is not None:
                self._patrol.inherit(patrol)
        assert self._patrol is not None, "it has just been bound"
        return self._patrol

"""The ways to other moments: back, to an epoch, to another branch, to before a change."""

from __future__ import annotations

from collections.abc import Callable

from nn_tui.debugger.branch import Branch
from nn_tui.debugger.destinations import at, of_epoch, one_back, program_of
from nn_tui.debugger.guard import Guard
from nn_tui.debugger.journal import Entry, Place
from nn_tui.debugger.journey import Journey
from nn_tui.debugger.timeline import Timeline
from nn_tui.debugger.undoing import Undoing, Undone
from nn_tui.debugger.unit import Unit
from nn_tui.engine.cursor import Cursor
from nn_tui.engine.program import Program


class Navigator:
    """Sets out on journeys along a timeline; each is to be travelled, or turned back from."""

    def __init__(self, timeline: Timeline, guard: Guard) -> None:
        self._timeline = timeline
        self._guard = guard
        self._undoing = Undoing(timeline, self._set_out)

    def back(self, unit: Unit) -> Journey | None:
        """Set out for the end of the op, batch or epoch before; from epoch 0 for the run before.

        Returns:
            None where nothing is before.
        """
        timeline = self._timeline
        place = one_back(timeline.place, timeline.machine.program, unit)
        return None if place == timeline.place else self._set_out(place)

    def to(self, cursor: Cursor) -> Journey:
        """Set out for a moment of this run, or for where the branch leaves the run before it."""
        wanted = self.place_of(cursor), self._last_known()
        return self._set_out(min(wanted, key=lambda place: place.position))

    def to_epoch(self, epoch: int) -> Journey:
        """Set out for the end of an epoch of this run, or for where the branch ends before it.

        A cursor tells it only within a segment: in another one an epoch may have other batches.
        """
        return self.to(self.program_of(epoch).end_of_epoch(epoch))

    def program_of(self, epoch: int) -> Program:
        """Give the program that an epoch of this run follows on the branch."""
        timeline = self._timeline
        tip = timeline.branch.tip_of(timeline.origin)
        return program_of(tip, epoch, timeline.segment, timeline.machine.program)

    def to_place(self, place: Place) -> Journey:
        """Set out for a place of the branch that has been reached before."""
        return self._set_out(place)

    def to_branch(self, branch: Branch) -> Journey:
        """Set out for the end of another branch."""
        return self._set_out(branch.end, branch)

    @property
    def next_undo(self) -> Entry | None:
        """The change that would be left out next, if there is one."""
        return self._undoing.next_undo

    @property
    def next_redo(self) -> Entry | None:
        """The change that would be made again next, if there is one."""
        return self._undoing.next_redo

    @property
    def undone(self) -> list[Undone]:
        """All changes that were left out and can be made again, the last one last."""
        return self._undoing.undone

    def undo(self) -> Journey | None:
        """Set out for where the last change was asked for, to leave it out; None: there is none."""
        return self._undoing.undo()

    def redo(self) -> Journey | None:
        """Set out for the change that was left out last, to make it again; None: there is none."""
        return self._undoing.redo()

    def forget_undone(self) -> None:
        """Forget what was left out: something else has been changed since."""
        self._undoing.forget()

    def place_of(self, cursor: Cursor) -> Place:
        """Find the place of a moment of this run on the branch."""
        timeline = self._timeline
        entry = of_epoch(timeline.branch.tip_of(timeline.origin), cursor.epoch)
        if entry.opening is not timeline.segment and not self.program_of(cursor.epoch).has(cursor):
            # Of the present segment, where that begins: before it there were other batches.
            return Place(timeline.segment, timeline.machine.began)
        return at(entry, cursor)

    def _last_known(self) -> Place:
        """Find how far the branch has come in this run."""
        timeline = self._timeline
        origin, end = timeline.player.entry.origin, timeline.branch.end
        if end.entry.origin is origin:
            return end
        for entry in end.entry.back():
            if entry.before is not None and entry.before.origin is origin:
                return Place(entry.before, entry.cursor)
        raise AssertionError("the branch has come through this run")

    def _set_out(
        self, place: Place, branch: Branch | None = None, then: Callable[[], None] | None = None
    ) -> Journey:
        def arrive() -> None:
            if then is not None:
                then()
            self._guard.look_again()

        journey = self._timeline.set_out(place, branch)
        journey.on_arrival = arrive
        return journey

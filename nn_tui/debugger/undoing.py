"""Undo and redo: back to before a change was asked for, on a branch without it, and to it again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from nn_tui.debugger.branch import Branch
from nn_tui.debugger.journal import Entry, Place, is_on_the_way, path
from nn_tui.debugger.journey import Journey
from nn_tui.debugger.timeline import Timeline

SetOut: TypeAlias = Callable[[Place, Branch | None, Callable[[], None]], Journey]
"""Sets out for a place of a branch, by default of the present one, to do something there."""


@dataclass(slots=True, eq=False)
class Undone:
    """A change that was left out."""

    entry: Entry
    """The change."""
    branch: Branch
    """The branch that it was made on."""
    tip: Entry
    """The last change of that branch, this one included."""
    was_made: bool
    """Whether it had been made; else it waited for its moment."""


class Undoing:
    """Walks over the changes in the order in which they were asked for.

    A branch that is begun for this is forgotten when it is left with nothing of its own, and so is
    one that has nothing but the change that is left out, until that is made again.
    """

    def __init__(self, timeline: Timeline, set_out: SetOut) -> None:
        self._timeline = timeline
        self._set_out = set_out
        self.undone: list[Undone] = []
        """What was left out and can be made again, the last one last."""

    @property
    def next_undo(self) -> Entry | None:
        """The last change that was asked for by now, if there is one."""
        here = self._timeline.place
        made = (entry for entry in here.entry.back() if entry.asked is not None)
        ahead = path(here.entry, self._timeline.branch.tip) or ()
        waiting = (entry for entry in ahead if _waits_at(entry, here))
        return max((*made, *waiting), key=_number, default=None)

    @property
    def next_redo(self) -> Entry | None:
        """The change that was left out last, if there is one."""
        return self.undone[-1].entry if self.undone else None

    def forget(self) -> None:
        """Forget what was left out."""
        self.undone.clear()

    def undo(self) -> Journey | None:
        """Set out for where the last change was asked for, to go on from there without it.

        Whatever followed it stays on its branch.
        """
        entry = self.next_undo
        if entry is None or entry.asked is None:
            return None
        timeline, asked = self._timeline, entry.asked
        home, other = timeline.branch, self._branch_without(entry)
        undone = Undone(entry, home, home.tip, home.has_come_to(entry))
        has_followed = home.has_gone_on_from(entry)

        def leave_out() -> None:
            self.undone.append(undone)
            if other is None and not has_followed:
                home.give_up(entry)
                return
            self._retire(home, is_bare=not has_followed)
            if other is None:
                timeline.part(asked.tip)

        return self._set_out(asked.place, other, leave_out)

    def redo(self) -> Journey | None:
        """Set out for the change that was left out last, on its own branch."""
        if not self.undone:
            return None
        undone, home = self.undone[-1], self._timeline.branch
        if undone.branch.has(undone.entry):
            place, make_again = self._to_kept(undone), None
        else:
            place, make_again = self._to_given_up(undone)
        if place.position > undone.branch.end.position:
            # The run has been started over: what was before the change is not known any more.
            return None

        def arrive() -> None:
            self.undone.pop()
            if home is not undone.branch:
                self._retire(home)
            if undone.branch not in self._timeline.branches:
                self._timeline.admit(undone.branch)
            if make_again is not None:
                make_again()

        return self._set_out(place, undone.branch, arrive)

    def _to_kept(self, undone: Undone) -> Place:
        """Find a change on the branch that still has it: where it is made, or waits."""
        entry = undone.entry
        if undone.branch.has_come_to(entry):
            return Place(entry, entry.beginning)
        return _asked_at(entry)

    def _to_given_up(self, undone: Undone) -> tuple[Place, Callable[[], None]]:
        """Find where to make a change again on a branch that has given it up."""
        timeline, entry, branch = self._timeline, undone.entry, undone.branch
        assert entry.before is not None, "the first entry is never left out"
        moment = Place(entry.before, entry.cursor)
        is_free = is_on_the_way(branch.end, Place(entry, entry.beginning))
        place = moment if is_free and undone.was_made else _asked_at(entry)

        def make_again() -> None:
            if is_free:
                branch.tip = undone.tip
            else:
                # What was trained since is kept; what else was undone belongs to the new branch.
                timeline.part(undone.tip)
                for other in self.undone:
                    other.branch = timeline.branch if other.branch is branch else other.branch
            if place == moment:
                timeline.follow(entry)

        return place, make_again

    def _branch_without(self, entry: Entry) -> Branch | None:
        """Find a branch that has come by where a change was asked for, and does not make it."""
        assert entry.asked is not None, "it was asked for"
        place, tip = entry.asked.place, entry.asked.tip
        waited = [(e.change, e.cursor) for e in path(place.entry, tip) or ()]
        for branch in self._timeline.branches:
            ahead = path(place.entry, branch.tip)
            if ahead is None or branch.end.position < place.position:
                continue
            expected, rest = ahead[: len(waited)], ahead[len(waited) :]
            is_alike = [(e.change, e.cursor) for e in expected] == waited
            has_it = any(e.change is entry.change for e in ahead)
            # Nor is it to make another one at that very moment.
            if is_alike and not has_it and (not rest or rest[0].cursor > place.cursor):
                return branch
        return None

    def _retire(self, branch: Branch, is_bare: bool = False) -> None:
        """Forget a branch, but the first, that has nothing which another has not.

        Args:
            branch: One that is left.
            is_bare: Whether that is known already.
        """
        branches = self._timeline.branches
        others = (other for other in branches if other is not branch)
        is_spare = is_bare or any(branch.is_part_of(other) for other in others)
        if is_spare and branch.fork is not None and branch in branches:
            branches.remove(branch)


def _number(entry: Entry) -> int:
    return entry.asked.number if entry.asked is not None else 0


def _asked_at(entry: Entry) -> Place:
    assert entry.asked is not None, "it was asked for"
    return entry.asked.place


def _waits_at(entry: Entry, here: Place) -> bool:
    """Whether a change that is still ahead has been asked for already."""
    if entry.asked is None:
        return False
    asked = entry.asked.place
    return asked.cursor < entry.cursor and asked.position <= here.position

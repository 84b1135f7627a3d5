"""One course of a run: the changes that were made on it, how far it has come, its curves."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from nn_tui.debugger.curve import Curve
from nn_tui.debugger.divergence import Divergence
from nn_tui.debugger.journal import (
    Begin,
    Change,
    Continue,
    Entry,
    Place,
    Plant,
    changes_asked,
    is_on_the_way,
    path,
)
from nn_tui.engine.cursor import Cursor

_NAMED = "branch "
"""What branches are called, but the first, with a number behind it."""


@dataclass(slots=True, eq=False)
class Branch:
    """A course that a run has taken; it grows while the run goes on along it."""

    name: str
    """What it is called."""
    tip: Entry
    """Its last change, which may be still ahead."""
    end: Place
    """How far it has come."""
    curves: dict[Entry, Curve]
    """Loss and error, by the entry that began each run at epoch 0."""
    fork: Place | None = None
    """Where it parted from another; None for the first."""
    diverged: tuple[Place, Divergence] | None = None
    """Where it stands just before a result that is not finite, and which that is."""
    _following: dict[Entry, Entry] = field(default_factory=dict, init=False, repr=False)
    """Each entry up to the tip that was looked up last, but the first, by the one before it."""
    _looked_up: Entry | None = field(default=None, init=False, repr=False)
    """That tip."""

    @property
    def pending(self) -> tuple[Entry, ...]:
        """The changes that are made when it goes on to their moments."""
        return path(self.end.entry, self.tip) or ()

    def after(self, entry: Entry) -> Entry | None:
        """Give the change that follows one of its own; None after the last."""
        if self._looked_up is not self.tip:
            # A run asks between any two chunks, and there may be hundreds of changes.
            self._following = {e.before: e for e in self.tip.back() if e.before is not None}
            self._looked_up = self.tip
        return self._following.get(entry)

    def tip_of(self, origin: Entry) -> Entry:
        """Give the last change of one of its runs from epoch 0, which may be still ahead."""
        return next(entry for entry in self.tip.back() if entry.origin is origin)

    def end_of(self, origin: Entry) -> Cursor:
        """Say how far it has come in one of its runs from epoch 0."""
        end = self.end
        for entry in end.entry.back():
            if entry.origin is origin:
                return end.cursor
            end = Place(entry, entry.cursor)
        return end.cursor

    def reach(self, place: Place) -> None:
        """Note that the run has come to a place."""
        if place.position > self.end.position:
            self.end = place

    def fall_back_to(self, place: Place, divergence: Divergence | None) -> None:
        """Note that what lies behind a place was no good."""
        self.diverged = (place, divergence) if divergence else None
        self.end = min(self.end, place, key=lambda known: known.position)

    def divergence_at(self, place: Place) -> Divergence | None:
        """Give the result behind a place that is known not to be finite."""
        if self.diverged is None or self.diverged[0] != place:
            return None
        return self.diverged[1]

    def has(self, entry: Entry) -> bool:
        """Whether a change is one of its own, made already or still ahead."""
        return path(entry, self.tip) is not None

    def has_come_to(self, entry: Entry) -> bool:
        """Whether one of its changes has been made."""
        return self.end.position >= (entry.depth, entry.beginning)

    def has_gone_on_from(self, entry: Entry) -> bool:
        """Whether anything has followed one of its changes."""
        return self.end.position > (entry.depth, entry.beginning)

    def give_up(self, entry: Entry) -> None:
        """Be without a change that nothing has followed, and with what waited before it."""
        assert entry.asked is not None and entry.before is not None, "it was asked for"
        self.tip = entry.asked.tip
        if self.end.entry is entry:
            self.end = Place(entry.before, entry.cursor)

    def is_part_of(self, other: Branch) -> bool:
        """Whether another one has been wherever this one has, and all its changes led to that."""
        if not is_on_the_way(self.end, other.end):
            return False
        known = {id(change) for change in changes_asked(other.tip)}
        return all(id(entry.change) in known for entry in self.pending)

    def parted(self, name: str, place: Place, epochs_done: int) -> Branch:
        """Begin another course at a place of this one.

        Args:
            name: What it is called.
            place: Where it parts.
            epochs_done: By then; what was recorded after them stays here alone.
        """
        origins = {entry.origin for entry in place.entry.back()}
        curves = {origin: curve for origin, curve in self.curves.items() if origin in origins}
        origin = place.entry.origin
        curves[origin] = curves[origin].up_to(epochs_done)
        return Branch(name, place.entry, place, curves, place, self.diverged)


def kept_ahead(change: Change, later: tuple[Entry, ...]) -> tuple[Entry, ...]:
    """Leave those of the changes ahead that another one does not make void."""
    if isinstance(change, Begin):
        return ()
    void = next((kind for kind in (Continue, Plant) if isinstance(change, kind)), None)
    return tuple(e for e in later if void is None or not isinstance(e.change, void))


def next_name(branches: Iterable[Branch]) -> str:
    """Name a branch that is not there yet: one number more than the last."""
    numbers = (branch.name.removeprefix(_NAMED) for branch in branches)
    return f"{_NAMED}{max((int(n) for n in numbers if n.isdecimal()), default=1) + 1}"

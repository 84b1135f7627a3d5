"""What was changed by hand in a run and when: a chain of entries, each on the one before.

A chain settles a run to the bit: the same recipe, changed in the same ways at the same moments.
Chains that part are branches, and share what they have in common.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

from nn_tui.data.revision import changed_rows
from nn_tui.engine.arrays import Array
from nn_tui.engine.cursor import START, Cursor
from nn_tui.engine.faults.planted import Planted
from nn_tui.engine.freezing import Cells
from nn_tui.recipe.recipe import Recipe, plan


@dataclass(frozen=True, slots=True, eq=False)
class Begin:
    """A run from epoch 0."""

    recipe: Recipe
    """What is trained and how."""


@dataclass(frozen=True, slots=True, eq=False)
class Continue:
    """The same weights trained on in another way: other batches, other rows."""

    recipe: Recipe
    """What is trained and how, from here on; the network is of the same shape."""


@dataclass(frozen=True, slots=True, eq=False)
class SetCells:
    """Numbers typed over those of an array."""

    array: str
    """Its name."""
    start: tuple[int, ...]
    """The first cell that is set: its index along each axis; () for a number."""
    values: Array
    """What is set, with as many axes as the array; never written afterwards."""

    @property
    def window(self) -> tuple[slice, ...]:
        """The cells that are set."""
        sizes = zip(self.start, self.values.shape, strict=True)
        return tuple(slice(first, first + size) for first, size in sizes)


@dataclass(frozen=True, slots=True)
class Freeze:
    """Weights and biases that are to take no step, or to take their steps again."""

    cells: tuple[Cells, ...]
    """Which of them."""
    is_frozen: bool
    """Whether they are frozen or freed."""


@dataclass(frozen=True, slots=True)
class Plant:
    """A fault or a decoy that is switched on, in place of any other; or off."""

    fault: Planted | None
    """What is wrong from here on; None: nothing."""


Change: TypeAlias = Begin | Continue | SetCells | Freeze | Plant

_CONTINUED = ("batch_size", "shuffle")
"""Settings that are changed from one epoch to the next."""

_MOST_NAMED = 3
"""Rows that are named one by one."""


@dataclass(frozen=True, slots=True, eq=False)
class Entry:
    """A change and its moment, on top of all entries before it."""

    change: Change
    """What is changed."""
    cursor: Cursor = START
    """Where the run stood, in the segment that the entry before belongs to."""
    # Each entry leads to others: written out with them, a dozen would take minutes.
    before: Entry | None = field(default=None, repr=False)
    """The entry before; None for the first one, which begins the run."""
    asked: Asked | None = field(default=None, repr=False)
    """When it was asked for; None for the first one."""
    depth: int = field(init=False)
    """How many entries are before it."""
    opening: Entry = field(init=False, repr=False)
    """The entry that began the present segment: one program, one workspace."""
    origin: Entry = field(init=False, repr=False)
    """The entry that began the run at epoch 0: its segments have one curve."""
    planted: Planted | None = field(init=False)
    """What is wrong on purpose from here on; None: nothing."""
    has_been_faulty: bool = field(init=False)
    """Whether anything of this run was ever wrong on purpose."""

    def __post_init__(self) -> None:
        """Look up in the entry before what does not change with this one."""
        before = self.before
        is_opening = before is None or isinstance(self.change, Begin | Continue)
        is_origin = before is None or isinstance(self.change, Begin)
        object.__setattr__(self, "depth", before.depth + 1 if before else 0)
        object.__setattr__(self, "opening", self if is_opening or not before else before.opening)
        object.__setattr__(self, "origin", self if is_origin or not before else before.origin)
        planted = before.planted if before else None
        if isinstance(self.change, Begin):
            planted = self.change.recipe.fault
        elif isinstance(self.change, Plant):
            planted = self.change.fault
        was = before is not None and not is_origin and before.has_been_faulty
        object.__setattr__(self, "planted", planted)
        object.__setattr__(self, "has_been_faulty", was or planted is not None)

    @property
    def recipe(self) -> Recipe:
        """The recipe of the present segment, as it was when that began."""
        change = self.opening.change
        assert isinstance(change, Begin | Continue), "a segment begins with a recipe"
        return change.recipe

    @property
    def beginning(self) -> Cursor:
        """Where the run stands just after this change."""
        match self.change:
            case Begin():
                return START
            case Continue(recipe):
                return plan(recipe).end_of_epoch(self.cursor.epoch)
            case SetCells() | Freeze() | Plant():
                return self.cursor

    def back(self) -> Iterator[Entry]:
        """Go back over the chain, this entry first."""
        entry: Entry | None = self
        while entry is not None:
            yield entry
            entry = entry.before


@dataclass(frozen=True, slots=True, eq=False)
class Asked:
    """When a change was asked for, which may be before its moment."""

    number: int
    """Counts the changes that were asked for, on all branches."""
    place: Place
    """Where the run stood."""
    tip: Entry
    """The last change of the branch until then, which may have been still ahead."""


@dataclass(frozen=True, slots=True)
class Place:
    """A moment of a branch."""

    entry: Entry
    """The last change that was made by then."""
    cursor: Cursor = START
    """Where the machine stands, in the segment of that entry."""

    @property
    def position(self) -> tuple[int, Cursor]:
        """What orders the places of one branch."""
        return self.entry.depth, self.cursor


def path(start: Entry, end: Entry) -> tuple[Entry, ...] | None:
    """List the entries after `start` up to `end`, or None: it is not on that chain."""
    between: list[Entry] = []
    for entry in end.back():
        if entry is start:
            return tuple(reversed(between))
        if entry.depth <= start.depth:
            return None
        between.append(entry)
    return None


def changes_asked(tip: Entry) -> Iterator[Change]:
    """Give all changes up to an entry, those too that were replaced before they were made."""
    left, known = [tip], set[Entry]()
    while left:
        for entry in left.pop().back():
            if entry in known:
                break
            known.add(entry)
            yield entry.change
            if entry.asked is not None:
                left.append(entry.asked.tip)


def is_on_the_way(place: Place, target: Place) -> bool:
    """Whether a run comes through a place on its way to another."""
    ahead = path(place.entry, target.entry)
    if ahead is None:
        return False
    return place.cursor <= (ahead[0].cursor if ahead else target.cursor)


def rethreaded(entries: tuple[Entry, ...], before: Entry) -> Entry:
    """Put the same changes at the same moments behind another entry; give the last one."""
    for entry in entries:
        before = Entry(entry.change, entry.cursor, before, entry.asked)
    return before


def describe(entry: Entry) -> str:
    """Say in a few words what was changed."""
    match entry.change:
        case Begin():
            return "another run from epoch 0"
        case Continue(recipe):
            return _continued(recipe, entry.before.recipe if entry.before else recipe)
        case SetCells("learning_rate"):
            return "another learning rate"
        case SetCells(array):
            return f"what was typed over {array}"
        case Freeze(_, is_frozen):
            return "what was frozen" if is_frozen else "what was freed"
        case Plant(fault):
            return "the end of the fault" if fault is None else f"the fault: {fault.told}"


def _continued(recipe: Recipe, before: Recipe) -> str:
    """Say which rows are others, and which settings."""
    rows = set(recipe.dataset.left_out) ^ set(before.dataset.left_out)
    rows |= set(changed_rows(recipe.dataset, before.dataset).nonzero()[0].tolist())
    now, then = recipe.hyperparameters, before.hyperparameters
    changed = [
        f"another {name.replace('_', ' ')}"
        for name in _CONTINUED
        if getattr(now, name) != getattr(then, name)
    ]
    if rows:
        first, more = sorted(rows)[:_MOST_NAMED], ", ..." * (len(rows) > _MOST_NAMED)
        changed.append(f"row{'s' * (len(rows) > 1)} {', '.join(map(str, first))}{more}")
    return " and ".join(changed) or "other batches or rows"

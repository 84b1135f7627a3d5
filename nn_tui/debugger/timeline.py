"""The courses of a run: where it stands, what was changed when, and how to stand elsewhere."""

from __future__ import annotations

from collections.abc import Callable

from nn_tui.debugger.branch import Branch, kept_ahead, next_name
from nn_tui.debugger.curve import Curve
from nn_tui.debugger.curve_room import make_room
from nn_tui.debugger.history import History, Keyframe, keyframe_of
from nn_tui.debugger.journal import (
    Asked,
    Begin,
    Change,
    Entry,
    Place,
    path,
    rethreaded,
)
from nn_tui.debugger.journey import Journey
from nn_tui.debugger.player import Player
from nn_tui.debugger.unverified import Unverified
from nn_tui.engine.cursor import Cursor
from nn_tui.engine.machine import Machine
from nn_tui.engine.records import Records
from nn_tui.recipe.parsing import DEFAULT_MEGABYTES
from nn_tui.recipe.recipe import Recipe

_MOST_BRANCHES = 20
"""Branches that are remembered; the oldest that is not the present one is forgotten first."""


class Timeline:
    """All branches of a run, and the player that stands on one of them.

    Whoever goes on from a place that has been reached before follows the branch: the same changes
    are made at the same moments. Whoever changes something there begins another branch.
    """

    def __init__(self, recipe: Recipe, megabytes: float = DEFAULT_MEGABYTES) -> None:
        """Begin a run.

        Raises:
            InputError: The recipe cannot be followed.
        """
        root = Entry(Begin(recipe))
        self.player = Player(root)
        self.history = History(megabytes)
        self.branch = Branch("main", root, Place(root), {root: Curve()})
        """The branch on which the run stands."""
        self.unverified = Unverified()
        """Moments that were kept by another timeline, and may have other bits here."""
        self.branches = [self.branch]
        """Every branch, the oldest first."""
        self.on_recorded: Callable[[Records], object] = lambda _: None
        """Told of the epochs that have been finished, those of a replay too."""
        self.asked = 0
        """Changes that were asked for so far, on all branches."""

    @property
    def machine(self) -> Machine:
        """The machine of the present segment."""
        return self.player.machine

    @property
    def place(self) -> Place:
        """Where the run stands."""
        return self.player.place

    @property
    def segment(self) -> Entry:
        """What began the present segment, with a program and a workspace of its own."""
        return self.player.entry.opening

    @property
    def origin(self) -> Entry:
        """What began the present run at epoch 0."""
        return self.player.entry.origin

    @property
    def is_in_the_past(self) -> bool:
        """Whether the branch has been farther than where the run stands."""
        return self.place.position < self.branch.end.position

    @property
    def curve(self) -> Curve:
        """Loss and error of the present run, as far as the branch has come."""
        return self.branch.curves[self.origin]

    @property
    def upcoming(self) -> Entry | None:
        """The next change on this branch, which may be of this very moment where it begins anew."""
        return self.branch.after(self.player.entry)

    @property
    def has_something_ahead(self) -> bool:
        """Whether a run has to stop on its way: for a change, or to be held against a moment."""
        is_held = self.unverified.ops_to_next(self.player) is not None
        return is_held or self.upcoming is not None

    def run(self, ops: int) -> int:
        """Do that many ops, or fewer where the next change of the branch is due; make it then.

        Returns:
            How many were done; 0 where a run from epoch 0 was begun instead.
        """
        upcoming = self.upcoming
        due = None if upcoming is None else self.player.ops_to(upcoming.cursor)
        if upcoming is not None and due == 0:
            self.follow(upcoming)
            return 0
        stops = ops, due, self.unverified.ops_to_next(self.player)
        done = min(count for count in stops if count is not None)
        self.machine.run_ops(done)
        self.branch.reach(self.place)
        return done

    def settle(self) -> bool:
        """Make the changes of this moment, save what begins anew; collect what was recorded.

        Returns:
            Whether a file has other numbers for this moment, which it stands on now.
        """
        self.collect()
        is_other = self.unverified.meet(self.player)
        while (upcoming := self.upcoming) is not None and not isinstance(upcoming.change, Begin):
            if self.player.ops_to(upcoming.cursor):
                break
            self.follow(upcoming)
            is_other |= self.unverified.meet(self.player)
        return is_other

    def collect(self) -> None:
        """Move the records of finished epochs to the curve."""
        if len(self.machine.records):
            self.curve.extend(self.machine.records)
            self.on_recorded(self.machine.records)
            self.machine.records.clear()

    def keep(self) -> Keyframe:
        """Keep this moment."""
        frame = keyframe_of(self.player)
        self.history.add(frame)
        return frame

    def change(self, change: Change, at: Cursor | None = None) -> None:
        """Change something here, or at a later moment of this segment.

        Raises:
            InputError: It cannot be; nothing has changed then.
        """
        here, epochs_done, is_past = self.place, self._epochs_done, self.is_in_the_past
        tip = here.entry if is_past else self.branch.tip
        asked = Asked(self.asked + 1, here, tip)
        entry = Entry(change, at or here.cursor, here.entry, asked)
        is_now = entry.cursor == here.cursor
        if is_now:
            self.player.apply(entry)
        if is_past:
            self._part(here, epochs_done)
        self.asked += 1
        later = kept_ahead(change, path(here.entry, self.branch.tip) or ())
        before = tuple(e for e in later if e.cursor <= entry.cursor)
        if not is_now and before:
            entry = Entry(change, entry.cursor, rethreaded(before, here.entry), asked)
            later = later[len(before) :]
        self.branch.tip = rethreaded(later, entry)
        if is_now:
            self._stand_after(entry)

    def follow(self, entry: Entry) -> None:
        """Make a change of the branch, whose moment this is."""
        self.player.apply(entry)
        self._stand_after(entry)

    def part(self, tip: Entry) -> None:
        """Begin another branch here, with these changes, some of which may be still ahead."""
        self._part(self.place, self._epochs_done)
        self.branch.tip = tip

    def admit(self, branch: Branch) -> None:
        """Remember a branch, by a name of its own; the oldest is forgotten for it if need be."""
        if any(branch.name == other.name for other in self.branches):
            branch.name = next_name(self.branches)
        self.branches.append(branch)
        if len(self.branches) > _MOST_BRANCHES:
            del self.branches[0]
            tips = (branch.tip for branch in self.branches)
            self.history.keep_only({entry for tip in tips for entry in tip.back()})

    def set_out(self, place: Place, branch: Branch | None = None) -> Journey:
        """Set out for a place of a branch, by default of this one."""
        self.collect()
        home = self.branch
        self.branch = branch or home
        journey = Journey(self.player, self.history, place)

        def stay() -> None:
            self.branch = home

        journey.on_turned_back = stay
        return journey

    def rewind(self) -> None:
        """Stand at epoch 0 of the present run, which has no changes, as if nothing had run."""
        origin = self.player.entry
        self.player.begin_again(origin)
        self.branch.tip, self.branch.end = origin, Place(origin)
        self.branch.curves[origin] = Curve()

    def _stand_after(self, entry: Entry) -> None:
        """Note that a change was made; a run from epoch 0 has a curve of its own."""
        self.branch.curves.setdefault(entry.origin, Curve())
        self.branch.reach(self.place)
        if entry is entry.origin:
            self._make_room(entry)

    def _make_room(self, origin: Entry) -> None:
        """Thin the curves of other runs than the one that goes on."""
        every = (curve for branch in self.branches for curve in branch.curves.values())
        make_room(every, self.branch.curves[origin])

    @property
    def _epochs_done(self) -> int:
        return self.machine.program.epochs_done(self.machine.cursor)

    def _part(self, place: Place, epochs_done: int) -> None:
        """Begin another branch at a place of this one, and stand on it."""
        self.branch = self.branch.parted(next_name(self.branches), place, epochs_done)
        self.admit(self.branch)
        self._make_room(place.entry.origin)

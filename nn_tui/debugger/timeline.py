"""The courses of a run: where it stands, what was changed when, and how to stand elsewhere."""

from __future__ import annotations

from collections.abc import Callable

from nn_tui.debugger.branch import Branch, next_name
from nn_tui.debugger.curve import Curve
from nn_tui.debugger.history import History, Keyframe, keyframe_of
from nn_tui.debugger.journal import (
    Asked,
    Begin,
    Change,
    Continue,
    Entry,
    Place,
    Plant,
    path,
    rethreaded,
)
from nn_tui.debugger.journey import Journey
from nn_tui.debugger.player import Player
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
    def is_in_the_past(self) -> bool:
        """Whether the branch has been farther than where the run stands."""
        return self.place.position < self.branch.end.position

    @property
    def curve(self) -> Curve:
        """Loss and error of the present run, as far as the branch has come."""
        return self.branch.curves[self.player.entry.origin]

    @property
    def tip_of_run(self) -> Entry:
        """The last change of the present run on the branch, which may be still ahead."""
        origin = self.player.entry.origin
        return next(entry for entry in self.branch.tip.back() if entry.origin is origin)

    @property
    def end_of_run(self) -> Cursor:
        """How far the branch has come in the present run from epoch 0."""
        end = self.branch.end
        for entry in end.entry.back():
            if entry.origin is self.player.entry.origin:
                return end.cursor
            end = Place(entry, entry.cursor)
        return end.cursor

    @property
    def upcoming(self) -> Entry | None:
        """The next change on this branch, which may be of this very moment where it begins anew."""
        return self.branch.after(self.player.entry)

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
        done = ops if due is None else min(ops, due)
        self.machine.run_ops(done)
        self.branch.reach(self.place)
        return done

    def settle(self) -> None:
        """Make the changes of this moment, save what begins anew; collect what was recorded."""
        self.collect()
        while (upcoming := self.upcoming) is not None and not isinstance(upcoming.change, Begin):
            if self.player.ops_to(upcoming.cursor):
                break
            self.follow(upcoming)

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
        later = _kept(change, path(here.entry, self.branch.tip) or ())
        before = tuple(e for e in later if e.cursor <= entry.cursor)
        if not is_now and before:
            entry = Entry(change, entry.cursor, rethreaded(before, here.entry), asked)
            later = later[len(before) :]
        self.branch.tip = rethreaded(later, entry)
        if is_now:
            self.branch.curves.setdefault(entry.origin, Curve())
            self.branch.reach(self.place)

    def follow(self, entry: Entry) -> None:
        """Make a change of the branch, whose moment this is."""
        self.player.apply(entry)
        self.branch.curves.setdefault(entry.origin, Curve())
        self.branch.reach(self.place)

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

    def take_over(
        self, branches: list[Branch], branch: Branch, asked: int, frames: list[Keyframe]
    ) -> None:
        """Stand where another timeline stood, with all that it was.

        Args:
            branches: All of them.
            branch: The one that it stood on.
            asked: How many changes had been asked for.
            frames: Moments that it had kept; it stood at the first of them.
        """
        self.branches, self.branch, self.asked = branches, branch, asked
        for frame in frames:
            self.history.add(frame)
        self.player.restore(frames[0].entry, frames[0].state)

    def rewind(self) -> None:
        """Stand at epoch 0 of the present run, which has no changes, as if nothing had run."""
        origin = self.player.entry
        self.player.begin_again(origin)
        self.branch.tip, self.branch.end = origin, Place(origin)
        self.branch.curves[origin] = Curve()

    @property
    def _epochs_done(self) -> int:
        return self.machine.program.epochs_done(self.machine.cursor)

    def _part(self, place: Place, epochs_done: int) -> None:
        """Begin another branch at a place of this one, and stand on it."""
        self.branch = self.branch.parted(next_name(self.branches), place, epochs_done)
        self.admit(self.branch)


def _kept(change: Change, later: tuple[Entry, ...]) -> tuple[Entry, ...]:
    """Leave those of the changes ahead that another one does not make void."""
    if isinstance(change, Begin):
        return ()
    void = next((kind for kind in (Continue, Plant) if isinstance(change, kind)), None)
    return tuple(e for e in later if void is None or not isinstance(e.change, void))

"""A training run under control: everything that a screen or a command does with it."""

from __future__ import annotations

from nn_tui.debugger.activity import PAUSED, Activity
from nn_tui.debugger.breaks.lookout import Lookout
from nn_tui.debugger.breaks.showing import shown_of
from nn_tui.debugger.divergence import Divergence
from nn_tui.debugger.due import due_at
from nn_tui.debugger.edits import change_of, recipe_planned, settle_recipe
from nn_tui.debugger.epoch_arrays import copy_epoch_arrays
from nn_tui.debugger.freezing import copy_frozen
from nn_tui.debugger.guard import Guard
from nn_tui.debugger.journal import Begin, Change, Continue, Entry
from nn_tui.debugger.journey import Journey
from nn_tui.debugger.navigator import Navigator
from nn_tui.debugger.snapshot import Snapshot
from nn_tui.debugger.standing import standing_of
from nn_tui.debugger.timeline import Timeline
from nn_tui.debugger.unit import Unit, ops_of
from nn_tui.engine.cursor import Cursor
from nn_tui.engine.machine import Machine
from nn_tui.recipe.parsing import DEFAULT_MEGABYTES, SEED_LIMIT
from nn_tui.recipe.recipe import Recipe, plan


class Session:
    """A recipe, the machine that follows it, and all that the run was and will be.

    Going on from a moment that has been reached before gives the same bits, and what was changed
    later on is changed again at its moment. Changing something there begins another branch.
    """

    def __init__(self, recipe: Recipe, history_megabytes: float = DEFAULT_MEGABYTES) -> None:
        """Build the machine at epoch 0.

        Args:
            recipe: What is trained and how.
            history_megabytes: What the kept moments may take; with fewer, going back is slower.

        Raises:
            InputError: The recipe cannot be followed.
        """
        self.timeline = Timeline(recipe, history_megabytes)
        """Where the run stands among all that it was and will be."""
        self.lookout = Lookout(self.timeline)
        """The breakpoints, and whether they are looked for."""
        self.guard = Guard(self.timeline, self.lookout)
        """What goes on, for whoever wants to hurry."""
        self.ways = Navigator(self.timeline, self.guard)
        """The ways to other moments, for whoever wants to travel by degrees."""
        self.epochs_asked: dict[Entry, int] = {}
        """Where each run from epoch 0 is to stop, if not where its recipe says."""
        self._recipe = recipe

    @property
    def recipe(self) -> Recipe:
        """What is trained and how, at this moment."""
        rate = self.machine.workspace.arrays["learning_rate"].item()
        segment, fault = self.timeline.segment, self.machine.lines.fault
        self._recipe = settle_recipe(self._recipe, segment, rate, self._epochs, fault)
        return self._recipe

    @property
    def planned(self) -> Recipe:
        """What is trained and how, once the changes are made that wait for the next epoch."""
        return recipe_planned(self.recipe, self.timeline)

    @property
    def machine(self) -> Machine:
        """The machine, to be read."""
        return self.timeline.machine

    @property
    def divergence(self) -> Divergence | None:
        """The op whose result is not finite: the run stands before it, or has been taken past."""
        return self.guard.divergence

    @property
    def cursor(self) -> Cursor:
        """Where the run stands."""
        return self.machine.cursor

    @property
    def is_finished(self) -> bool:
        """Whether all the epochs that were asked for are done."""
        return self.epochs_done >= self._epochs

    @property
    def epochs_done(self) -> int:
        """How many epochs are finished."""
        return self.machine.program.epochs_done(self.cursor)

    def ops_to(self, unit: Unit) -> int:
        """Count the ops of one step of that unit from here."""
        return ops_of(unit, self.machine.program, self.cursor)

    def ops_left(self) -> int:
        """Count the ops to the end of the last epoch that was asked for."""
        program = self.machine.program
        return max(0, self._epochs * program.epoch_length - program.ops_before(self.cursor))

    def whole(self, ops: int) -> int:
        """Round a number of ops down to whole epochs or batches, which run faster."""
        return self.machine.program.whole(self.cursor, ops)

    def step(self, unit: Unit) -> None:
        """Do one op, or go to the end of the batch or epoch.

        A single op is done whatever comes of it: so a run can be taken past where it diverged.
        """
        if unit is Unit.OP:
            self.guard.step_op()
        else:
            self.advance(self.ops_to(unit))

    def advance(self, ops: int, is_hurried: bool = False) -> bool:
        """Do that many ops, or stop before the first whose result is not finite; hurry: see Guard.

        What was changed farther on along the branch is changed again on the way; where that begins
        another segment, the run stops there, and where a breakpoint is hit that is looked for. A
        run that has been taken past an op whose result is not finite is not looked at again.

        Returns:
            Whether it was not stopped by a result that is not finite.
        """
        return (self.guard.hurry if is_hurried else self.guard.advance)(ops)

    def travel(self, journey: Journey | None) -> None:
        """Go all the way of a journey; None: stay."""
        if journey is not None:
            journey.travel(max(1, journey.ops))

    def back(self, unit: Unit) -> None:
        """Go to the end of the op, batch or epoch before; from epoch 0 to the run before."""
        self.travel(self.ways.back(unit))

    def go_to(self, cursor: Cursor) -> bool:
        """Go to a moment of this run; where the branch has not been, by training on.

        Returns:
            Whether the run stands there; else it diverged on the way, or another began there.
        """
        self.travel(self.ways.to(cursor))
        origin, player = self.timeline.origin, self.timeline.player
        # No ops are left before a batch that is no longer there, though it lies ahead.
        while self.cursor < cursor and (ops := player.ops_to(cursor)) > 0:
            if not self.advance(ops) or self.timeline.origin is not origin:
                break
        return self.cursor == cursor and self.timeline.origin is origin

    def start_over(self) -> None:
        """Go to epoch 0 with the same weights; after changes, as a run of its own."""
        entry = self.timeline.player.entry
        if entry.origin is entry and self.timeline.branch.tip is entry:
            self.timeline.rewind()
            self.guard.look_again()
        else:
            self.open(self.planned)

    def start_with_next_seed(self) -> None:
        """Go to epoch 0 with the weights that the next seed draws."""
        seed = (self.recipe.hyperparameters.seed + 1) % (SEED_LIMIT + 1)
        self.open(self.planned.with_changes(seed=seed))

    def open(self, recipe: Recipe) -> None:
        """Go to epoch 0 of another recipe.

        Raises:
            InputError: It cannot be followed; nothing has changed then.
        """
        self.make(Begin(recipe))

    def edit(self, name: str, text: str) -> None:
        """Change a setting: at once, from the next epoch on, or by starting over.

        Args:
            name: A key of SETTINGS.
            text: The new value as typed.

        Raises:
            InputError: It cannot be used; nothing has changed then.
        """
        change = change_of(self.planned, name, text)
        if isinstance(change, Recipe):
            self.epochs_asked[self.timeline.player.entry.origin] = change.hyperparameters.epochs
        elif change is not None:
            self.make(change)

    def make(self, change: Change) -> None:
        """Change something as soon as it is due, see `due_at`.

        Raises:
            InputError: It cannot be; nothing has changed then.
        """
        if isinstance(change, Continue):
            plan(change.recipe)
        self.timeline.change(change, due_at(change, self.machine.program, self.cursor))
        self.ways.forget_undone()
        self.guard.note_change(is_another_run=isinstance(change, Begin))

    def snapshot(self, activity: Activity = PAUSED, notice: str = "") -> Snapshot:
        """Copy this moment; what a session does not know of it is given, see Snapshot."""
        return Snapshot(
            recipe=self.recipe,
            program=self.machine.lines.shown,
            layout=self.machine.workspace.layout,
            cursor=self.cursor,
            block=self.machine.workspace.block.copy(),
            epoch_arrays=copy_epoch_arrays(self.machine, self.recipe.dataset),
            curve=self.timeline.curve.points(),
            frozen=copy_frozen(self.machine),
            began=self.machine.began,
            standing=standing_of(self.timeline),
            is_diverged=self.divergence is not None,
            activity=activity,
            notice=notice,
            planned=self.planned,
            breaks=shown_of(self.lookout, self.machine, activity.is_passing),
        )

    @property
    def _epochs(self) -> int:
        """How many epochs were asked for: each run from epoch 0 has its own."""
        origin = self.timeline.player.entry.origin
        return self.epochs_asked.get(origin, origin.recipe.hyperparameters.epochs)

"""A training run under control: everything that a screen or a command does with it."""

from __future__ import annotations

from nn_tui.debugger.activity import PAUSED, Activity
from nn_tui.debugger.curve import Curve
from nn_tui.debugger.divergence import Divergence, stop_before_divergence
from nn_tui.debugger.epoch_arrays import copy_epoch_arrays
from nn_tui.debugger.snapshot import Snapshot
from nn_tui.debugger.unit import Unit
from nn_tui.engine.cursor import Cursor
from nn_tui.engine.machine import MachineState
from nn_tui.recipe.parsing import SEED_LIMIT
from nn_tui.recipe.recipe import Recipe, assemble
from nn_tui.recipe.settings import SETTINGS

_KEYFRAME_SHARE = 20
"""A keyframe is taken when this many times its size has been computed since the last one."""


class Session:
    """A recipe, the machine that follows it, and the curve of what came of it."""

    def __init__(self, recipe: Recipe) -> None:
        """Build the machine at epoch 0.

        Raises:
            InputError: The recipe cannot be followed.
        """
        self.recipe = recipe
        """What is trained and how."""
        self.divergence: Divergence | None = None
        """The op whose result is not finite: the run stands before it, or has been taken past."""
        self._machine = assemble(recipe)
        self._curve = Curve()
        self._keyframe: MachineState | None = None
        self._ops_since_keyframe = 0

    @property
    def cursor(self) -> Cursor:
        """Where the run stands."""
        return self._machine.cursor

    @property
    def is_finished(self) -> bool:
        """Whether all the epochs that were asked for are done."""
        return self.epochs_done >= self.recipe.hyperparameters.epochs

    @property
    def epochs_done(self) -> int:
        """How many epochs are finished."""
        return self._machine.program.epochs_done(self.cursor)

    def ops_to(self, unit: Unit) -> int:
        """Count the ops of one step of that unit from here."""
        if unit is Unit.OP:
            return 1
        program = self._machine.program
        count = program.ops_to_batch_end if unit is Unit.BATCH else program.ops_to_epoch_end
        return count(self.cursor)

    def ops_left(self) -> int:
        """Count the ops to the end of the last epoch that was asked for."""
        if self.is_finished:
            return 0
        ending = self._machine.program.after(self.cursor).epoch
        epochs_behind = self.recipe.hyperparameters.epochs - ending
        return self.ops_to(Unit.EPOCH) + epochs_behind * self._machine.program.epoch_length

    def whole(self, ops: int) -> int:
        """Round a number of ops down to whole epochs or batches, which run faster."""
        return self._machine.program.whole(self.cursor, ops)

    def step(self, unit: Unit) -> None:
        """Do one op, or go to the end of the batch or epoch."""
        if unit is Unit.OP:
            self.step_op()
        else:
            self.advance(self.ops_to(unit))

    def step_op(self) -> None:
        """Do one op, whatever comes of it: so a run can be taken past where it diverged."""
        op = self._machine.run_op()
        if self._machine.is_finite():
            self.divergence = None
        elif self.divergence is None:
            self.divergence = Divergence(self.cursor, op.line, op.writes)
        self._collect()
        self._keyframe = None

    def advance(self, ops: int) -> bool:
        """Do that many ops, or stop before the first whose result is not finite.

        A run that has been taken past such an op is not looked at again.

        Returns:
            Whether all of them were done.
        """
        keyframe = self._recent_keyframe()
        self._machine.run_ops(ops)
        if keyframe.is_finite:
            self.divergence = None if self._is_finite() else self._go_back(keyframe)
        self._ops_since_keyframe += ops
        self._collect()
        return self.divergence is None or not keyframe.is_finite

    def start_over(self) -> None:
        """Go to epoch 0 with the same weights."""
        self._begin(self.recipe)

    def start_with_next_seed(self) -> None:
        """Go to epoch 0 with the weights that the next seed draws."""
        seed = (self.recipe.hyperparameters.seed + 1) % (SEED_LIMIT + 1)
        self._begin(self.recipe.with_changes(seed=seed))

    def open(self, recipe: Recipe) -> None:
        """Go to epoch 0 of another recipe.

        Raises:
            InputError: It cannot be followed; nothing has changed then.
        """
        self._begin(recipe)

    def edit(self, name: str, text: str) -> None:
        """Change a setting: at once where it can be, else by starting over.

        Args:
            name: A key of SETTINGS.
            text: The new value as typed.

        Raises:
            InputError: It cannot be used; nothing has changed then.
        """
        setting = SETTINGS[name]
        changed = setting.change(self.recipe, text)
        if changed is self.recipe:
            return
        if not setting.applies.is_live:
            self._begin(changed)
            return
        self.recipe = changed
        if name == "learning_rate":
            self._machine.workspace.set_learning_rate(changed.hyperparameters.learning_rate)
            self._keyframe = None

    def snapshot(self, activity: Activity = PAUSED, notice: str = "") -> Snapshot:
        """Copy this moment; what a session does not know of it is given, see Snapshot."""
        machine = self._machine
        return Snapshot(
            recipe=self.recipe,
            program=machine.program,
            layout=machine.workspace.layout,
            cursor=machine.cursor,
            block=machine.workspace.block.copy(),
            epoch_arrays=copy_epoch_arrays(machine),
            curve=self._curve.points(),
            is_diverged=self.divergence is not None,
            activity=activity,
            notice=notice,
        )

    def _begin(self, recipe: Recipe) -> None:
        # Built before anything is replaced: a recipe that cannot be followed changes nothing.
        machine = assemble(recipe)
        self.recipe, self._machine = recipe, machine
        self._curve.clear()
        self.divergence = None
        self._keyframe = None

    def _is_finite(self) -> bool:
        return self._machine.is_finite() and self._machine.records.are_finite()

    def _go_back(self, keyframe: MachineState) -> Divergence | None:
        """Go back to before the op that did not stay finite."""
        self._machine.records.clear()
        found = stop_before_divergence(self._machine, keyframe, self._ops_since_keyframe)
        # The run stands somewhere else now than the ops that were done would have it.
        self._keyframe = None
        return found

    def _recent_keyframe(self) -> MachineState:
        """Give a moment to replay from: taken often enough that a replay is short, yet cheaply."""
        program = self._machine.program
        iterations = self._ops_since_keyframe / len(program.iteration)
        computed = iterations * program.schedule.batch_rows * program.network.parameter_count
        if self._keyframe is None or computed > _KEYFRAME_SHARE * self._keyframe.size:
            self._keyframe, self._ops_since_keyframe = self._machine.save(), 0
        return self._keyframe

    def _collect(self) -> None:
        """Move the records of finished epochs to the curve."""
        if len(self._machine.records):
            self._curve.extend(self._machine.records)
            self._machine.records.clear()

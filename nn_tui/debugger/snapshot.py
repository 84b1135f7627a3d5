"""A frozen moment of a run: what the screen and the command line read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from nn_tui.debugger.activity import PAUSED, Activity
from nn_tui.debugger.beside import Beside
from nn_tui.debugger.breaks.shown import NOTHING, Shown
from nn_tui.debugger.checking.checked import Checked
from nn_tui.debugger.curve_points import CurvePoints
from nn_tui.debugger.epoch_arrays import ALL_ROWS, EpochArrays, epoch_array_names
from nn_tui.debugger.explain.explanation import Asked
from nn_tui.debugger.standing import ALONE, Standing
from nn_tui.debugger.studies.study import Studied
from nn_tui.engine.arrays import Array, Mask, Order
from nn_tui.engine.cursor import START, Cursor
from nn_tui.engine.layout import Layout
from nn_tui.engine.ops.op import Op
from nn_tui.engine.outputs import Outputs
from nn_tui.engine.program import Program
from nn_tui.recipe.recipe import Recipe

_OF_EPOCH = ("loss", "error")
"""Numbers of a whole epoch that lie among the arrays of a batch."""


@dataclass(frozen=True, slots=True, eq=False)
class Snapshot:
    """Everything of one moment, copied, so that training on never changes it."""

    recipe: Recipe
    """What is trained and how."""
    program: Program
    """The ops."""
    layout: Layout
    """Where the arrays lie in the block."""
    cursor: Cursor
    """The moment."""
    block: Array
    """A copy of the workspace's block."""
    epoch_arrays: EpochArrays
    """What is as long as the dataset."""
    curve: CurvePoints
    """Loss and error of the epochs so far."""
    frozen: Mapping[str, Mask] = field(default_factory=dict)
    """By weight or bias array, where some of it is frozen: True for the cells that are."""
    began: Cursor = START
    """Where this machine began; nothing but the weights is there from before."""
    standing: Standing = ALONE
    """Where it stands among all that the run was and will be."""
    is_diverged: bool = False
    """Whether the run stands before an op whose result is not finite."""
    notice: str = ""
    """What there is to say about the run, such as where it diverged."""
    activity: Activity = PAUSED
    """What the machine is doing."""
    beside: Beside | None = None
    """What it is compared with; None: with nothing."""
    asked: Asked | None = None
    """What a person has asked about a number, and the answer; None: nothing."""
    checked: Checked | None = None
    """What a gradient check has found; None: there was none."""
    studied: Studied | None = None
    """What a study has found; None: there is none."""
    breaks: Shown = NOTHING
    """Breakpoints and watches."""
    planned: Recipe | None = None
    """What is trained and how once the changes are made that wait for the next epoch."""

    @property
    def is_running(self) -> bool:
        """Whether the machine is at work."""
        return self.activity.is_running

    @property
    def is_training(self) -> bool:
        """Whether ops are being done that are to be seen; on the way to a moment none is."""
        return self.is_running and self.activity.progress is None

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the arrays to look at, in the order of the program: layer by layer."""
        depth = self.program.network.depth
        forward = [name for k in range(1, depth + 1) for name in (f"z{k}", f"l{k}")]
        backward = [name for k in range(depth, 0, -1) for name in (f"l{k}_error", f"l{k}_delta")]
        parameters = list(self.program.network.parameters)
        descents = [f"{name}_descent" for name in parameters]
        rest = ("learning_rate", "loss", "error", *epoch_array_names(self.program))
        return ("l0", "y", *forward, *backward, *descents, *parameters, *rest)

    @property
    def order(self) -> Order:
        """Places among the rows trained on in this epoch's order, (rows,)."""
        return self.epoch_arrays.order

    @property
    def outputs(self) -> Outputs:
        """Outputs of all rows of the dataset; none are computed of those left out."""
        return self.epoch_arrays.outputs_by_number or self.epoch_arrays.outputs

    @property
    def recipe_planned(self) -> Recipe:
        """What is trained and how from the next epoch on."""
        return self.planned or self.recipe

    @property
    def op(self) -> Op | None:
        """The op that was done last."""
        return self.program.op_before(self.cursor)

    def written_at(self, name: str) -> Cursor | None:
        """Say when an array's values were written.

        Returns:
            Just after the op that wrote them; (0, 0, 0) for weights that no op has moved yet and
            for data that no op takes; None where nothing has been computed yet, nor in this epoch
            what it keeps of its batches.
        """
        written = self.program.written_at(name, self.cursor)
        if written is not None and written <= self.began and name not in _OF_EPOCH:
            written = None
        if written is not None and name in self.epoch_arrays.kept:
            # Each epoch keeps its batches anew: what the one before has kept is not copied.
            return written if written.epoch == self.cursor.epoch else None
        if written is None and self._is_there_from_the_start(name):
            return Cursor()
        return written

    def is_of_now(self, name: str) -> bool:
        """Whether an array belongs to this iteration, or to this epoch where it is an epoch's.

        Weights always do, and data that no op takes.
        """
        if self._is_there_from_the_start(name):
            return True
        written = self.written_at(name)
        if written is None or written.epoch != self.cursor.epoch:
            return False
        return self._is_of_epoch(name) or written.batch == self.cursor.batch

    def when_written(self, name: str) -> str:
        """Say in words when an array's values were written; "" where nothing was yet."""
        written = self.written_at(name)
        if written is None:
            return ""
        if not written.epoch:
            return "as given or drawn"
        has_batches = self.program.schedule.batches > 1 and not self._is_of_epoch(name)
        batch = f", batch {written.batch}" if has_batches else ""
        return f"{'' if self.is_of_now(name) else 'still '}of epoch {written.epoch}{batch}"

    def array(self, name: str, rows: slice = ALL_ROWS) -> Array | None:
        """Give an array as it stands at this moment, or None: it is not computed yet.

        An array with rows has those of the batch that it was written in.

        Args:
            name: One of `names`.
            rows: Which places along its first axis; a number has none and is given whole. What is
                as long as the dataset is gathered for these rows alone.
        """
        written = self.written_at(name)
        if written is None:
            return None
        if name not in self.layout.places:
            return self.epoch_arrays.values(name, rows)
        rows_there = self.program.schedule.rows_of(max(1, written.batch))
        whole = self.layout.places[name].view(self.block, rows_there)
        return whole[rows] if whole.ndim else whole

    def shape(self, name: str) -> tuple[int, ...]:
        """Give the shape that an array has, or will have in the first batch."""
        if name not in self.layout.places:
            return self.epoch_arrays.shape(name)
        array = self.array(name)
        return self.layout.places[name].shape if array is None else array.shape

    def dataset_rows(self, name: str) -> Order | None:
        """Say which rows of the dataset an array's rows are, (rows of the batch,).

        Returns:
            None: it has no rows, or they went through in an epoch whose order is drawn over.
        """
        if name not in self.layout.places:
            return self.epoch_arrays.rows(name)
        written = self.written_at(name)
        is_of_this_epoch = written is None or written.epoch in (0, self.cursor.epoch)
        is_known = is_of_this_epoch or not self.program.schedule.is_shuffled
        if not self.layout.places[name].has_rows or not is_known:
            return None
        window = self.program.schedule.window(max(1, written.batch if written else 1))
        return self.epoch_arrays.numbered(self.order[window])

    def row_in_batch(self, row: int) -> int | None:
        """Find a row of the dataset in the batch at the cursor, or None: it is not in it."""
        window = self.program.schedule.window(max(1, self.cursor.batch))
        found = np.flatnonzero(self.epoch_arrays.numbered(self.order[window]) == row)
        return int(found[0]) if len(found) else None

    @property
    def is_finished(self) -> bool:
        """Whether all the epochs that were asked for are done."""
        return self.epochs_done >= self.recipe.hyperparameters.epochs

    @property
    def epochs_done(self) -> int:
        """How many epochs are finished."""
        return self.program.epochs_done(self.cursor)

    @property
    def loss(self) -> float | None:
        """The loss of the last finished epoch."""
        return None if (loss := self.array("loss")) is None else loss.item()

    @property
    def error(self) -> float | None:
        """The mean of |target - output| of the last finished epoch."""
        return None if (error := self.array("error")) is None else error.item()

    def _is_there_from_the_start(self, name: str) -> bool:
        return name in self.program.network.parameters or name not in self.program.written

    def _is_of_epoch(self, name: str) -> bool:
        """Whether an array belongs to an epoch as a whole, not to one batch of it."""
        return name in _OF_EPOCH or name not in self.layout.places

"""The processor: runs a program on a workspace, one op, batch, epoch, or as fast as it can."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import chain

import numpy as np

from nn_tui.engine.arrays import Mask, Order, all_finite, are_finite
from nn_tui.engine.bound import BoundCalls, flat
from nn_tui.engine.cursor import Cursor
from nn_tui.engine.faults.lines import Lines
from nn_tui.engine.faults.planted import Planted
from nn_tui.engine.machine_state import MachineState
from nn_tui.engine.ops.epoch import ShuffleRows
from nn_tui.engine.ops.op import Op
from nn_tui.engine.outputs import Outputs
from nn_tui.engine.program import Program
from nn_tui.engine.records import Ledger, Records
from nn_tui.engine.workspace import GATHERED, Workspace

_GIVEN = ("l0", "y")
"""What is copied from the dataset, whose numbers are all finite."""

_FEW_EPOCHS = 2
"""So few take longer through a ledger, which settles all that it has room for."""


class Machine:
    """Runs the ops of a program in order and keeps the cursor.

    Stepping op by op and running whole epochs give the same bits: both run the same calls, but for
    the updates, which whole batches run on all parameters at once, element by element the same.
    """

    def __init__(self, program: Program, workspace: Workspace) -> None:
        self.program = program
        self.lines = Lines(program)
        """What runs, perhaps with a fault in it, which may be hidden from `program`."""
        self.workspace = workspace
        self.cursor = Cursor()
        self.began = Cursor()
        """Where this machine began: nothing but the weights is there from before."""
        self.inherited: Outputs | None = None
        """The outputs that its rows had by then; None where nothing is known of them."""
        self.records = Records()
        self._calls = BoundCalls(program, workspace)
        is_fixed = self._batches == 1 and not program.schedule.is_shuffled
        self._ledger = Ledger(workspace) if is_fixed else None

    def begin_after(self, epoch: int) -> None:
        """Stand at the end of an epoch that another machine has run."""
        self.cursor = self.began = self.program.end_of_epoch(epoch)
        self._move_window()

    def freeze(self, masks: Mapping[str, Mask]) -> None:
        """Hold weights and biases where they are from the next op on, and free all others.

        Args:
            masks: By parameter, of its shape: True for cells that take no step; without one: free.
        """
        self.workspace.set_frozen(masks)
        frozen = {name for name, mask in masks.items() if mask.any()}
        if frozen != self.lines.right.frozen:
            self._rewrite(self.lines.right.with_frozen(frozen), self.lines.fault)

    def plant(self, fault: Planted | None) -> None:
        """Run with another fault from the next op on, or with none; the set-up stays as it is."""
        self._rewrite(self.lines.right, fault)

    def written_at(self, name: str) -> Cursor | None:
        """Say when an array was written; None: it was not, or by another machine."""
        written = self.program.written_at(name, self.cursor)
        return written if written is not None and written > self.began else None

    def run_op(self) -> Op:
        """Run the next op and return it."""
        self.run_ops(1)
        op = self.program.op_before(self.cursor)
        assert op is not None, "an op has just run"
        return op

    def run_batch(self) -> None:
        """Run to the end of this batch, or the whole next one when it has ended."""
        self.run_ops(self.program.ops_to_batch_end(self.cursor))

    def run_epoch(self) -> None:
        """Run to the end of this epoch, or the whole next one when it has ended."""
        self.run_ops(self.program.ops_to_epoch_end(self.cursor))

    def run_ops(self, count: int) -> None:
        """Run `count` ops, whole epochs and whole batches at full speed."""
        # Overflow and nan are found by whoever asks is_finite, not by a warning in the middle.
        with np.errstate(all="ignore"):
            while count > 0:
                count -= self._run_most(count)

    def is_finite(self) -> bool:
        """Whether every number in the block is finite."""
        return are_finite(self.workspace.block)

    def wrote_finite(self, ops: int) -> bool:
        """Whether what the last `ops` ops wrote is finite; nothing else is looked at.

        On a large network, looking at the whole block takes a tenth of the time of a few ops.
        """
        if ops >= len(self.program.iteration):
            return self.is_finite()
        written = {op.writes for op in self.program.last_ops(self.cursor, ops)}.intersection(
            self.workspace.layout.places
        )
        # A weight that has moved along a descent is not finite if that was not.
        known = {f"{name}_descent" for name in written}.union(_GIVEN)
        return all_finite(self.workspace.arrays[name].ravel() for name in written - known)

    def save(self) -> MachineState:
        """Copy everything that makes this moment."""
        # What is gathered from the dataset can be gathered again: it may be as large as that.
        arrays = self.workspace.epoch_arrays.items()
        copies = {name: array.copy() for name, array in arrays if name not in GATHERED}
        block, order = self.workspace.block.copy(), self.workspace.order.copy()
        return MachineState(self.cursor, block, order, self.is_finite(), copies, self.inherited)

    def restore(self, state: MachineState) -> None:
        """Stand at a saved moment again."""
        gathered = {name: self._gathered_in(name) for name in GATHERED}
        for name, array in state.epoch_arrays.items():
            self.workspace.epoch_arrays[name][:] = array
        self.workspace.block[:] = state.block
        self.workspace.order[:] = state.order
        self.cursor, self.inherited = state.cursor, state.inherited
        for name in GATHERED:
            epoch = self._gathered_in(name)
            if epoch != gathered[name]:
                self.workspace.gather(name, self.order_in(name) if epoch else None)
        self.records.forget_after(self.program.epochs_done(self.cursor))
        self._move_window()

    def order_in(self, name: str) -> Order:
        """Give the row order in which `epoch_x` or `epoch_y` was gathered: perhaps the last one."""
        epoch = self._gathered_in(name)
        shuffles = [op for op in self.program.start if isinstance(op, ShuffleRows)]
        if epoch == self.cursor.epoch or not shuffles:
            return self.workspace.order
        return shuffles[0].order_of(epoch, self.program.schedule.rows)

    def _gathered_in(self, name: str) -> int:
        """Name the epoch in which `epoch_x` or `epoch_y` was gathered; 0: in none yet."""
        written = self.written_at(name)
        return written.epoch if written else 0

    @property
    def _batches(self) -> int:
        return self.program.schedule.batches

    def _rewrite(self, right: Program, fault: Planted | None) -> None:
        self.lines.write(right, fault)
        self.program = self.lines.shown
        self._calls.bind_iterations(self.lines.run)

    def _run_most(self, count: int) -> int:
        """Run as much as fits in `count` ops at the best speed; return how many ops it was."""
        epoch_length = self.program.epoch_length
        if self.program.is_epoch_done(self.cursor) and count >= epoch_length:
            self._run_epochs(count // epoch_length)
            return count // epoch_length * epoch_length
        ahead = self.program.after(self.cursor)
        length = self.program.length(ahead.batch)
        if ahead.op == 1 and count >= length:
            self.cursor = Cursor(ahead.epoch, ahead.batch, length)
            self._run_whole_batch(ahead.batch)
            return length
        self.cursor = ahead
        self._run_single(ahead)
        return 1

    def _run_epochs(self, count: int) -> None:
        first = self.cursor.epoch + 1
        if self._ledger is not None and count > _FEW_EPOCHS:
            calls = self._calls.batch[self.program.schedule.rows]
            self._ledger.run(calls, first, count, self.records)
        else:
            self._run_epochs_singly(first, count)
        self.cursor = Cursor(first + count - 1, self._batches, self.program.length(self._batches))

    def _run_epochs_singly(self, first: int, count: int) -> None:
        window, schedule = self.workspace.window, self.program.schedule
        start, end = flat(self._calls.start), flat(self._calls.end)
        batches = range(1, self._batches + 1)
        windows = [(schedule.window(b), self._calls.batch[schedule.rows_of(b)]) for b in batches]
        for window.epoch in range(first, first + count):
            for call in start:
                call()
            for window.rows, calls in windows:
                for call in calls:
                    call()
            for call in end:
                call()
            self._record(window.epoch)

    def _run_whole_batch(self, batch: int) -> None:
        self._move_window()
        calls = self._calls.batch[self.program.schedule.rows_of(batch)]
        start = flat(self._calls.start) if batch == 1 else []
        end = flat(self._calls.end) if batch == self._batches else []
        for call in chain(start, calls, end):
            call()
        if end:
            self._record(self.cursor.epoch)

    def _run_single(self, cursor: Cursor) -> None:
        self._move_window()
        start = self._calls.start if cursor.batch == 1 else []
        iteration = self._calls.iteration[self.program.schedule.rows_of(cursor.batch)]
        for call in [*start, *iteration, *self._calls.end][cursor.op - 1]:
            call()
        if self.program.is_epoch_done(cursor):
            self._record(cursor.epoch)

    def _move_window(self) -> None:
        self.workspace.window.epoch = self.cursor.epoch
        self.workspace.window.rows = self.program.schedule.window(max(1, self.cursor.batch))

    def _record(self, epoch: int) -> None:
        arrays = self.workspace.arrays
        self.records.append(epoch, arrays["loss"].item(), arrays["error"].item())

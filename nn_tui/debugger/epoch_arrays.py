"""The arrays of a moment that are as long as the dataset: they lie beside the block."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from nn_tui.data import Dataset
from nn_tui.engine.arrays import Array, Order
from nn_tui.engine.machine import Machine
from nn_tui.engine.outputs import Outputs
from nn_tui.engine.program import Program
from nn_tui.engine.workspace import GATHERED

ALL_ROWS = slice(None)
"""Every row of an array."""

_KEPT = ("epoch_z", "epoch_outputs")
"""What each batch adds its rows to, in the order of the epoch."""


@dataclass(frozen=True, slots=True, eq=False)
class EpochArrays:
    """Inputs, targets, row order, outputs, and what a program keeps of each batch.

    They have the rows that are trained on, in the dataset's order.
    """

    inputs: Array
    """(rows, n_in), as the network sees them; not a copy, since nothing writes it."""
    targets: Array
    """(rows, n_out); not a copy either."""
    order: Order
    """Places of the rows in this epoch's order, (rows,)."""
    outputs: Outputs
    """Outputs of the rows."""
    kept: dict[str, Array]
    """`epoch_z` and `epoch_outputs`, where the program has them: this epoch's rows so far."""
    gathered: dict[str, Order]
    """The order of the rows in `epoch_x` and `epoch_y`: until they are gathered, the last one."""
    numbers: Order | None = None
    """The dataset's number of each row that is trained on, (rows,); None: all rows are."""
    outputs_by_number: Outputs | None = None
    """Outputs of all rows of the dataset, not computed for those left out; None: none is."""

    def numbered(self, places: Order) -> Order:
        """Give the dataset's numbers of some of the rows that are trained on."""
        return places if self.numbers is None else self.numbers[places]

    def values(self, name: str, rows: slice = ALL_ROWS) -> Array:
        """Give an array by name, (rows, columns), or (rows,) of those rows alone."""
        if name in self.kept:
            return self.kept[name][rows]
        match name:
            case "inputs":
                return self.inputs[rows]
            case "targets":
                return self.targets[rows]
            case "epoch_x":
                return self.inputs[self.gathered[name][rows]]
            case "epoch_y":
                return self.targets[self.gathered[name][rows]]
            case "order":
                return self.order[rows].astype(np.float64)
            case _:
                return self.outputs.values[rows]

    def shape(self, name: str) -> tuple[int, ...]:
        """Give an array's shape without gathering it."""
        like = {"epoch_x": "inputs", "epoch_y": "targets"}.get(name, name)
        return self.order.shape if name == "order" else self.values(like).shape

    def rows(self, name: str) -> Order | None:
        """Say which rows of the dataset an array's rows are; None where it has one row."""
        if name == "order":
            return None
        if name in self.gathered:
            return self.numbered(self.gathered[name])
        if name.startswith("epoch_"):
            return self.numbered(self.order[: self.shape(name)[0]])
        return self.numbered(np.arange(len(self.order)))


def epoch_array_names(program: Program) -> tuple[str, ...]:
    """Name the arrays as long as the dataset that a program reads or writes.

    None where one batch takes all rows in file order: they are l0, y and the output layer there.
    """
    if program.schedule.batches == 1 and not program.schedule.is_shuffled:
        return ()
    names = ("order", "epoch_x", "epoch_y", *_KEPT, "outputs")
    return ("inputs", "targets", *(name for name in names if name in program.written))


def copy_epoch_arrays(machine: Machine, dataset: Dataset | None = None) -> EpochArrays:
    """Copy what the machine will write again; refer to what nothing writes.

    Args:
        machine: Whose arrays these are.
        dataset: What it trains on, where that has rows left out.
    """
    workspace, epoch_arrays = machine.workspace, machine.workspace.epoch_arrays
    kept = {
        name: epoch_arrays[name][: _rows_kept(machine, name)].copy()
        for name in _KEPT
        if name in epoch_arrays
    }
    order = workspace.order.copy()
    gathered = {}
    for name in (name for name in GATHERED if name in epoch_arrays):
        in_order = machine.order_in(name)
        gathered[name] = order if in_order is workspace.order else in_order
    outputs = current_outputs(machine)
    revised = dataset if dataset is not None and dataset.left_out else None
    return EpochArrays(
        inputs=workspace.inputs,
        targets=workspace.targets,
        order=order,
        outputs=outputs,
        kept=kept,
        gathered=gathered,
        numbers=revised.kept if revised else None,
        outputs_by_number=by_number(outputs, revised) if revised else None,
    )


def by_number(outputs: Outputs, dataset: Dataset) -> Outputs:
    """Put outputs in the place of their rows in the dataset, and nothing in that of others."""
    values, epochs = np.zeros_like(dataset.targets), np.zeros(dataset.rows, dtype=np.int64)
    values[dataset.kept], epochs[dataset.kept] = outputs.values, outputs.epochs
    return Outputs(values, epochs)


def current_outputs(machine: Machine) -> Outputs:
    """Copy the outputs of all rows, those of this epoch where a row has gone through in it."""
    program, workspace, epoch = machine.program, machine.workspace, machine.cursor.epoch
    schedule = program.schedule
    kept = schedule.kept_outputs if schedule.batches > 1 else f"l{program.network.depth}"
    if epoch - 1 > machine.began.epoch:
        values, epochs = workspace.outputs.copy(), np.full(schedule.rows, epoch - 1)
    elif machine.inherited is not None:
        values, epochs = machine.inherited.values.copy(), machine.inherited.epochs.copy()
    else:
        values, epochs = np.zeros_like(workspace.outputs), np.zeros(schedule.rows, dtype=np.int64)
    through = workspace.order[: _rows_kept(machine, kept)]
    values[through] = workspace.arrays[kept][: len(through)]
    epochs[through] = epoch
    return Outputs(values, epochs)


def _rows_kept(machine: Machine, name: str) -> int:
    """Count the rows of this epoch that are in an array by now."""
    written = machine.written_at(name)
    if written is None or written.epoch != machine.cursor.epoch:
        return 0
    return int(machine.program.schedule.window(written.batch).stop)

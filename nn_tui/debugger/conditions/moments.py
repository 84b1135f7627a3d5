"""What the names in a condition stand for: at a machine's moment, or in the record of an epoch."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from nn_tui.debugger.conditions.names import COUNTS, OP
from nn_tui.debugger.conditions.part import NotThereError, Value
from nn_tui.engine.arrays import Array
from nn_tui.engine.machine import Machine


class MachineNames:
    """The names as a machine has them where it stands.

    An array that is not computed yet in this iteration is not there, nor is one in this epoch that
    is the epoch's; loss and error are those of the last epoch that has ended.
    """

    def __init__(self, machine: Machine) -> None:
        self._machine = machine
        self._views: dict[int, Mapping[str, Array]] = {}

    @property
    def machine(self) -> Machine:
        """Whose names they are."""
        return self._machine

    def __getitem__(self, name: str) -> Value:
        """Give the value of a name; arrays are the machine's own, to be read."""
        machine = self._machine
        if name in COUNTS:
            return np.float64(getattr(machine.cursor, name))
        if name == OP:
            op = machine.program.op_before(machine.cursor)
            return "" if op is None else op.writes
        if name in ("loss", "error"):
            if machine.program.written_at(name, machine.cursor) is None:
                raise NotThereError
            return self._held(name)
        if name in machine.program.network.parameters or name not in machine.program.written:
            return self._held(name)
        written = machine.written_at(name)
        if written is None or written.epoch != machine.cursor.epoch:
            raise NotThereError
        is_of_batch = name in machine.workspace.layout.places
        if is_of_batch and written.batch != machine.cursor.batch:
            raise NotThereError
        return self._held(name)

    def _held(self, name: str) -> Value:
        machine, workspace = self._machine, self._machine.workspace
        if name == "order":
            return workspace.order.astype(np.float64)
        rows = machine.program.schedule.rows_of(max(1, machine.cursor.batch))
        if rows not in self._views:
            self._views[rows] = workspace.buffers(rows).arrays
        held = self._views[rows][name]
        if name.startswith("epoch_") and name not in ("epoch_x", "epoch_y"):
            # The rows behind are still of the epoch before.
            return held[: machine.program.schedule.window(max(1, machine.cursor.batch)).stop]
        return held if held.ndim else held[()]

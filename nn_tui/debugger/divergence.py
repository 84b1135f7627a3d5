"""Where a run stops being finite: found by replay, op by op."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from nn_tui.engine.cursor import Cursor
from nn_tui.engine.machine import Machine
from nn_tui.engine.machine_state import MachineState


@dataclass(frozen=True, slots=True)
class Divergence:
    """The first op whose numbers are not all finite; the machine stands just before it."""

    cursor: Cursor
    """Just after that op."""
    line: str
    """The op's line."""
    writes: str
    """The array that it writes."""

    def __str__(self) -> str:
        """Say it in one line."""
        return (
            f"diverged: {self.writes} is not finite at epoch {self.cursor.epoch}, "
            f"batch {self.cursor.batch}, in {self.line}; a smaller learning rate may help"
        )


def stop_before_divergence(
    machine: Machine, start: MachineState, known_finite: int
) -> Divergence | None:
    """Replay from a finite moment to just before the first op whose result is not finite.

    Args:
        machine: Left standing before that op, or where it stood when there is none.
        start: A moment before; all numbers finite.
        known_finite: Ops after `start` that are not to be looked at again.

    Returns:
        The op, or None: every op up to the machine's cursor gives finite numbers.
    """
    stop = machine.cursor
    machine.restore(start)
    machine.run_ops(known_finite)
    before = machine.save()
    while machine.is_finite():
        if machine.cursor >= stop:
            return None
        before = machine.save()
        machine.run_batch()
    machine.restore(before)
    return _find_op(machine)


def _find_op(machine: Machine) -> Divergence:
    """Go through the ops of an iteration that is known not to stay finite."""
    before, count = machine.save(), 0
    while True:
        op = machine.run_op()
        # The row order is no array of the workspace; whole numbers are finite.
        written = machine.workspace.arrays.get(op.writes)
        if written is not None and not np.isfinite(written).all():
            found = Divergence(machine.cursor, op.line, op.writes)
            machine.restore(before)
            machine.run_ops(count)
            return found
        count += 1

"""What the names in an expression stood for when they were there last, where they are not now."""

from __future__ import annotations

from collections.abc import Mapping

from nn_tui.debugger.conditions.condition import Expression, Memory
from nn_tui.debugger.conditions.moments import MachineNames
from nn_tui.debugger.conditions.names import COUNTS, OP
from nn_tui.debugger.conditions.part import Value
from nn_tui.engine.arrays import Array
from nn_tui.engine.cursor import Cursor
from nn_tui.engine.machine import Machine

_NOTHING = Memory([])


def evaluate_older(expression: Expression, machine: Machine) -> tuple[Value, Cursor] | None:
    """Evaluate an expression for the last iteration that wrote all that it names.

    Weights move at the end of an iteration, so that until then they are as the one before left
    them. Where some of what is named is of this iteration already and the rest is not, there is no
    such value any more.

    Returns:
        The value, and the moment by which it was settled; None: there is none.
    """
    program, reads = machine.program, expression.reads
    if reads & {OP, *COUNTS}:
        return None
    always = {"loss", "error", *program.network.parameters}
    arrays = (reads & program.written) - always
    if not arrays <= machine.workspace.layout.places.keys():
        return None
    moments = [machine.written_at(name) for name in arrays]
    known = [moment for moment in moments if moment is not None]
    if len(known) < len(moments) or len({(when.epoch, when.batch) for when in known}) != 1:
        return None
    settled = max(known)
    value = expression.evaluate(_Older(machine, arrays, settled.batch), _NOTHING)
    return None if value is None else (value, settled)


class _Older:
    """The names as an older batch left them."""

    def __init__(self, machine: Machine, arrays: frozenset[str], batch: int) -> None:
        self._now = MachineNames(machine)
        rows = machine.program.schedule.rows_of(batch)
        held: Mapping[str, Array] = machine.workspace.buffers(rows).arrays
        self._held = {name: held[name] for name in arrays}

    def __getitem__(self, name: str) -> Value:
        return self._held[name] if name in self._held else self._now[name]

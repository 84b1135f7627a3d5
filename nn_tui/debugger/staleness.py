"""Which arrays were typed over by hand, and which still show what was computed before that."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from functools import lru_cache

from nn_tui.debugger.journal import Begin, Continue, Entry, Freeze, SetCells
from nn_tui.debugger.player import Player
from nn_tui.engine.cursor import Cursor
from nn_tui.engine.ops.op import Op


@dataclass(frozen=True, slots=True)
class Marks:
    """Names of arrays."""

    altered: frozenset[str]
    """Typed over since an op wrote them last."""
    stale: frozenset[str]
    """Computed in this iteration from what was typed over afterwards."""


def marks_of(player: Player) -> Marks:
    """Say which arrays of a moment are altered, and which are stale."""
    machine = player.machine
    edits = _edits(player.entry, machine.cursor)
    altered = set()
    for name, cursor in edits.items():
        written = machine.written_at(name)
        if written is None or written <= cursor:
            altered.add(name)
    return Marks(frozenset(altered), frozenset(_stale(player, edits)))


def is_altered(entry: Entry) -> bool:
    """Whether the run is another than its settings make of its dataset as that was read.

    Numbers were typed over, cells frozen, or rows changed or left out, if only for a while.
    Settings that were changed on the way are settings all the same.
    """
    for before in entry.back():
        match before.change:
            case Freeze():
                return True
            case SetCells(array) if array != "learning_rate":
                return True
            case Begin(recipe) | Continue(recipe) if recipe.dataset.revises is not None:
                return True
        if before is entry.origin:
            break
    return False


def _edits(entry: Entry, now: Cursor) -> dict[str, Cursor]:
    """Find when each array was typed over last, in this segment."""
    edits: dict[str, Cursor] = {}
    for before in entry.back():
        if before is before.opening:
            break
        if isinstance(before.change, SetCells) and before.change.array != "learning_rate":
            edits.setdefault(before.change.array, min(before.cursor, now))
    return edits


def _stale(player: Player, edits: dict[str, Cursor]) -> set[str]:
    machine = player.machine
    cursor = machine.cursor
    is_of_now = {
        name: at.op
        for name, at in edits.items()
        if (at.epoch, at.batch) == (cursor.epoch, cursor.batch)
    }
    edited_last = {name for name, at in is_of_now.items() if at >= cursor.op}
    stale: set[str] = set()
    if not is_of_now or not cursor.epoch:
        return stale
    for number, op in enumerate(machine.program.ops(cursor.batch)[: cursor.op], start=1):
        sources = arrays_read(op) - {op.writes}
        # An array that is typed over after an op has read it, or stale already when it does.
        if any(is_of_now.get(name, 0) >= number or name in stale for name in sources):
            stale.add(op.writes)
        else:
            stale.discard(op.writes)
    # A weight that has moved already keeps its step: it is never computed anew.
    return stale - edited_last - set(machine.program.network.parameters)


def arrays_read(op: Op) -> frozenset[str]:
    """Name what an op's line reads."""
    return _names_read(op.line)


@lru_cache(maxsize=4096)
def _names_read(line: str) -> frozenset[str]:
    statement = ast.parse(line).body[0]
    assert isinstance(statement, ast.Assign | ast.AugAssign), "an op is an assignment"
    nodes = ast.walk(statement.value)
    return frozenset(node.id for node in nodes if isinstance(node, ast.Name))

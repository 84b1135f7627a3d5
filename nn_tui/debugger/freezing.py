"""What is frozen at a moment of a run, and the change that freezes a part or frees it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np

from nn_tui.debugger.journal import Entry, Freeze
from nn_tui.debugger.parts import Part
from nn_tui.engine.arrays import Mask
from nn_tui.engine.freezing import Cells
from nn_tui.engine.machine import Machine
from nn_tui.engine.program import Program


def freeze_of(program: Program, frozen: Mapping[str, Mask], part: Part) -> Freeze:
    """Say what freezes a part, or frees it where all of it is frozen.

    Args:
        program: Of the run.
        frozen: What is frozen now, as in a Snapshot or a Workspace.
        part: What is to be frozen or freed.

    Raises:
        PartError: There is no such part.
    """
    cells = part.cells(program.network)
    return Freeze(cells, is_frozen=not is_all_frozen(frozen, cells))


def is_all_frozen(frozen: Mapping[str, Mask], cells: Iterable[Cells]) -> bool:
    """Whether all of these cells are frozen, not only some."""
    return all(some.array in frozen and frozen[some.array][some.window].all() for some in cells)


def frozen_at(entry: Entry) -> dict[str, Mask]:
    """Find what is frozen after an entry: what was frozen in its run and not freed again.

    Returns:
        By parameter, of its shape, the cells that are frozen; not there where none ever was.
    """
    changes: list[Freeze] = []
    for earlier in entry.back():
        if isinstance(earlier.change, Freeze):
            changes.append(earlier.change)
        if earlier is entry.origin:
            break
    shapes = entry.recipe.network.parameters
    masks: dict[str, Mask] = {}
    for change in reversed(changes):
        for cells in change.cells:
            mask = masks.setdefault(cells.array, np.zeros(shapes[cells.array], dtype=np.bool_))
            mask[cells.window] = change.is_frozen
    return masks


def copy_frozen(machine: Machine) -> dict[str, Mask]:
    """Copy the masks of the parameters that are frozen in part or whole."""
    return {name: machine.workspace.frozen[name].copy() for name in machine.program.frozen}

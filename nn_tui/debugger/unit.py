"""What a step is made of."""

from __future__ import annotations

from enum import Enum

from nn_tui.engine.cursor import Cursor
from nn_tui.engine.program import Program


class Unit(Enum):
    """What a step is made of."""

    OP = "op"
    BATCH = "batch"
    EPOCH = "epoch"


def ops_of(unit: Unit, program: Program, cursor: Cursor) -> int:
    """Count the ops of one step of that unit from a moment."""
    if unit is Unit.OP:
        return 1
    count = program.ops_to_batch_end if unit is Unit.BATCH else program.ops_to_epoch_end
    return count(cursor)

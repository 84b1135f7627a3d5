"""The calls of a program, bound once to the buffers of a workspace."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

from nn_tui.engine.arrays import Call
from nn_tui.engine.fusion import fused_iteration
from nn_tui.engine.program import Program
from nn_tui.engine.workspace import Workspace


class BoundCalls:
    """What runs for each op, and for a whole batch at full speed; by the batch's number of rows."""

    def __init__(self, program: Program, workspace: Workspace) -> None:
        """Bind everything."""
        self._workspace = workspace
        epoch_buffers = workspace.buffers(program.schedule.batch_rows)
        self.start = [op.bind(epoch_buffers) for op in program.start]
        """Of each op of an epoch's start."""
        self.end = [op.bind(epoch_buffers) for op in program.end]
        """Of each op of an epoch's end."""
        self.iteration: dict[int, list[list[Call]]] = {}
        """Of each op of a batch."""
        self.batch: dict[int, list[Call]] = {}
        """Of a whole batch."""
        self.bind_iterations(program)

    def bind_iterations(self, program: Program) -> None:
        """Bind the ops of a batch anew: some are others."""
        rows_of = program.schedule.rows_of
        for rows in {rows_of(1), rows_of(program.schedule.batches)}:
            buffers = self._workspace.buffers(rows)
            self.iteration[rows] = [op.bind(buffers) for op in program.iteration]
            self.batch[rows] = fused_iteration(program, self._workspace, buffers)


def flat(calls: Sequence[Sequence[Call]]) -> list[Call]:
    """Put the calls of several ops one behind the other."""
    return list(chain.from_iterable(calls))

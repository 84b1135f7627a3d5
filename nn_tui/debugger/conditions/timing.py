"""When a condition is evaluated: when what it names has been written."""

from __future__ import annotations

from dataclasses import dataclass

from nn_tui.debugger.conditions.names import COUNTS, OF_EPOCH, OP
from nn_tui.engine.cursor import Cursor
from nn_tui.engine.program import Program


@dataclass(frozen=True, slots=True)
class Timing:
    """When a condition is evaluated in a run of one program."""

    program: Program
    """Whose moments are meant."""
    arrays: frozenset[str]
    """The arrays that it names, but for those that nothing writes."""
    is_every_op: bool
    """Whether it is evaluated after each op."""
    is_of_records: bool
    """Whether what is recorded of each epoch is all that it asks for."""

    def moment_in(self, epoch: int, batch: int) -> Cursor | None:
        """Say after which op of a batch it is evaluated; None: not in this batch.

        What is evaluated after each op has no such moment.
        """
        ops = self.program.ops(batch)
        is_last = batch == self.program.schedule.batches
        if not self.arrays or self.arrays & set(OF_EPOCH):
            return Cursor(epoch, batch, len(ops)) if is_last else None
        if self.arrays & {op.writes for op in self.program.end} and not is_last:
            return None
        written = [number for number, op in enumerate(ops, 1) if op.writes in self.arrays]
        return Cursor(epoch, batch, written[-1]) if written else None


def timing_of(reads: frozenset[str], program: Program) -> Timing:
    """Say when a condition is evaluated that names these.

    The array named in it that is written last settles it; loss and error are known when an epoch
    has ended, and so is an epoch alone; an op, and a batch alone, may be asked for after each op.
    """
    arrays = (reads & program.written) - {OP, *COUNTS}
    is_every_op = OP in reads or ("batch" in reads and not arrays)
    is_of_records = not is_every_op and reads <= set(OF_EPOCH)
    return Timing(program, arrays, is_every_op, is_of_records)

"""When a condition is evaluated: when what it names has been written."""

from __future__ import annotations

from dataclasses import dataclass, field

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
    _numbers: dict[tuple[bool, bool], int] = field(default_factory=dict, compare=False, repr=False)
    """By whether a batch is the first and the last: after which op, from 1; 0: after none."""

    def moment_in(self, epoch: int, batch: int) -> Cursor | None:
        """Say after which op of a batch it is evaluated; None: not in this batch.

        What is evaluated after each op has no such moment.
        """
        kind = batch == 1, batch == self.program.schedule.batches
        if kind not in self._numbers:
            self._numbers[kind] = self._number_in(batch)
        number = self._numbers[kind]
        return Cursor(epoch, batch, number) if number else None

    def ops_to_look(self, cursor: Cursor) -> int:
        """Count the ops after which to evaluate it, or to ask again.

        What it names stays as it was at its moment to the end of that batch, so that whole batches
        can be run.
        """
        if self.is_every_op:
            return 1
        ahead = self.program.after(cursor)
        is_in_middle = self.moment_in(1, min(2, self.program.schedule.batches)) is not None
        moment = self.moment_in(ahead.epoch, ahead.batch)
        if is_in_middle or (moment is not None and moment > cursor):
            return self.program.ops_to_batch_end(cursor)
        return self.program.ops_to_epoch_end(cursor)

    def _number_in(self, batch: int) -> int:
        ops = self.program.ops(batch)
        is_last = batch == self.program.schedule.batches
        if not self.arrays or self.arrays & set(OF_EPOCH):
            return len(ops) if is_last else 0
        if self.arrays & {op.writes for op in self.program.end} and not is_last:
            return 0
        return max((n for n, op in enumerate(ops, 1) if op.writes in self.arrays), default=0)


def timing_of(reads: frozenset[str], program: Program) -> Timing:
    """Say when a condition is evaluated that names these.

    The array named in it that is written last settles it; loss and error are known when an epoch
    has ended, and so is an epoch alone; an op, and a batch alone, may be asked for after each op.
    """
    arrays = (reads & program.written) - {OP, *COUNTS}
    is_every_op = OP in reads or ("batch" in reads and not arrays)
    is_of_records = not is_every_op and reads <= set(OF_EPOCH)
    return Timing(program, arrays, is_every_op, is_of_records)

"""The program of a training run: three lists of ops, for an epoch's start, a batch, its end.

The ops of the epoch's start belong to the first batch's iteration and those of its end to the last
batch's, so that a cursor is three numbers.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace

from nn_tui.engine.cursor import Cursor
from nn_tui.engine.network import Network
from nn_tui.engine.ops.op import Op
from nn_tui.engine.ops.update import Update
from nn_tui.engine.schedule import Schedule


@dataclass(frozen=True, slots=True)
class Program:
    """The ordered ops of a run, and which of them each batch runs."""

    network: Network
    """What is trained."""
    schedule: Schedule
    """How the rows are dealt out to batches."""
    start: tuple[Op, ...]
    """Before an epoch's first batch."""
    iteration: tuple[Op, ...]
    """For each batch."""
    end: tuple[Op, ...]
    """After an epoch's last batch."""
    written: frozenset[str] = field(init=False, repr=False, compare=False)
    """Names of all arrays that some op writes."""
    _writes: dict[tuple[bool, bool], dict[str, list[int]]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )
    """For a first, middle, last batch: the numbers of the ops that write an array, from 1."""

    def __post_init__(self) -> None:
        """Index what each op writes: a deep net has thousands of ops, and a screen asks often."""
        last = self.schedule.batches
        for batch in {1, min(2, last), last}:
            numbers = self._writes[self._kind(batch)] = {}
            for number, op in enumerate(self.ops(batch), start=1):
                numbers.setdefault(op.writes, []).append(number)
        object.__setattr__(self, "written", frozenset().union(*self._writes.values()))

    @property
    def frozen(self) -> frozenset[str]:
        """Names of the parameters whose update leaves frozen cells as they are."""
        updates = (op for op in self.iteration if isinstance(op, Update))
        return frozenset(op.parameter for op in updates if op.is_frozen)

    def with_frozen(self, parameters: Collection[str]) -> Program:
        """Write the same ops, with cells that may be frozen in these parameters and no others."""
        return replace(
            self,
            iteration=tuple(
                replace(op, is_frozen=op.parameter in parameters) if isinstance(op, Update) else op
                for op in self.iteration
            ),
        )

    def is_same_run(self, other: Program) -> bool:
        """Whether another is this program, perhaps with other parameters frozen."""
        return self.network is other.network

    def ops(self, batch: int) -> tuple[Op, ...]:
        """List the ops of one batch's iteration; batches count from 1."""
        start = self.start if batch == 1 else ()
        end = self.end if batch == self.schedule.batches else ()
        return start + self.iteration + end

    def length(self, batch: int) -> int:
        """Count the ops of one batch's iteration."""
        start = len(self.start) if batch == 1 else 0
        end = len(self.end) if batch == self.schedule.batches else 0
        return start + len(self.iteration) + end

    @property
    def epoch_length(self) -> int:
        """Ops of a whole epoch."""
        around = len(self.start) + len(self.end)
        return around + self.schedule.batches * len(self.iteration)

    def ops_to_batch_end(self, cursor: Cursor) -> int:
        """Count the ops to the end of this batch, or of the next one when it has ended."""
        ahead = self.after(cursor)
        return self.length(ahead.batch) - ahead.op + 1

    def ops_to_epoch_end(self, cursor: Cursor) -> int:
        """Count the ops to the end of this epoch, or of the next one when it has ended."""
        ahead = self.after(cursor)
        return self.epoch_length - (self.ops_before(ahead) - 1) % self.epoch_length

    def has(self, cursor: Cursor) -> bool:
        """Whether a run comes to a cursor."""
        if not cursor.epoch:
            return cursor == Cursor()
        is_batch = 1 <= cursor.batch <= self.schedule.batches
        return is_batch and 1 <= cursor.op <= self.length(cursor.batch)

    def ops_before(self, cursor: Cursor) -> int:
        """Count the ops from the start of the run to a cursor."""
        if not cursor.epoch:
            return 0
        whole = (cursor.epoch - 1) * self.epoch_length + cursor.op
        return whole + (self._ops_before_batch(cursor.batch) if cursor.batch > 1 else 0)

    def cursor_at(self, ops: int) -> Cursor:
        """Say where the cursor stands when that many ops of the run are done."""
        if ops <= 0:
            return Cursor()
        epochs, rest = divmod(ops - 1, self.epoch_length)
        # Counted from 1, like the rest: its ops of this epoch that are done.
        done, first = rest + 1, self.length(1)
        if done <= first:
            return Cursor(epochs + 1, 1, done)
        batch = min(1 + -(-(done - first) // len(self.iteration)), self.schedule.batches)
        return Cursor(epochs + 1, batch, done - self._ops_before_batch(batch))

    def end_of_epoch(self, epoch: int) -> Cursor:
        """Say where the cursor stands when an epoch has ended; epoch 0: before the first op."""
        return self.cursor_at(epoch * self.epoch_length)

    def whole(self, cursor: Cursor, ops: int) -> int:
        """Round a number of ops down to end between epochs, or batches, where it reaches one.

        Whole epochs and batches run at full speed; a rest of single ops does not.
        """
        to_epoch_end, to_batch_end = self.ops_to_epoch_end(cursor), self.ops_to_batch_end(cursor)
        if ops >= to_epoch_end:
            return ops - (ops - to_epoch_end) % self.epoch_length
        if ops >= to_batch_end:
            # The last batch ends with the epoch: it is longer, and out of reach here.
            batches_before_last = self.schedule.batches - 1 - self.after(cursor).batch
            batches = min((ops - to_batch_end) // len(self.iteration), batches_before_last)
            return to_batch_end + batches * len(self.iteration)
        return ops

    def is_batch_done(self, cursor: Cursor) -> bool:
        """Whether the cursor stands between two iterations."""
        return cursor.epoch == 0 or cursor.op == self.length(cursor.batch)

    def is_epoch_done(self, cursor: Cursor) -> bool:
        """Whether the cursor stands between two epochs."""
        is_last = cursor.epoch == 0 or cursor.batch == self.schedule.batches
        return is_last and self.is_batch_done(cursor)

    def epochs_done(self, cursor: Cursor) -> int:
        """Count the epochs that are finished."""
        return cursor.epoch if self.is_epoch_done(cursor) else cursor.epoch - 1

    def after(self, cursor: Cursor) -> Cursor:
        """Say where the cursor stands when one more op is done."""
        if self.is_epoch_done(cursor):
            return Cursor(cursor.epoch + 1, 1, 1)
        if self.is_batch_done(cursor):
            return Cursor(cursor.epoch, cursor.batch + 1, 1)
        return Cursor(cursor.epoch, cursor.batch, cursor.op + 1)

    def op_before(self, cursor: Cursor) -> Op | None:
        """Name the op that was done last, or None before the first."""
        return self.ops(cursor.batch)[cursor.op - 1] if cursor.epoch else None

    def last_ops(self, cursor: Cursor, count: int) -> tuple[Op, ...]:
        """List the ops that were done last, fewer than an iteration has."""
        done = self.ops(cursor.batch)[: cursor.op]
        if count > cursor.op:
            before = self.cursor_at(self.ops_before(cursor) - cursor.op)
            done = self.ops(before.batch) + done
        return done[-count:] if count else ()

    def written_at(self, name: str, cursor: Cursor) -> Cursor | None:
        """Say when the values that an array holds at `cursor` were written.

        Returns:
            The cursor just after the op that wrote them, or None: they are not computed yet.
        """
        for batch_end in self._iterations_back(cursor):
            writes = self._writes[self._kind(batch_end.batch)].get(name, [])
            done = bisect_right(writes, batch_end.op)
            if done:
                return Cursor(batch_end.epoch, batch_end.batch, writes[done - 1])
        return None

    def _ops_before_batch(self, batch: int) -> int:
        """Count the ops of an epoch before a batch that is not its first."""
        return len(self.start) + (batch - 1) * len(self.iteration)

    def _kind(self, batch: int) -> tuple[bool, bool]:
        """Say whether a batch runs the epoch's start, and its end."""
        return batch == 1, batch == self.schedule.batches

    def _iterations_back(self, cursor: Cursor) -> Iterator[Cursor]:
        """Go back from the cursor, an iteration at a time, over as many as hold all writes."""
        last = self.schedule.batches
        yield from [cursor] if cursor.epoch else []
        if cursor.batch > 1:
            yield Cursor(cursor.epoch, cursor.batch - 1, self.length(cursor.batch - 1))
        if cursor.batch > 2:
            yield Cursor(cursor.epoch, 1, self.length(1))
        if cursor.epoch > 1:
            yield Cursor(cursor.epoch - 1, last, self.length(last))
            yield Cursor(cursor.epoch - 1, 1, self.length(1))

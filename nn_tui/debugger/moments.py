"""A moment asked for by epoch, batch and op: where it is, the way there, what is current then."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from nn_tui.debugger.gradient_view import gradient_values, stored_name
from nn_tui.debugger.pace import Pace
from nn_tui.debugger.session import Session
from nn_tui.debugger.snapshot import Snapshot
from nn_tui.engine.arrays import Array, Order
from nn_tui.engine.cursor import Cursor
from nn_tui.engine.program import Program
from nn_tui.errors import InputError, unknown_name


class MomentError(InputError):
    """A moment that no run comes to."""


def moment_of(
    program: Program, epoch: int, batch: int | None = None, op: str | None = None
) -> Cursor:
    """Find where the cursor stands at a moment that is asked for by name.

    Args:
        program: Whose ops are meant.
        epoch: From 0, which is before the first op.
        batch: From 1; None: the last of the epoch, or the last in which the op runs.
        op: The array that the op writes, the moment being just after it (after the last, where
            several ops of one batch write that array); None: the end of the batch.

    Raises:
        MomentError: No such batch or op, or not in that batch or epoch.
    """
    if epoch == 0:
        _refuse_before_the_first(batch, op)
        return Cursor()
    last = program.schedule.batches
    if batch is not None and not 1 <= batch <= last:
        of = f"an epoch takes {program.schedule.rows} rows in {last} batch{'es' * (last != 1)}"
        raise MomentError(f"batch {batch}: must be {'1' if last == 1 else f'1 to {last}'}: {of}")
    if op is None:
        batch = batch or last
        return Cursor(epoch, batch, program.length(batch))
    return _after_op(program, epoch, batch, stored_name(op))


def go_to(
    session: Session, moment: Cursor, pace: Pace, report: Callable[[int], object] = lambda _: None
) -> bool:
    """Train up to a moment that lies ahead.

    Args:
        session: Which is to stand there.
        moment: Where its cursor is to stand.
        pace: Which says how much to do between two reports.
        report: Told the epoch it has come to, again and again.

    Returns:
        Whether it stands there: else the run diverged on the way, and session.divergence says
        where.
    """
    program = session.snapshot().program
    left = program.ops_before(moment) - program.ops_before(session.cursor)
    while left > 0 and session.divergence is None:
        ops = min(left, session.whole(pace.ops))
        with pace.measured(ops):
            session.advance(ops)
        report(session.cursor.epoch)
        left -= ops
    return session.divergence is None


def current_array(moment: Snapshot, name: str) -> Array | Order | None:
    """Give an array if it is current: computed in this iteration, or in this epoch if an epoch's.

    Args:
        moment: When.
        name: One of its names, or `synapse_0_gradient` for the negative of that descent.

    Returns:
        Its values, whole numbers for the row order; nan in `outputs` for rows that have not gone
        through in this epoch; None for an array that is not current.
    """
    stored = stored_name(name)
    if not moment.is_of_now(stored):
        return None
    if stored == "order":
        return moment.order
    values = moment.array(stored)
    if values is not None and stored == "outputs":
        is_through = moment.epoch_arrays.outputs.epochs == moment.cursor.epoch
        return np.where(is_through[:, None], values, np.nan)
    return values if values is None or stored == name else gradient_values(stored, values)


def not_computed(moment: Snapshot, name: str) -> str:
    """Say of an array that is not current when it will be."""
    program, cursor, stored = moment.program, moment.cursor, stored_name(name)
    label = f"{name}: not computed yet at {place_of(program, cursor)}"
    if cursor.epoch == 0:
        return f"{label}: nothing has run; go to epoch 1 or later"
    batch, op = _last_write(program, stored, (cursor.batch, program.schedule.batches, 1))
    line = program.ops(batch)[op - 1].line
    if batch == cursor.batch:
        return f"{label}: {line} runs later; go to op {stored} or later"
    return f"{label}: {line} runs in batch {batch}; go there"


def place_of(program: Program, cursor: Cursor) -> str:
    """Name a moment: `epoch 3, batch 2, after l1`, with the array that the last op wrote."""
    op = program.op_before(cursor)
    if op is None:
        return "epoch 0"
    return f"epoch {cursor.epoch}, batch {cursor.batch}, after {op.writes}"


def _refuse_before_the_first(batch: int | None, op: str | None) -> None:
    given = [f"batch {batch}"] * (batch is not None) + [f"op {op}"] * (op is not None)
    if given:
        raise MomentError(
            f"{given[0]}: epoch 0 is before the first batch and op; "
            f"give epoch 1 or later, or no {given[0].split()[0]}"
        )


def _after_op(program: Program, epoch: int, batch: int | None, name: str) -> Cursor:
    if name not in program.written:
        batches = (1, program.schedule.batches)
        known = dict.fromkeys(op.writes for number in batches for op in program.ops(number))
        raise MomentError(unknown_name("op", name, known))
    tried = (program.schedule.batches, 1) if batch is None else (batch, program.schedule.batches, 1)
    found, number = _last_write(program, name, tried)
    if batch is not None and found != batch:
        raise MomentError(f"op {name}: not in batch {batch}: runs in batch {found} only; give that")
    return Cursor(epoch, found, number)


def _last_write(program: Program, name: str, batches: tuple[int, ...]) -> tuple[int, int]:
    """Find the first of some batches in which an array is written, and the last op that does."""
    for batch in batches:
        writes = [op.writes for op in program.ops(batch)]
        if name in writes:
            return batch, len(writes) - writes[::-1].index(name)
    raise KeyError(name)

"""Moments of a run as places in the listing and conditions in a loop."""

from __future__ import annotations

from nn_tui.engine.cursor import Cursor
from nn_tui.engine.program import Program
from nn_tui.export.errors import ExportError


def place_of(program: Program, cursor: Cursor) -> int:
    """Count the lines of the listing (epoch start, iteration, end) before the op done last.

    Raises:
        ExportError: The run has no such moment after its beginning.
    """
    batches, length = program.schedule.batches, program.length(cursor.batch)
    if cursor.epoch < 1 or not 1 <= cursor.batch <= batches:
        raise ExportError(f"{cursor}: not in this run; its batches are 1 to {batches}")
    if not 1 <= cursor.op <= length:
        raise ExportError(f"{cursor}: not in this run; the ops of that batch are 1 to {length}")
    return cursor.op - 1 + (len(program.start) if cursor.batch > 1 else 0)


def is_in_batch(program: Program, place: int) -> bool:
    """Whether a line of the listing stands in a loop over batches."""
    return program.schedule.batches > 1 and 0 <= place - len(program.start) < len(program.iteration)


def condition(program: Program, cursor: Cursor) -> str:
    """Write the `if` that holds at the place of a cursor in its own iteration alone."""
    is_batch_told = is_in_batch(program, place_of(program, cursor))
    batch = f" and batch == {cursor.batch}" if is_batch_told else ""
    return f"if epoch == {cursor.epoch}{batch}:"


def given_names(program: Program) -> tuple[str, str]:
    """Name the arrays that the dataset's inputs and targets are from the beginning."""
    schedule = program.schedule
    # One batch of all rows in file order is never taken: it is l0 and y throughout.
    is_whole = schedule.batches == 1 and not schedule.is_shuffled
    return ("l0", "y") if is_whole else ("inputs", "targets")


def allocated(program: Program) -> tuple[str, ...]:
    """Name the arrays that lines fill part by part, so that they must be there before."""
    ops = (*program.start, *program.iteration, *program.end)
    return tuple(dict.fromkeys(op.writes for op in ops if op.line.startswith(f"{op.writes}[")))

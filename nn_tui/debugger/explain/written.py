"""When the number in a cell was written; an array may be filled batch by batch."""

from __future__ import annotations

from nn_tui.debugger.explain.explanation import Question
from nn_tui.debugger.journal import Place
from nn_tui.engine.cursor import Cursor
from nn_tui.engine.ops.epoch import KeepBatch
from nn_tui.engine.program import Program


def written_at(program: Program, question: Question, place: Place) -> Cursor | None:
    """Say when the number that a question is of was written in the segment of a place.

    Args:
        program: Of that segment.
        question: Of which cell.
        place: The moment at which it is looked at.

    Returns:
        Just after the line; None: it stood there when the segment began.
    """
    written = program.written_at(question.array, place.cursor)
    if written is not None and _is_kept(program, question.array):
        written = _of_row(program, question, written)
    if written is None or written <= place.entry.opening.beginning:
        return None
    return written


def _is_kept(program: Program, array: str) -> bool:
    return any(isinstance(op, KeepBatch) and op.writes == array for op in program.iteration)


def _of_row(program: Program, question: Question, last: Cursor) -> Cursor | None:
    """Find the batch that a row went through in, of this epoch or of the one before."""
    batch = question.index[0] // program.schedule.batch_rows + 1
    epoch = last.epoch if batch <= last.batch else last.epoch - 1
    if not epoch:
        return None
    number = next(
        number
        for number, op in enumerate(program.ops(batch), start=1)
        if isinstance(op, KeepBatch) and op.writes == question.array
    )
    return Cursor(epoch, batch, number)

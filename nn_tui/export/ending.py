"""The end of a script: the outputs of all rows as they stand, and what is printed."""

from __future__ import annotations

from collections.abc import Iterator

from nn_tui.engine.cursor import Cursor
from nn_tui.engine.program import Program


def ending_lines(program: Program, cursor: Cursor) -> Iterator[str]:
    """Complete `outputs` and print the loss and them, or that there are none yet."""
    through = _rows_through(program, cursor)
    yield from _outputs(program, cursor, through)
    written = program.written_at("loss", cursor)
    if written is None:
        yield 'print("loss: not yet computed")'
    else:
        of_epoch = "" if written.epoch == cursor.epoch else f" of epoch {written.epoch}"
        yield f'print("loss{of_epoch}:", loss)'
    if written is None and not through:
        yield 'print("outputs: not yet computed")'
        return
    is_partial = written is None and through < program.schedule.rows
    yield f'print("outputs{", 0 where not yet computed" * is_partial}:")'
    yield "print(outputs)"


def _kept(program: Program) -> str:
    """Name the array that holds the outputs of this epoch, in the epoch's order."""
    schedule = program.schedule
    return schedule.kept_outputs if schedule.batches > 1 else f"l{program.network.depth}"


def _rows_through(program: Program, cursor: Cursor) -> int:
    """Count the rows of the cursor's epoch that have outputs of it."""
    written = program.written_at(_kept(program), cursor)
    if written is None or written.epoch != cursor.epoch:
        return 0
    return int(program.schedule.window(written.batch).stop)


def _outputs(program: Program, cursor: Cursor, through: int) -> Iterator[str]:
    """Bring the outputs so far into the dataset's order, where no line has done so."""
    kept = _kept(program)
    if "outputs" not in program.written:
        if program.written_at(kept, cursor) is not None:
            yield f"outputs = {kept}"
    elif program.schedule.is_shuffled and through and not program.is_epoch_done(cursor):
        yield "# The rows that have gone through in the unfinished epoch."
        yield f"outputs[order[:{through}]] = {kept}[:{through}]"

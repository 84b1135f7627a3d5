"""The end of a script: the outputs of all rows as they stand, and what is printed."""

from __future__ import annotations

from collections.abc import Iterator

from nn_tui.engine.program import Program
from nn_tui.export.segment import Segment


def ending_lines(segment: Segment) -> Iterator[str]:
    """Complete `outputs` and print the loss and them, or that there are none yet.

    Args:
        segment: The last one.
    """
    program, cursor = segment.program, segment.cursor
    through = _rows_through(segment)
    yield from _outputs(segment, through)
    # It may be of the segment before; the outputs are not.
    written = program.written_at("loss", cursor)
    if written is None:
        yield 'print("loss: not yet computed")'
    else:
        of_epoch = "" if written.epoch == cursor.epoch else f" of epoch {written.epoch}"
        yield f'print("loss{of_epoch}:", loss)'
    has_epoch = segment.written_at("loss", cursor) is not None
    if not has_epoch and not through:
        yield 'print("outputs: not yet computed")'
        return
    is_partial = not has_epoch and through < program.schedule.rows
    yield f'print("outputs{", 0 where not yet computed" * is_partial}:")'
    yield "print(outputs)"


def _kept(program: Program) -> str:
    """Name the array that holds the outputs of this epoch, in the epoch's order."""
    schedule = program.schedule
    return schedule.kept_outputs if schedule.batches > 1 else f"l{program.network.depth}"


def _rows_through(segment: Segment) -> int:
    """Count the rows of the cursor's epoch that have outputs of it."""
    written = segment.written_at(_kept(segment.program), segment.cursor)
    if written is None or written.epoch != segment.cursor.epoch:
        return 0
    return int(segment.program.schedule.window(written.batch).stop)


def _outputs(segment: Segment, through: int) -> Iterator[str]:
    """Bring the outputs so far into the dataset's order, where no line has done so."""
    program, cursor = segment.program, segment.cursor
    kept = _kept(program)
    if "outputs" not in program.written:
        if segment.written_at(kept, cursor) is not None:
            yield f"outputs = {kept}"
    elif program.schedule.is_shuffled and through and not program.is_epoch_done(cursor):
        yield "# The rows that have gone through in the unfinished epoch."
        yield f"outputs[order[:{through}]] = {kept}[:{through}]"

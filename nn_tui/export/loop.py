"""The loop of a script: the listing, with edits and the stop between its lines."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from nn_tui.engine.cursor import Cursor
from nn_tui.engine.ops.op import Op
from nn_tui.engine.program import Program
from nn_tui.export.edits import indented, lines_behind
from nn_tui.export.moments import condition, is_in_batch, place_of
from nn_tui.export.statement import Statement

_STOP = "    break  # the run stands here"


def loop_lines(program: Program, cursor: Cursor, edits: Sequence[Statement]) -> Iterator[str]:
    """Write the loop over the epochs, as far as the cursor.

    Args:
        program: Whose ops these are.
        cursor: Where the run stands; a `break` marks it, unless an epoch ends there.
        edits: Those of its past, in order.
    """
    behind = lines_behind(program, edits)
    if not program.is_epoch_done(cursor):
        stop = [condition(program, cursor), _STOP]
        behind.setdefault(place_of(program, cursor), []).extend(stop)
    batch = _listing(program.iteration, len(program.start), behind)
    if program.schedule.batches > 1:
        batch = _batch_loop(program, cursor, batch)
    yield "for epoch in range(1, epochs + 1):"
    yield from indented(_listing(program.start, 0, behind))
    yield from indented(batch)
    yield from indented(_listing(program.end, len(program.start + program.iteration), behind))


def _listing(
    ops: Sequence[Op], first_place: int, behind: Mapping[int, Sequence[str]]
) -> Iterator[str]:
    for place, op in enumerate(ops, start=first_place):
        yield op.line
        yield from behind.get(place, [])


def _batch_loop(program: Program, cursor: Cursor, batch: Iterator[str]) -> Iterator[str]:
    rows = program.schedule.batch_rows
    yield f"for batch, start in enumerate(range(0, len(inputs), {rows}), start=1):"
    yield from indented([f"stop = min(start + {rows}, len(inputs))", *batch])
    if not program.is_epoch_done(cursor) and is_in_batch(program, place_of(program, cursor)):
        # The break behind the cursor's op leaves the loop over batches alone.
        yield f"if epoch == {cursor.epoch}:"
        yield "    break"

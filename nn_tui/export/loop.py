"""The loop of a segment: the listing, with edits and the stop between its lines."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from nn_tui.engine.ops.op import Op
from nn_tui.export.edits import indented, lines_behind
from nn_tui.export.moments import condition, is_in_batch, place_of
from nn_tui.export.segment import Segment

_STOP = "    break  # the run stands here"


def loop_lines(segment: Segment, *, is_last: bool) -> Iterator[str]:
    """Write the loop over the epochs of a segment, as far as its end.

    Args:
        segment: With its edits in order; a `break` marks its end, unless an epoch ends there.
        is_last: Whether it goes on to the `epochs` that the script has at its top.
    """
    program, cursor = segment.program, segment.cursor
    behind = lines_behind(segment)
    if not program.is_epoch_done(cursor):
        stop = [condition(program, cursor), _STOP]
        behind.setdefault(place_of(program, cursor), []).extend(stop)
    batch = _listing(program.iteration, len(program.start), behind)
    if program.schedule.batches > 1:
        batch = _batch_loop(segment, batch)
    end = "epochs + 1" if is_last else str(cursor.epoch + 1)
    yield f"for epoch in range({segment.began.epoch + 1}, {end}):"
    yield from indented(_listing(program.start, 0, behind))
    yield from indented(batch)
    yield from indented(_listing(program.end, len(program.start + program.iteration), behind))


def _listing(
    ops: Sequence[Op], first_place: int, behind: Mapping[int, Sequence[str]]
) -> Iterator[str]:
    for place, op in enumerate(ops, start=first_place):
        yield op.line
        yield from behind.get(place, [])


def _batch_loop(segment: Segment, batch: Iterator[str]) -> Iterator[str]:
    program, cursor = segment.program, segment.cursor
    rows = program.schedule.batch_rows
    yield f"for batch, start in enumerate(range(0, len(inputs), {rows}), start=1):"
    yield from indented([f"stop = min(start + {rows}, len(inputs))", *batch])
    if not program.is_epoch_done(cursor) and is_in_batch(program, place_of(program, cursor)):
        # The break behind the cursor's op leaves the loop over batches alone.
        yield f"if epoch == {cursor.epoch}:"
        yield "    break"

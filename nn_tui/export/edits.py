"""Edits as lines between those of the listing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from nn_tui.engine.cursor import Cursor
from nn_tui.engine.ops.epoch import TakeBatch
from nn_tui.export.errors import ExportError
from nn_tui.export.moments import condition, place_of
from nn_tui.export.segment import Segment
from nn_tui.export.statement import Statement


def edits_of(segment: Segment) -> tuple[Statement, ...]:
    """Put the edits up to its end in the order of the run; those of one moment stay in theirs.

    Raises:
        ExportError: An edit at no moment of the run, or of an array that is not there then.
    """
    past = [edit for edit in segment.edits if edit.cursor <= segment.cursor]
    for edit in past:
        if edit.cursor != segment.began:
            place_of(segment.program, edit.cursor)
        for name in sorted(edit.assigned):
            if not segment.is_defined(name, edit.cursor):
                raise ExportError(f"{edit}: there is no {name} at that moment")
    return tuple(sorted(past, key=lambda edit: edit.cursor))


def lines_before(segment: Segment) -> list[str]:
    """Write the edits that were made before the first op of a segment."""
    return [edit.text for edit in segment.edits if edit.cursor == segment.began]


def lines_behind(segment: Segment) -> dict[int, list[str]]:
    """Write all other edits, by the place in the listing of the line that they follow."""
    lines: dict[int, list[str]] = {}
    later = [edit for edit in segment.edits if edit.cursor != segment.began]
    for cursor, group in groupby(later, key=lambda edit: edit.cursor):
        together = list(group)
        body = [*_detachments(segment, cursor, together), *(edit.text for edit in together)]
        behind = lines.setdefault(place_of(segment.program, cursor), [])
        behind += [condition(segment.program, cursor), *indented(body)]
    return lines


def indented(lines: Iterable[str]) -> Iterator[str]:
    """Indent lines by one step."""
    return (f"    {line}" for text in lines for line in text.split("\n"))


def _detachments(segment: Segment, cursor: Cursor, edits: Sequence[Statement]) -> Iterator[str]:
    """Copy a batch's rows where an edit would reach the data through them, or they through it."""
    assigned = frozenset[str]().union(*(edit.assigned for edit in edits))
    for op in segment.program.iteration:
        if not isinstance(op, TakeBatch) or not assigned & {op.writes, op.source}:
            continue
        if segment.written_at(op.writes, cursor) is not None:
            yield f"{op.writes} = {op.writes}.copy()"

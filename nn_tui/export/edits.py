"""Edits as lines between those of the listing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from nn_tui.engine.cursor import Cursor
from nn_tui.engine.ops.epoch import TakeBatch
from nn_tui.engine.program import Program
from nn_tui.export.errors import ExportError
from nn_tui.export.moments import condition, is_defined, place_of
from nn_tui.export.statement import Statement


def edits_up_to(
    program: Program, cursor: Cursor, edits: Iterable[Statement]
) -> tuple[Statement, ...]:
    """Put the edits of the past in the order of the run; those of one moment stay in theirs.

    Raises:
        ExportError: An edit at no moment of the run, or of an array that is not there then.
    """
    past = [edit for edit in edits if edit.cursor <= cursor]
    for edit in past:
        if edit.cursor != Cursor():
            place_of(program, edit.cursor)
        for name in sorted(edit.assigned):
            if not is_defined(program, name, edit.cursor):
                raise ExportError(f"{edit}: there is no {name} at that moment")
    return tuple(sorted(past, key=lambda edit: edit.cursor))


def lines_before(edits: Sequence[Statement]) -> list[str]:
    """Write the edits that were made before the first op."""
    return [edit.text for edit in edits if edit.cursor == Cursor()]


def lines_behind(program: Program, edits: Sequence[Statement]) -> dict[int, list[str]]:
    """Write all other edits, by the place in the listing of the line that they follow."""
    lines: dict[int, list[str]] = {}
    later = [edit for edit in edits if edit.cursor != Cursor()]
    for cursor, group in groupby(later, key=lambda edit: edit.cursor):
        together = list(group)
        body = [*_detachments(program, cursor, together), *(edit.text for edit in together)]
        behind = lines.setdefault(place_of(program, cursor), [])
        behind += [condition(program, cursor), *indented(body)]
    return lines


def indented(lines: Iterable[str]) -> Iterator[str]:
    """Indent lines by one step."""
    return (f"    {line}" for text in lines for line in text.split("\n"))


def _detachments(program: Program, cursor: Cursor, edits: Sequence[Statement]) -> Iterator[str]:
    """Copy a batch's rows where an edit would reach the data through them, or they through it."""
    assigned = frozenset[str]().union(*(edit.assigned for edit in edits))
    for op in program.iteration:
        if not isinstance(op, TakeBatch) or not assigned & {op.writes, op.source}:
            continue
        if program.written_at(op.writes, cursor) is not None:
            yield f"{op.writes} = {op.writes}.copy()"

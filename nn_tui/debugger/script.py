"""A run of a session, with what was changed by hand, as a numpy script."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from nn_tui.debugger.continuation import CONTINUED
from nn_tui.debugger.journal import Begin, Change, Continue, Entry, Freeze, Place, Plant, SetCells
from nn_tui.debugger.session import Session
from nn_tui.engine.cursor import Cursor
from nn_tui.engine.layout import Layout
from nn_tui.errors import InputError
from nn_tui.export.data_file import given_arrays
from nn_tui.export.files import export_script
from nn_tui.export.freezing import freeze_statement
from nn_tui.export.literals import list_source
from nn_tui.export.segment import Segment, segment_of
from nn_tui.export.statement import Statement
from nn_tui.recipe.recipe import Recipe


class FaultyRunError(InputError):
    """A run of the bug lab cannot be written as a script."""

    def __init__(self) -> None:
        super().__init__(
            "no script: this run has, or had, a fault of the bug lab; a script would pass for a "
            "right one. X ends a fault, then r starts over without it; or u takes it back"
        )


def export_session(session: Session, path: Path) -> tuple[Path, ...]:
    """Write the run up to where it stands as a numpy script; a file of that name is replaced.

    Args:
        session: Stands where the script is to stop.
        path: The script.

    Returns:
        The files written: the script, and the data where they are too many numbers for it.

    Raises:
        InputError: A file cannot be written.
    """
    return export_script(path, segments_of(session.timeline.place))


def suffixes_of_script(session: Session) -> tuple[str, ...]:
    """Say what the names of the files end in that `export_session` would write."""
    has_data_file = bool(given_arrays(segments_of(session.timeline.place)).filed)
    return (".py", ".npz") if has_data_file else (".py",)


def segments_of(place: Place) -> tuple[Segment, ...]:
    """Say what a script needs of a run from epoch 0: its segments, with what was changed in each.

    A segment in which nothing was trained is none: what was changed in it and goes on is of the
    next one.

    Raises:
        FaultyRunError: Something of the run was wrong on purpose: it is not written as a right one.
    """
    if place.entry.has_been_faulty:
        raise FaultyRunError
    courses = _by_opening(place.entry)
    ends = [*(course[0].cursor for course in courses[1:]), place.cursor]
    segments: list[Segment] = []
    carried: list[Change] = []
    for course, end in zip(courses, ends, strict=True):
        began = course[0].beginning
        made = [*((began, change) for change in carried), *((e.cursor, e.change) for e in course)]
        if began == end and course is not courses[-1]:
            carried = [change for _, change in made if _goes_on(course[0].recipe, change)]
            continue
        segments.append(_segment(course[0], end, made))
        carried = []
    return tuple(segments)


def _by_opening(last: Entry) -> list[list[Entry]]:
    """List the entries of a run from epoch 0 by segment, that which begins each first."""
    courses: list[list[Entry]] = [[]]
    for entry in last.back():
        courses[-1].append(entry)
        if entry is last.origin:
            break
        if entry is entry.opening:
            courses.append([])
    return [course[::-1] for course in reversed(courses)]


def _goes_on(recipe: Recipe, change: Change) -> bool:
    """Whether a change is there still when the run is continued with other batches or rows."""
    if isinstance(change, SetCells):
        return change.array in {*recipe.network.parameters, *CONTINUED}
    return isinstance(change, Freeze)


def _segment(opening: Entry, end: Cursor, made: Iterable[tuple[Cursor, Change]]) -> Segment:
    bare = segment_of(opening.recipe, end, began=opening.beginning)
    statements = (_statement(bare, cursor, change) for cursor, change in made)
    return replace(bare, edits=tuple(filter(None, statements)))


def _statement(segment: Segment, cursor: Cursor, change: Change) -> Statement | None:
    """Write a change; None for one that nothing is left of, or that began the segment."""
    match change:
        case SetCells():
            return _set_cells(segment, cursor, change)
        case Freeze(frozen, is_frozen):
            return freeze_statement(segment.program, cursor, frozen, is_frozen)
        case Begin() | Continue() | Plant():
            return None


def _set_cells(segment: Segment, cursor: Cursor, cells: SetCells) -> Statement | None:
    """Write cells that were typed over, as far as the array has them at that moment."""
    if not segment.is_defined(cells.array, cursor):
        # What has not been computed yet is computed before anything reads it.
        return None
    if not cells.values.ndim:
        return Statement(cursor, f"{cells.array} = {cells.values.item()!r}")
    values = cells.values[: _rows_from(segment, cursor, cells)]
    if not values.size:
        return None
    if values.size == 1:
        place, source = ", ".join(map(str, cells.start)), repr(values.item())
    else:
        place, source = ", ".join(map(_axis, cells.start, values.shape)), list_source(values)
    return Statement(cursor, f"{cells.array}[{place}] = {source}")


def _rows_from(segment: Segment, cursor: Cursor, cells: SetCells) -> int:
    """Count the rows that an array has at a moment, from the first one that is set."""
    schedule = segment.program.schedule
    place = Layout(segment.program.network, schedule.batch_rows).places[cells.array]
    written = segment.written_at(cells.array, cursor)
    rows = place.shape[0]
    if place.has_rows and written is not None:
        rows = schedule.rows_of(written.batch)
    return max(0, rows - cells.start[0])


def _axis(first: int, count: int) -> str:
    return f"{first}:{first + count}"

"""A run of a session, with what was changed by hand, as a numpy script."""

from __future__ import annotations

from pathlib import Path
from typing import TypeAlias

from nn_tui.debugger.journal import Begin, Continue, Entry, Freeze, Place, SetCells
from nn_tui.debugger.player import CONTINUED
from nn_tui.debugger.session import Session
from nn_tui.engine.cursor import START, Cursor
from nn_tui.engine.layout import Layout
from nn_tui.engine.program import Program
from nn_tui.export.errors import ExportError
from nn_tui.export.files import export_script
from nn_tui.export.freezing import freeze_statement
from nn_tui.export.literals import list_source
from nn_tui.export.moments import is_defined
from nn_tui.export.statement import Statement
from nn_tui.recipe.recipe import Recipe, plan

Course: TypeAlias = tuple[Recipe, Cursor, tuple[Statement, ...]]
"""The recipe at epoch 0, a moment of the run, and what was changed by hand before it."""


def export_session(session: Session, path: Path) -> tuple[Path, ...]:
    """Write the run up to where it stands as a numpy script; a file of that name is replaced.

    Args:
        session: Stands where the script is to stop.
        path: The script.

    Returns:
        The files written: the script, and the data where they are too many numbers for it.

    Raises:
        InputError: The run cannot be written as a script, or a file cannot be written.
    """
    recipe, cursor, statements = statements_of(session.timeline.place)
    return export_script(path, recipe, cursor, statements)


def statements_of(place: Place) -> Course:
    """Say what a script needs of a run: how it began, where it stands, and what was changed.

    Raises:
        ExportError: Other batches or rows were trained on from some epoch on: one loop over the
            epochs cannot say so.
    """
    entries = _of_run(place.entry)
    recipe = _at_epoch_0(entries)
    program = plan(recipe)
    made = (_statement(program, entry) for entry in _still_there(entries))
    return recipe, place.cursor, tuple(statement for statement in made if statement is not None)


def _of_run(last: Entry) -> list[Entry]:
    """List the entries of a run from epoch 0, that which begins it first."""
    entries: list[Entry] = []
    for entry in last.back():
        entries.append(entry)
        if entry is last.origin:
            break
    return entries[::-1]


def _at_epoch_0(entries: list[Entry]) -> Recipe:
    """Find the recipe that the first epoch follows, which all others must follow too."""
    recipe = entries[0].recipe
    for entry in entries:
        if not isinstance(entry.change, Continue):
            continue
        if entry.cursor != START:
            raise ExportError(
                f"the batches or rows were changed after epoch {entry.cursor.epoch}, and a script "
                "has one loop over the same rows; export a moment before that, or start over: the "
                "change stays"
            )
        # Nothing had run: as if it had begun so.
        recipe = entry.change.recipe
    return recipe


def _still_there(entries: list[Entry]) -> list[Entry]:
    """Leave out what was changed before a continuation and did not go on with it."""
    kept: list[Entry] = []
    for entry in entries:
        if isinstance(entry.change, Continue):
            going_on = {*plan(entry.recipe).network.parameters, *CONTINUED}
            kept = [e for e in kept if not _is_of_others(e, going_on)]
        kept.append(entry)
    return kept


def _is_of_others(entry: Entry, names: set[str]) -> bool:
    return isinstance(entry.change, SetCells) and entry.change.array not in names


def _statement(program: Program, entry: Entry) -> Statement | None:
    """Write a change; None for one that nothing is left of, or that began the run."""
    match entry.change:
        case SetCells() as cells:
            return _set_cells(program, entry.cursor, cells)
        case Freeze(frozen, is_frozen):
            return freeze_statement(program, entry.cursor, frozen, is_frozen)
        case Begin() | Continue():
            return None


def _set_cells(program: Program, cursor: Cursor, cells: SetCells) -> Statement | None:
    """Write cells that were typed over, as far as the array has them at that moment."""
    if not is_defined(program, cells.array, cursor):
        # What has not been computed yet is computed before anything reads it.
        return None
    if not cells.values.ndim:
        return Statement(cursor, f"{cells.array} = {cells.values.item()!r}")
    values = cells.values[: _rows_from(program, cursor, cells)]
    if not values.size:
        return None
    if values.size == 1:
        place, source = ", ".join(map(str, cells.start)), repr(values.item())
    else:
        place, source = ", ".join(map(_axis, cells.start, values.shape)), list_source(values)
    return Statement(cursor, f"{cells.array}[{place}] = {source}")


def _rows_from(program: Program, cursor: Cursor, cells: SetCells) -> int:
    """Count the rows that an array has at a moment, from the first one that is set."""
    layout = Layout(program.network, program.schedule.batch_rows)
    place = layout.places[cells.array]
    written = program.written_at(cells.array, cursor)
    rows = place.shape[0]
    if place.has_rows and written is not None:
        rows = program.schedule.rows_of(written.batch)
    return max(0, rows - cells.start[0])


def _axis(first: int, count: int) -> str:
    return f"{first}:{first + count}"

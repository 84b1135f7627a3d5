"""What the panels are given: a moment, and what a person has selected in all of them.

A panel that wants another selection posts a function from view to view. The screen applies these
functions one after the other to the view that there is, so that no key typed ahead is lost.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from nn_tui.debugger.breaks.commands import ContinueRun
from nn_tui.debugger.commands import Command, Edit, Open, StartOver, StartWithNextSeed, StepBy
from nn_tui.debugger.gradient_view import (
    gradient_line,
    gradient_name,
    gradient_values,
)
from nn_tui.debugger.snapshot import Snapshot
from nn_tui.debugger.travel import Travel
from nn_tui.debugger.unit import Unit
from nn_tui.engine.arrays import Array
from nn_tui.recipe.settings import SETTINGS


@dataclass(frozen=True, slots=True)
class Selection:
    """One row, one array and one cell of it: the same in every panel."""

    row: int = 0
    """Row of the dataset, from 0."""
    array: str = "l0"
    """Name of an array, as the run stores it."""
    cell: tuple[int, int] = (0, 0)
    """Row and column in it; where its rows are rows of a batch, see View.cell."""


@dataclass(frozen=True, slots=True, eq=False)
class View:
    """A moment of the run, looked at by a person."""

    moment: Snapshot
    """The run."""
    selection: Selection = Selection()
    """What is selected."""
    before: Snapshot | None = None
    """The moment that was shown before this one, of the same program; None for none."""
    is_gradient: bool = False
    """Whether errors, deltas and descents are shown as gradients, dL/d(.)."""
    is_following: bool = True
    """Whether the array that a single op writes becomes the selected one."""
    notice: str = ""
    """What the screen has to say, in place of what the run has to say."""
    commands: int = 0
    """How many commands were given so far that take the machine elsewhere, done or not yet."""
    is_unsaved: bool = False
    """Whether what is done is not being saved, though it is meant to be."""

    @property
    def said(self) -> str:
        """What there is to say: what the screen has, or else what the run has, in its names."""
        return self.notice or self.line(self.moment.notice)

    @property
    def row(self) -> int:
        """The selected row of the dataset."""
        return self.selection.row

    @property
    def array_name(self) -> str:
        """Name of the selected array, as stored."""
        return self.selection.array

    @property
    def cell(self) -> tuple[int, int]:
        """Row and column of the selected cell in the selected array.

        Where the array's rows are a batch's, it stands on the selected row of the dataset, or on
        the first one when that row is in another batch.
        """
        return self.cell_in(self.selection.array)

    @property
    def lit(self) -> str:
        """Name of the array that a single op has just written, or "" when no single op did."""
        op = self.moment.op
        if op is None or self.before is None or not is_stepped(self.before, self.moment):
            return ""
        return op.writes

    def cell_in(self, name: str) -> tuple[int, int]:
        """Place the selected row and column in an array, as `cell` does in the selected one."""
        row, column = self.selection.cell
        rows = self.moment.dataset_rows(name)
        if rows is not None:
            places = (rows == self.selection.row).nonzero()[0]
            row = int(places[0]) if len(places) else 0
        return clamp((row, column), self.moment.shape(name))

    def name(self, name: str) -> str:
        """Give an array's name as this view shows it."""
        return gradient_name(name) if self.is_gradient else name

    def line(self, line: str) -> str:
        """Give a line of the listing as this view shows it."""
        return gradient_line(line) if self.is_gradient else line

    def array(self, name: str) -> Array | None:
        """Give an array's values as this view shows them, or None: not computed yet."""
        values = self.moment.array(name)
        return None if values is None else self.shown(name, values)

    def array_before(self, name: str) -> Array | None:
        """Give the values at the moment that was shown before, or None: there were none."""
        values = None if self.before is None else self.before.array(name)
        return None if values is None else self.shown(name, values)

    def shown(self, name: str, values: Array) -> Array:
        """Give values of an array, or of some of its rows, as this view shows them."""
        return gradient_values(name, values) if self.is_gradient else values


def is_stepped(before: Snapshot, after: Snapshot) -> bool:
    """Whether single ops led from one moment to the other: amid a batch, or one op off it.

    A run shows moments where it happens to be; only one that goes op by op is stepped.
    """
    if not before.program.is_same_run(after.program) or after.cursor == before.cursor:
        return False
    if after.is_running and after.activity.tempo.unit is not Unit.OP:
        return False
    earlier, later = sorted((before.cursor, after.cursor))
    is_amid = not (after.is_running or after.program.is_batch_done(after.cursor))
    return before.program.after(earlier) == later or (is_amid and after.cursor == later)


def clamp(cell: tuple[int, int], shape: tuple[int, ...]) -> tuple[int, int]:
    """Bring a cell within an array of this shape; a vector is one row, a number one cell."""
    rows, columns = (1, 1, *shape)[-2:]
    return max(0, min(cell[0], rows - 1)), max(0, min(cell[1], columns - 1))


def at_moment(view: View | None, moment: Snapshot) -> View:
    """Look at another moment: of the same run with the same selection, as far as there is one."""
    if view is None or view.moment.recipe.dataset.as_read is not moment.recipe.dataset.as_read:
        is_gradient = view is not None and view.is_gradient
        return View(moment, is_gradient=is_gradient)
    before = view.before if view.moment.cursor == moment.cursor else view.moment
    is_same_run = before is not None and before.program.is_same_run(moment.program)
    later = replace(
        view,
        moment=moment,
        before=before if is_same_run else None,
        notice=_both(view.notice, view.moment.notice, moment.notice),
    )
    if later.is_following and later.lit in moment.names:
        return with_array(later, later.lit)
    return with_array(later, view.selection.array)


def _both(notice: str, before: str, now: str) -> str:
    """Add what the run says now to what the screen has said: neither is to hide the other."""
    return f"{notice}; {now}" if notice and now not in ("", before) else notice


def with_command(view: View, command: Command) -> View:
    """Count a command that takes the machine elsewhere; a run goes on from where it is."""
    match command:
        case StepBy() | ContinueRun() | StartOver() | StartWithNextSeed() | Open():
            is_elsewhere = True
        case _ if isinstance(command, Travel):
            is_elsewhere = True
        case Edit(name):
            is_elsewhere = not SETTINGS[name].applies.is_live
        case _:
            is_elsewhere = False
    return replace(view, commands=view.commands + is_elsewhere)


def with_row(view: View, row: int) -> View:
    """Select a row of the dataset, or the first or last when there is none of that number."""
    row = max(0, min(row, view.moment.recipe.dataset.rows - 1))
    return replace(view, selection=replace(view.selection, row=row))


def with_array(view: View, name: str) -> View:
    """Select an array; where there is none of that name, the outputs.

    The row of the dataset stays the selected one, also while another batch goes through.
    """
    if name not in view.moment.names:
        name = f"l{view.moment.program.network.depth}"
    selection = replace(view.selection, array=name)
    cell = replace(view, selection=selection).cell
    return replace(view, selection=replace(selection, cell=cell))


def with_cell(view: View, cell: tuple[int, int]) -> View:
    """Select a cell of the selected array, and with it the row of the dataset that it is of."""
    name = view.selection.array
    row, column = clamp(cell, view.moment.shape(name))
    rows = view.moment.dataset_rows(name)
    # What an epoch keeps of its batches has no rows before the first of them.
    has_row = rows is not None and row < len(rows)
    of_dataset = int(rows[row]) if rows is not None and has_row else view.selection.row
    selection = replace(view.selection, cell=(row, column), row=of_dataset)
    return replace(view, selection=selection)

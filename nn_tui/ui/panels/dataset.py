"""The Dataset panel."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.events import Click, Resize
from textual.widgets import Input

from nn_tui.data import Dataset
from nn_tui.debugger.commands import Halt, ToggleRow
from nn_tui.debugger.snapshot import Snapshot
from nn_tui.ui.commands import KeyCommand, bindings_of
from nn_tui.ui.panels.bottom_field import BottomField
from nn_tui.ui.panels.panel import Panel
from nn_tui.ui.panels.row_field import RowField
from nn_tui.ui.panels.row_search import RowSearch
from nn_tui.ui.render.dataset import draw_dataset, row_at
from nn_tui.ui.render.lines import Line
from nn_tui.ui.render.row_footing import draw_footing
from nn_tui.ui.render.row_order import RowOrder, order_rows
from nn_tui.ui.render.row_results import described
from nn_tui.ui.render.scatter import (
    draw_scatter,
    frame_of,
    places_in,
    point_at,
    reason_against_scatter,
)
from nn_tui.ui.row_cells import RowCells
from nn_tui.ui.view import View, with_row

_ABOUT = (
    "e asks where the row's output comes from; e again here, its error, its targets, its inputs.",
    "Inputs stand here in the file's own units; where they are standardized, the network gets "
    "them at mean 0, deviation 1. +3 and 2+ count input columns out of view, left and right "
    "show them; where there is room for one count, it is of both sides. share is the likeliest "
    "class's output, |err| the mean of |target - output|.",
    "(3) is a row left out: it is not trained on, and the outputs are those of the others. A * "
    "marks a row that was changed by hand, a + one whose change comes with the next epoch; it has "
    "no output until it has gone through. Where inputs are standardized, mean and "
    "deviation are those of the rows trained on. A row is typed as in its file, cells divided by "
    "commas, a class by its name; the file stays as it is.",
    "A search is a row's number, a number as shown, a part of a class's name, wrong, or a "
    "comparison: x0>0.5, target=setosa, output!=virginica, row<10, |error|>0.2. A column's "
    "first letters do. Of several, with spaces between them, all must hold.",
    "Points, for two inputs that vary: a shape and colour for each class, hollow where the "
    "output is of another class, dim where it is not computed yet; 2/50 are 2 wrong of 50 of "
    "that class. Where the target is a "
    "number: · for a small error, + and - for one of that sign, ▲ and ▼ for a large one. "
    "The selected point is in reverse; the arrows go to the next one in their direction.",
)
"""What its marks mean, and what a search may be."""


class DatasetPanel(Panel):
    """Inputs, target, output and error of each row; its row is the one the network shows."""

    NUMBER: ClassVar[str] = "1"
    TITLE: ClassVar[str] = "Dataset"

    VERBS: ClassVar[tuple[KeyCommand, ...]] = (
        KeyCommand("search", "/", "slash", "search", "show rows that match; escape shows all"),
        KeyCommand("edit_row", "enter", "enter", "", "change the row's cells; tab: the next"),
        KeyCommand("leave_out", "d", "d,delete", "", "do not train on the row, or do again"),
        KeyCommand("arrange", "a", "a", "arrange", "largest |error| first, or as in the file"),
        KeyCommand("toggle_scatter", "m", "m", "view", "points in place of the table, or back"),
    )
    ABOUT: ClassVar[tuple[str, ...]] = _ABOUT
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings_of(VERBS),
        Binding("escape", "show_all", show=False),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._first_input = 0
        self._is_scatter = False
        self._is_by_error = False
        self._cells = RowCells()
        self._field = BottomField(self)
        self._search = RowSearch(self, self._field, self._reorder)
        self._row_field = RowField(self, self._field)
        self._ordered: tuple[Snapshot, bool, RowOrder] | None = None

    def show(self, view: View) -> None:
        """Show another view; another dataset begins in its file's order, without a search."""
        dataset = _dataset(view)
        if self.view is None or _dataset(self.view).as_read is not dataset.as_read:
            self._first_input, self._search.query, self._ordered = 0, None, None
            self._is_by_error = False
            self._is_scatter = self._is_scatter and not reason_against_scatter(dataset)
            self._field.close()
        is_scaled = view.moment.recipe.hyperparameters.standardize
        self.set_subtitle(described(dataset, is_scaled))
        self._row_field.follow(view)
        super().show(view)

    def draw(self, view: View, width: int, height: int) -> list[Line]:
        """Draw the table or the points, and below them what there is to say of the list."""
        order, body = self._order(view), self._body_height(view, width, height)
        if self._has_points(view):
            lines = draw_scatter(view, order, width, body)
        else:
            lines = draw_dataset(view, order, self._first_input, width, body)
        lines += [()] * (body - len(lines))
        return lines + self._footing(view, width, height)

    def cell_asked(self, view: View) -> str:
        """Ask about the output of the selected row; again, about its other numbers."""
        return self._cells.next_cell(view, self._first_input)

    def action_move(self, rows: int, columns: int) -> None:
        """Select another row, or look at other input columns; among points, the next one."""
        if self.view is None:
            return
        if self._has_points(self.view):
            self.change(lambda view: self._with_point_toward(view, rows, columns))
            return
        last_input = len(_dataset(self.view).input_names) - 1
        if columns:
            self._first_input = max(0, min(self._first_input + columns, last_input))
            self.redraw()
        if rows:
            self.change(lambda view: with_row(view, self._order(view).moved(view.row, rows)))

    def action_arrange(self) -> None:
        """Show the largest error first, or the rows as in the file."""
        self._is_by_error = not self._is_by_error
        self._reorder()

    def action_toggle_scatter(self) -> None:
        """Show points in place of the table, or go back; say why where there can be none."""
        if self.view is None:
            return
        reason = reason_against_scatter(_dataset(self.view))
        self._is_scatter = not reason and not self._is_scatter
        self.redraw()
        self.change(lambda view: replace(view, notice=reason))

    def action_show_all(self) -> None:
        """Show all rows again; stop the run as well, as this key does everywhere."""
        self._search.forget()
        self.ask(Halt())

    async def action_search(self) -> None:
        """Open the field for a search."""
        await self._search.open()

    async def action_edit_row(self, row: int | None = None, cell: int | None = None) -> None:
        """Open the field for the cells of a row, by default the selected one."""
        if row is not None:
            chosen = row
            self.change(lambda view: with_row(view, chosen))
        await self._row_field.open(self._first_input if cell is None else cell, row)

    def action_leave_out(self) -> None:
        """Leave the selected row out, or take it in again."""

        def ask(view: View) -> View:
            self.ask(ToggleRow(view.row))
            return view

        # By the way that selections take, so that it is of the row that was selected before.
        self.change(ask)

    def on_click(self, event: Click) -> None:
        """Select the row under the mouse, or the nearest point."""
        if self.view is None:
            return
        view, (width, height) = self.view, self.content_size
        order, body = self._order(view), self._body_height(view, width, height)
        offset = event.get_content_offset(self)
        if offset is None:
            return
        if self._has_points(view):
            row = point_at(view, order, (width, body), offset.x, offset.y)
        else:
            row = row_at(order, view.row, body, offset.y)
        if row is not None:
            chosen = row
            self.change(lambda view: with_row(view, chosen))

    def on_resize(self, _event: Resize) -> None:
        """Keep the field at the bottom."""
        self._field.place()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Search, or look at the cells, as they are typed."""
        self._field.take(event)

    def on_input_blurred(self, event: Input.Blurred) -> None:
        """Close the field when another panel is gone to; what was found stays."""
        self._field.leave(event)

    def _reorder(self) -> None:
        self._ordered = None
        self.redraw()

    def _order(self, view: View) -> RowOrder:
        """Give the rows that are shown: found and sorted once for each moment."""
        if self._ordered is not None:
            moment, is_gradient, order = self._ordered
            if moment is view.moment and is_gradient == view.is_gradient:
                return order
        order = order_rows(view, self._search.query, is_by_error=self._is_by_error)
        self._ordered = view.moment, view.is_gradient, order
        return order

    def _has_points(self, view: View) -> bool:
        return self._is_scatter and not reason_against_scatter(_dataset(view))

    def _with_point_toward(self, view: View, down: int, right: int) -> View:
        if not self._has_points(view):
            # Another dataset has come since the key was pressed.
            return view
        width, height = self.content_size
        frame = frame_of(width, self._body_height(view, width, height))
        places = places_in(_dataset(view), frame)
        return with_row(view, places.toward(self._order(view).rows, view.row, down, right))

    def _footing(self, view: View, width: int, height: int) -> list[Line]:
        if self._row_field.is_open:
            return self._row_field.draw(view, width, height)
        order, search = self._order(view), self._search
        return draw_footing(
            view, order, width, height, reason=search.reason, is_typing=search.is_open
        )

    def _body_height(self, view: View, width: int, height: int) -> int:
        return height - len(self._footing(view, width, height))


def _dataset(view: View) -> Dataset:
    return view.moment.recipe.dataset

"""The field in the Dataset panel for the cells of a row."""

from __future__ import annotations

from textual.widgets.input import Selection

from nn_tui.data.revision import split
from nn_tui.debugger.commands import ChangeRow
from nn_tui.ui.panels.bottom_field import BottomField
from nn_tui.ui.panels.panel import Panel
from nn_tui.ui.panels.stepping_input import TABS, SteppingInput
from nn_tui.ui.render.lines import Line
from nn_tui.ui.render.row_footing import draw_row_footing
from nn_tui.ui.row_editing import RowEditing, begin, cell_at, finished, of_row, span_of, with_text
from nn_tui.ui.view import View


class RowField:
    """All cells of the selected row on one line; tab goes from one to the next."""

    def __init__(self, panel: Panel, field: BottomField) -> None:
        """Begin without a field.

        Args:
            panel: Whose selected row is edited.
            field: Where it is typed.
        """
        self._panel = panel
        self._field = field
        self._editing: RowEditing | None = None
        self._typed: SteppingInput | None = None
        # A row that is about to be selected.
        self._awaited: int | None = None

    @property
    def is_open(self) -> bool:
        """Whether a row is being typed."""
        return self._editing is not None

    async def open(self, cell: int, row: int | None = None) -> None:
        """Begin to type, with a cell selected; in the selected row, or in one about to be."""
        view = self._panel.view
        if view is None or self._field.typed is not None:
            return
        self._awaited = row
        self._editing = editing = begin(
            view.moment.recipe_planned, view.row if row is None else row
        )
        self._typed = typed = SteppingInput(
            editing.text, self._apply, self._field.close, self._step, TABS
        )
        await self._field.open(typed, self._take, self._end)
        self._select(cell)
        self._panel.watch(typed, "selection", self._panel.redraw, init=False)
        self._panel.redraw()

    def follow(self, view: View) -> None:
        """Be of the row that is selected by now: keys before enter may do their work after it."""
        if self._awaited is not None:
            self._awaited = None if view.row == self._awaited else self._awaited
            return
        editing, typed = self._editing, self._typed
        if editing is None or typed is None or view.row == editing.row:
            return
        cell = cell_at(typed.value, typed.cursor_position)
        moved = of_row(with_text(editing, typed.value), view.row)
        self._editing = with_text(moved, moved.text)
        typed.value = moved.text
        self._select(cell)

    def draw(self, view: View, width: int, height: int) -> list[Line]:
        """Draw what there is to say of the cell at the cursor, and the place of the field."""
        assert self._editing is not None and self._typed is not None
        cell = cell_at(self._typed.value, self._typed.cursor_position)
        return draw_row_footing(view, self._editing, cell, width, height)

    def _take(self, text: str) -> None:
        # Messages come later than keys: enter may have looked at this text already, and closer.
        if self._editing is not None and text != self._editing.text:
            self._editing = with_text(self._editing, text)
            self._panel.redraw()

    def _apply(self, text: str) -> None:
        """Ask for the row, or keep the field open and say why it cannot be so."""
        if self._editing is None:
            return
        editing = finished(with_text(self._editing, text))
        if editing.reason:
            self._editing = editing
            self._panel.redraw()
            return

        def ask(view: View) -> View:
            # The row may have been selected by a key that was on its way when the field opened.
            of_selected = of_row(editing, view.row)
            self._panel.ask(ChangeRow(view.row, tuple(split(of_selected.text))))
            return view

        self._panel.change(ask)
        self._field.close()

    def _step(self, cells: int) -> None:
        """Select another cell."""
        if self._typed is not None:
            self._select(cell_at(self._typed.value, self._typed.cursor_position) + cells)

    def _select(self, cell: int) -> None:
        if self._typed is not None:
            self._typed.selection = Selection(*span_of(self._typed.value, cell))

    def _end(self) -> None:
        self._editing = self._typed = None

"""Typing over the selected cell, in the Inspector."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from textual.geometry import Offset

from nn_tui.debugger.typing_over import is_data
from nn_tui.ui.panels.matrix_input import MatrixInput
from nn_tui.ui.panels.panel import Panel
from nn_tui.ui.panels.panel_field import PanelField
from nn_tui.ui.render.cell_field import FieldPlace, draw_beside_field, place_of_field
from nn_tui.ui.render.inspector_grid import Grid
from nn_tui.ui.render.lines import Line
from nn_tui.ui.typed_cells import Typed, cannot_be_typed_over, cell_in_row, read_typed, text_of_cell
from nn_tui.ui.view import Selection, View

_PANEL_OF_DATA = "1"
"""The digit that goes there."""


class CellEditor:
    """Opens a field on a cell, and keeps to that cell while the run goes on."""

    def __init__(self, panel: Panel, field: PanelField, grid: Callable[[View], Grid]) -> None:
        """Make one that has not been opened.

        Args:
            panel: In which the cells are.
            field: Its field.
            grid: Which cells are in view, and where.
        """
        self._panel = panel
        self._field = field
        self._grid = grid
        self._typed: MatrixInput | None = None
        self._selection = Selection()

    async def open(self) -> None:
        """Open the selected cell; one of the data in its row, in the Dataset panel.

        Where it cannot be typed over, the field says so: what is typed next is meant for it.
        """
        view = self._panel.view
        if view is None:
            return
        rows, cell = view.moment.dataset_rows(view.array_name), view.cell
        # The row that is seen there, which is not the selected one where that is not in the batch.
        row = view.row if rows is None else int(rows[cell[0]])
        if is_data(view.moment, view.array_name):
            await self._open_row(row, cell_in_row(view))
            return
        self._selection = replace(view.selection, cell=cell, row=row)
        self._typed = typed = MatrixInput(text_of_cell(view), self._apply, self._field.close)
        self._place(view)
        await self._field.open(typed, self._around)

    async def _open_row(self, row: int, cell: int) -> None:
        """Go to the panel of the data, and have it open the field for a row."""
        screen = self._panel.screen
        await screen.run_action(f"go_to('{_PANEL_OF_DATA}')")
        if screen.focused is not None:
            await screen.focused.run_action(f"edit_row({row}, {cell})")

    def paste(self, text: str) -> None:
        """Set what begins at the selected cell to pasted numbers, or say why it cannot be."""

        def change(view: View) -> View:
            typed = read_typed(view, text)
            if typed.command is None:
                return replace(view, notice=typed.reason or "what was pasted is there already")
            self._panel.ask(typed.command)
            return view

        self._panel.change(change)

    def aimed(self, view: View) -> View:
        """Look at the cell that is being typed over, whatever else is selected meanwhile."""
        return replace(view, selection=self._selection) if self.is_open else view

    def keep_up(self, view: View) -> None:
        """Close the field where the run has no such array any more."""
        if self.is_open and self._selection.array not in view.moment.names:
            self._field.close()

    @property
    def is_open(self) -> bool:
        """Whether a cell is being typed over."""
        return self._typed is not None and self._field.typed is self._typed

    def _apply(self, text: str) -> None:
        """Ask for the numbers, or keep the field open and say why they cannot be set."""
        if self._panel.view is None:
            return
        typed = self._read(self._panel.view, text)
        if typed.reason:
            self._panel.redraw()
            return
        self._field.close()
        if typed.command is not None:
            self._panel.ask(typed.command)

    def _read(self, view: View, text: str) -> Typed:
        view = self.aimed(view)
        reason = cannot_be_typed_over(view)
        rows, name = view.moment.dataset_rows(view.array_name), view.array_name
        if not reason and rows is not None and self._selection.row not in rows:
            reason = f"row {self._selection.row} is not in the batch that {view.name(name)} is of"
        return Typed(reason=reason) if reason else read_typed(view, text)

    def _around(self, view: View, lines: list[Line], width: int) -> list[Line]:
        if self._typed is None:
            return lines
        place = self._place(view)
        height = self._panel.content_size.height
        return draw_beside_field(lines, self._read(view, self._typed.value), place, width, height)

    def _place(self, view: View) -> FieldPlace:
        """Put the field where its cell stands."""
        view = self.aimed(view)
        assert self._typed is not None, "it is placed while it is open"
        width = self._panel.content_size.width
        place = place_of_field(self._grid(view), view.cell, self._typed.value, width)
        self._typed.styles.offset = Offset(place.x, place.y)
        self._typed.styles.width = place.width
        return place

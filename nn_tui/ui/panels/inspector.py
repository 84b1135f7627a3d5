"""The Inspector panel."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType

from nn_tui.ui.panels.panel import Panel
from nn_tui.ui.render.inspector import clamp, draw_inspector
from nn_tui.ui.render.lines import Line
from nn_tui.ui.view import View


class InspectorPanel(Panel):
    """Any array as numbers, with a cell cursor and full precision."""

    NUMBER: ClassVar[str] = "6"
    TITLE: ClassVar[str] = "Inspector"

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right_square_bracket,period", "show_next(1)", show=False),
        Binding("left_square_bracket,comma", "show_next(-1)", show=False),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.array_name = "l0"
        """The array in view."""
        self._cell = (0, 0)

    def draw(self, view: View, width: int, height: int) -> list[Line]:
        """Draw the array; one that this network does not have gives way to the outputs."""
        if self.array_name not in view.moment.names:
            self.array_name = f"l{view.moment.program.network.depth}"
        self._cell = clamp(self._cell, view.moment.shape(self.array_name))
        return draw_inspector(view.moment, self.array_name, self._cell, width, height)

    def action_move(self, rows: int, columns: int) -> None:
        """Move the cell cursor."""
        row, column = self._cell
        self._cell = (row + rows, column + columns)
        self.redraw()

    def action_show_next(self, step: int) -> None:
        """Show the next array of the program, or the one before."""
        if self.view is not None:
            names = self.view.moment.names
            self.array_name = names[(names.index(self.array_name) + step) % len(names)]
            self.redraw()

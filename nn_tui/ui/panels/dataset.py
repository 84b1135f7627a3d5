"""The Dataset panel."""

from __future__ import annotations

from typing import ClassVar

from textual.events import Click

from nn_tui.ui.panels.panel import Panel
from nn_tui.ui.render.dataset import draw_dataset, row_at
from nn_tui.ui.render.lines import Line
from nn_tui.ui.view import View, with_row


class DatasetPanel(Panel):
    """Inputs, target, output and error of each row; its row is the one the network shows."""

    NUMBER: ClassVar[str] = "1"
    TITLE: ClassVar[str] = "Dataset"

    ABOUT: ClassVar[tuple[str, ...]] = (
        "+3 and 2+ count input columns out of view, left and right show them. share is the "
        "likeliest class's output, |err| the mean of |target - output| over the outputs.",
    )

    def __init__(self) -> None:
        super().__init__()
        self._first_input = 0

    def draw(self, view: View, width: int, height: int) -> list[Line]:
        """Draw the table."""
        return draw_dataset(view.moment, view.row, self._first_input, width, height)

    def action_move(self, rows: int, columns: int) -> None:
        """Select another row, or look at other input columns."""
        if self.view is None:
            return
        last_input = len(self.view.moment.recipe.dataset.input_names) - 1
        self._first_input = max(0, min(self._first_input + columns, last_input))
        self.redraw()
        if rows:
            self.change(lambda view: with_row(view, view.row + rows))

    def on_click(self, event: Click) -> None:
        """Select the row under the mouse."""
        if self.view is not None:
            rows = self.view.moment.recipe.dataset.rows
            place = row_at(rows, self.view.row, self.content_size.height, event.y - 1)
            if place is not None:
                self.change(lambda view: with_row(view, place))

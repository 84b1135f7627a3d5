"""The Network panel."""

from __future__ import annotations

from typing import ClassVar

from nn_tui.ui.panels.panel import Panel
from nn_tui.ui.render.diagram import draw_network
from nn_tui.ui.render.lines import Line
from nn_tui.ui.render.picture import picture_of, shown_row
from nn_tui.ui.view import View


class NetworkPanel(Panel):
    """The network with one row's activations, edges by sign and size."""

    NUMBER: ClassVar[str] = "2"
    TITLE: ClassVar[str] = "Network"

    ABOUT: ClassVar[tuple[str, ...]] = (
        "Solid edges are positive, dashed negative, thick ones large. A node holds the activation "
        "of the selected row, ( . ) where this iteration has not computed it yet, (###) where it "
        "does not fit.",
    )

    def draw(self, view: View, width: int, height: int) -> list[Line]:
        """Draw the diagram, and say whose activations it holds."""
        row = shown_row(view.moment, view.row)
        elsewhere = "" if row == view.row else f" (row {view.row}: another batch)"
        self.border_subtitle = f"row {row}{elsewhere}"
        return draw_network(picture_of(view.moment, row), width, height)

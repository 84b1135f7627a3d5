"""The Program panel."""

from __future__ import annotations

from typing import ClassVar

from nn_tui.ui.panels.panel import Panel
from nn_tui.ui.render.lines import Line
from nn_tui.ui.render.program import draw_program
from nn_tui.ui.view import View


class ProgramPanel(Panel):
    """The listing of an iteration, with the line that runs next."""

    NUMBER: ClassVar[str] = "5"
    TITLE: ClassVar[str] = "Program"

    def draw(self, view: View, width: int, height: int) -> list[Line]:
        """Draw the listing."""
        return draw_program(view.moment, width, height)

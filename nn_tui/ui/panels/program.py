"""The Program panel."""

from __future__ import annotations

from typing import ClassVar

from nn_tui.ui.panels.panel import Panel
from nn_tui.ui.render.lines import Line
from nn_tui.ui.render.program import draw_program, scrolled_within
from nn_tui.ui.view import View


class ProgramPanel(Panel):
    """The listing of an iteration, with the line that runs next."""

    NUMBER: ClassVar[str] = "5"
    TITLE: ClassVar[str] = "Program"

    ABOUT: ClassVar[tuple[str, ...]] = (
        "> is the line that runs next, a dot marks those done in this iteration.",
    )

    def __init__(self) -> None:
        super().__init__()
        self._scrolled = (0, 0)

    def show(self, view: View) -> None:
        """Show another view; where the machine has moved, around the line that runs next."""
        if self.view is not None and self.view.moment.cursor != view.moment.cursor:
            self._scrolled = (0, self._scrolled[1])
        super().show(view)

    def draw(self, view: View, width: int, height: int) -> list[Line]:
        """Draw the listing."""
        return draw_program(view, self._scrolled, width, height)

    def action_move(self, rows: int, columns: int) -> None:
        """Look at other lines, or at the ends of long ones."""
        if self.view is not None:
            down, right = self._scrolled[0] + rows, self._scrolled[1] + 4 * columns
            self._scrolled = scrolled_within(self.view, (down, right), self.content_size)
            self.redraw()

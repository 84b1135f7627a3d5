"""The watches, below the panels."""

from __future__ import annotations

from textual.geometry import Size

from nn_tui.ui.panels.panel import Panel
from nn_tui.ui.render.lines import Line
from nn_tui.ui.render.watches import draw_watches, lines_of
from nn_tui.ui.view import View


class WatchBar(Panel, can_focus=False):
    """A line for each watch; not there when there are none, or the list has them."""

    DEFAULT_CSS = """
    WatchBar { height: auto; border: none; display: none; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._is_aside = False
        self._lines_wanted = 0

    def show(self, view: View) -> None:
        """Show another view."""
        super().show(view)
        self._come_or_go()

    def step_aside(self, is_aside: bool) -> None:
        """Make room for the list, or come back."""
        self._is_aside = is_aside
        self._come_or_go()

    def draw(self, view: View, width: int, height: int) -> list[Line]:
        """Draw the lines."""
        return draw_watches(view.moment.breaks.watches, width, height, view.is_gradient)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Take a line for each."""
        return self._lines_wanted

    def _come_or_go(self) -> None:
        wanted = 0 if self.view is None else lines_of(self.view.moment.breaks.watches)
        if wanted != self._lines_wanted:
            self._lines_wanted = wanted
            self.refresh(layout=True)
        self.display = bool(wanted) and not self._is_aside
        self.redraw()

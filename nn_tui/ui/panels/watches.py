"""The line of watches."""

from __future__ import annotations

from nn_tui.ui.panels.panel import Panel
from nn_tui.ui.render.breaks import draw_watches
from nn_tui.ui.render.lines import Line
from nn_tui.ui.view import View


class WatchBar(Panel, can_focus=False):
    """The watches in one line; not there when there are none, or the list has them."""

    DEFAULT_CSS = """
    WatchBar { height: 1; border: none; display: none; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._is_aside = False

    def show(self, view: View) -> None:
        """Show another view."""
        super().show(view)
        self._come_or_go()

    def step_aside(self, is_aside: bool) -> None:
        """Make room for the list, or come back."""
        self._is_aside = is_aside
        self._come_or_go()

    def _come_or_go(self) -> None:
        has_watches = self.view is not None and bool(self.view.moment.breaks.watches)
        self.display = has_watches and not self._is_aside
        self.redraw()

    def draw(self, view: View, width: int, height: int) -> list[Line]:
        """Draw one line."""
        return [draw_watches(view.moment.breaks.watches, width)]

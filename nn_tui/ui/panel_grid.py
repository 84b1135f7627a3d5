"""The panels in their places: all of them, a page of them, or one."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Container
from textual.events import Resize

from nn_tui.ui.arrangement import PAGES, PANELS, page_of
from nn_tui.ui.panels.panel import Panel

_ROWS_OF_PAGES = ("1fr 1fr", "13fr 11fr")
"""How high the rows of each page are."""


class PanelGrid(Container):
    """Holds the panels, and knows which of them are in view.

    Which are is set on the panels themselves: a style sheet that said it would have to be asked
    again, for every widget, whenever a page is turned.
    """

    def __init__(self) -> None:
        super().__init__(id="panels")
        self._chosen: type[Panel] = PAGES[0][0]

    def compose(self) -> ComposeResult:
        """Put up every panel."""
        for panel in PANELS.values():
            yield panel()

    def turn_to(self, wanted: Panel) -> None:
        """Bring a panel in view."""
        self._chosen = type(wanted)
        self._arrange()

    def toggle_zoom(self) -> None:
        """Give the chosen panel all the room, or go back."""
        self.toggle_class("zoomed")
        self._arrange()

    def on_resize(self, _event: Resize) -> None:
        """Show all panels where there is room for them."""
        self._arrange()

    def _arrange(self) -> None:
        page = page_of(self._chosen)
        has_room = self.screen.has_class("-wide") and self.screen.has_class("-high")
        self.styles.grid_rows = "1fr" if has_room else _ROWS_OF_PAGES[page - 1]
        for panel in self.query(Panel):
            if self.has_class("zoomed"):
                panel.display = isinstance(panel, self._chosen)
            else:
                panel.display = has_room or page_of(type(panel)) == page

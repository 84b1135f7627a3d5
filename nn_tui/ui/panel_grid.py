"""The panels in their places: all of them, a page of them, or one."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Container

from nn_tui.ui.arrangement import PAGES, PANELS, page_of
from nn_tui.ui.panels.panel import Panel


class PanelGrid(Container):
    """Holds the panels; its classes say which page is in view and whether one is zoomed."""

    def __init__(self) -> None:
        super().__init__(id="panels")

    def compose(self) -> ComposeResult:
        """Put up every panel, on its page."""
        for panel in PANELS.values():
            yield panel().add_class(f"on-page-{page_of(panel)}")

    def turn_to(self, wanted: Panel) -> None:
        """Bring a panel in view."""
        is_seen = self.has_class("zoomed")
        for panel in self.query(Panel):
            # How it looks depends on it in a zoomed grid alone: no need to look it up elsewhere.
            panel.set_class(panel is wanted, "chosen", update=is_seen)
        page = page_of(type(wanted))
        if not self.has_class(f"page-{page}"):
            for number in range(1, len(PAGES) + 1):
                self.set_class(number == page, f"page-{number}", update=False)
            # Once for all: this goes through every widget.
            self.update_node_styles()

    def toggle_zoom(self) -> None:
        """Give the chosen panel all the room, or go back."""
        self.toggle_class("zoomed")

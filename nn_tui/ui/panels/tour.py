"""The tour of a first start, in a few lines below the panels."""

from __future__ import annotations

from typing import ClassVar

from textual.events import Click
from textual.geometry import Size
from textual.message import Message

from nn_tui.ui.panels.panel import Panel
from nn_tui.ui.render.lines import Line
from nn_tui.ui.render.tour import draw_tour, tour_pages
from nn_tui.ui.view import View


class TourBar(Panel, can_focus=False):
    """One page at a time; not there when the tour is not on."""

    DEFAULT_CSS: ClassVar[str] = """
    TourBar { height: auto; max-height: 8; border: none; display: none; background: $panel; }
    """

    class Turned(Message):
        """Another page is shown."""

        def __init__(self, panel: str) -> None:
            """Make one.

            Args:
                panel: The digit of the panel that it is about.
            """
            super().__init__()
            self.panel = panel

    def __init__(self) -> None:
        super().__init__()
        self._page = 0

    @property
    def is_on(self) -> bool:
        """Whether the tour is shown."""
        return self.display

    def begin(self) -> None:
        """Show the first page."""
        self._show_page(0)

    def turn(self, pages: int) -> None:
        """Show a later page, or an earlier one; behind the last page, end."""
        if not self.is_on:
            return
        if self._page + pages < len(tour_pages()):
            self._show_page(max(0, self._page + pages))
        else:
            self.end()

    def keep_to(self, panel: str) -> None:
        """End where another panel is gone to than the one that the page is about."""
        if tour_pages()[self._page].panel != panel:
            self.end()

    def end(self) -> None:
        """Take the tour off the screen."""
        self.display = False

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Take as many lines as the page needs."""
        return len(draw_tour(self._page, width))

    def draw(self, view: View, width: int, height: int) -> list[Line]:
        """Draw the page."""
        return draw_tour(self._page, width)

    def on_click(self, event: Click) -> None:
        """Turn to the next page."""
        event.stop()
        self.turn(1)

    def _show_page(self, index: int) -> None:
        self._page = index
        self.display = True
        self.refresh(layout=True)
        self.redraw()
        self.post_message(self.Turned(tour_pages()[index].panel))

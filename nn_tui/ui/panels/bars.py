"""The lines above and below the panels."""

from __future__ import annotations

from textual.events import Click
from textual.geometry import Size
from textual.message import Message

from nn_tui.ui.commands import KeyCommand
from nn_tui.ui.panels.panel import Panel
from nn_tui.ui.render.keys import draw_field_keys, draw_keys, verb_at
from nn_tui.ui.render.lines import Line, Role, Span, line
from nn_tui.ui.render.progress import draw_progress
from nn_tui.ui.render.status import draw_status
from nn_tui.ui.render.wrapping import first_lines, wrap
from nn_tui.ui.view import View

_MOST_LINES = 6
"""Lines that a notice may take; of a low screen no more than half."""

_FEWEST_LINES_FOR_BOTH = 16
"""A screen of fewer lines has no room for a notice beside a field."""


class StatusBar(Panel, can_focus=False):
    """Where the run stands."""

    DEFAULT_CSS = """
    StatusBar { height: 1; border: none; background: $panel; }
    """

    def draw(self, view: View, width: int, height: int) -> list[Line]:
        """Draw one line."""
        return [draw_status(view, width)]


class KeyBar(Panel, can_focus=False):
    """The keys: those of the panel that has the focus, then those of the screen."""

    DEFAULT_CSS = """
    KeyBar { height: 1; border: none; background: $panel; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._panel: Panel | None = None
        self._is_typing = False
        self._taken = 0

    class Clicked(Message):
        """A verb was clicked."""

        def __init__(self, verb: KeyCommand) -> None:
            super().__init__()
            self.verb = verb

    def show_verbs_of(self, panel: Panel, is_typing: bool) -> None:
        """Show a panel's own keys too; while a field has the keys, those of a field alone."""
        self._panel, self._is_typing = panel, is_typing
        self.redraw()

    def draw(self, view: View, width: int, height: int) -> list[Line]:
        """Draw one line."""
        return [draw_field_keys(width) if self._is_typing else draw_keys(self._verbs_there, width)]

    @property
    def _verbs_there(self) -> tuple[KeyCommand, ...]:
        return () if self._panel is None else self._panel.verbs

    def on_click(self, event: Click) -> None:
        """Do what the verb under the mouse does."""
        verb = (
            None
            if self._is_typing
            else verb_at(self._verbs_there, self.content_size.width, event.x)
        )
        if verb is not None:
            self.post_message(self.Clicked(verb))


class NoticeBar(Panel, can_focus=False):
    """What there is to say; not there when there is nothing."""

    DEFAULT_CSS = """
    NoticeBar { height: auto; max-height: 6; border: none; display: none; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._is_typing = False
        self._taken = 0

    def show(self, view: View) -> None:
        """Show the notice of another view."""
        super().show(view)
        self._take_room()

    def give_way(self, is_typing: bool) -> None:
        """Leave the room on a low screen to a field in which something is typed."""
        self._is_typing = is_typing
        self._take_room()

    def _take_room(self) -> None:
        rows = self._rows(self.content_size.width)
        before, self._taken = self._taken, len(rows)
        if len(rows) != before or self.display is not bool(rows):
            self.display = bool(rows)
            self.refresh(layout=True)
            # It may be back before it was ever gone from the layout: there is no news of that.
            self.redraw()

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Take as many lines as the notice needs."""
        return len(self._rows(width))

    def draw(self, view: View, width: int, height: int) -> list[Line]:
        """Draw the notice, wrapped."""
        return [line(Span(text, Role.STRONG)) for text in self._rows(width)]

    def _rows(self, width: int) -> list[str]:
        if self.view is None:
            return []
        progress = self.view.moment.activity.progress
        if progress is not None:
            return [draw_progress(progress, width)]
        height = self.app.size.height
        if self._is_typing and height < _FEWEST_LINES_FOR_BOTH:
            return []
        most = min(_MOST_LINES, max(1, height // 2))
        rows = first_lines(wrap(self.view.said, width - 2), most, width - 2)
        return [f" {row}" for row in rows if row]

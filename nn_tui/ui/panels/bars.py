"""The lines above and below the panels."""

from __future__ import annotations

import textwrap

from textual.geometry import Size

from nn_tui.ui.panels.panel import Panel
from nn_tui.ui.render.keys import draw_keys
from nn_tui.ui.render.lines import Line, Role, Span, line
from nn_tui.ui.render.status import draw_status
from nn_tui.ui.view import View

_MOST_LINES = 6
"""Lines that a notice may take."""


class StatusBar(Panel, can_focus=False):
    """Where the run stands."""

    DEFAULT_CSS = """
    StatusBar { height: 1; border: none; background: $panel; }
    """

    def draw(self, view: View, width: int, height: int) -> list[Line]:
        """Draw one line."""
        return [draw_status(view.moment, width)]


class KeyBar(Panel, can_focus=False):
    """The keys."""

    DEFAULT_CSS = """
    KeyBar { height: 1; border: none; background: $panel; }
    """

    def draw(self, view: View, width: int, height: int) -> list[Line]:
        """Draw one line."""
        return [draw_keys(width)]


class NoticeBar(Panel, can_focus=False):
    """What there is to say about the run; not there when there is nothing."""

    DEFAULT_CSS = """
    NoticeBar { height: auto; max-height: 6; border: none; display: none; }
    """

    def show(self, view: View) -> None:
        """Show the notice of another view."""
        before = self.view.moment.notice if self.view else ""
        super().show(view)
        if view.moment.notice != before:
            self.display = bool(view.moment.notice)
            self.refresh(layout=True)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Take as many lines as the notice needs."""
        return len(self._wrapped(width))

    def draw(self, view: View, width: int, height: int) -> list[Line]:
        """Draw the notice, wrapped."""
        return [line(Span(text, Role.WARNING)) for text in self._wrapped(width)]

    def _wrapped(self, width: int) -> list[str]:
        notice = self.view.moment.notice if self.view else ""
        return textwrap.wrap(
            notice,
            max(4, width - 1),
            initial_indent=" ",
            subsequent_indent=" ",
            max_lines=_MOST_LINES,
            placeholder=" …",
        )

"""The lines above and below the panels."""

from __future__ import annotations

import textwrap

from textual.geometry import Size

from nn_tui.ui.commands import KeyCommand
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
        return [draw_status(view, width)]


class KeyBar(Panel, can_focus=False):
    """The keys: those of the panel that has the focus, then those of the screen."""

    DEFAULT_CSS = """
    KeyBar { height: 1; border: none; background: $panel; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._verbs: tuple[KeyCommand, ...] = ()

    def show_verbs(self, verbs: tuple[KeyCommand, ...]) -> None:
        """Show a panel's own keys too."""
        self._verbs = verbs
        self.redraw()

    def draw(self, view: View, width: int, height: int) -> list[Line]:
        """Draw one line."""
        return [draw_keys(self._verbs, width)]


class NoticeBar(Panel, can_focus=False):
    """What there is to say; not there when there is nothing."""

    DEFAULT_CSS = """
    NoticeBar { height: auto; max-height: 6; border: none; display: none; }
    """

    def show(self, view: View) -> None:
        """Show the notice of another view."""
        before = _said(self.view) if self.view else ""
        super().show(view)
        if _said(view) != before:
            self.display = bool(_said(view))
            self.refresh(layout=True)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Take as many lines as the notice needs."""
        return len(self._wrapped(width))

    def draw(self, view: View, width: int, height: int) -> list[Line]:
        """Draw the notice, wrapped."""
        return [line(Span(text, Role.STRONG)) for text in self._wrapped(width)]

    def _wrapped(self, width: int) -> list[str]:
        return textwrap.wrap(
            _said(self.view) if self.view else "",
            max(4, width - 1),
            initial_indent=" ",
            subsequent_indent=" ",
            max_lines=_MOST_LINES,
            placeholder=" …",
        )


def _said(view: View) -> str:
    """What the screen has to say, or else what the run has."""
    return view.notice or view.moment.notice

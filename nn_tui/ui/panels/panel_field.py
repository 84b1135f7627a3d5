"""The one field that is open in a panel, with what is drawn around it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from textual.widgets import Input

from nn_tui.ui.panels.panel import Panel
from nn_tui.ui.panels.value_input import ValueInput
from nn_tui.ui.render.lines import Line
from nn_tui.ui.view import View

Around: TypeAlias = Callable[[View, list[Line], int], list[Line]]
"""From a view, the panel's lines and their width to the lines with what the field has to say."""


class PanelField:
    """Opens fields in a panel, one at a time, and gives the focus back to it."""

    def __init__(self, panel: Panel) -> None:
        self.typed: ValueInput | None = None
        """The field that is open."""
        self._panel = panel
        self._around: Around = _nothing_around

    async def open(self, typed: ValueInput, around: Around) -> None:
        """Open a field where none is.

        Args:
            typed: The field, with its place.
            around: What to draw while it is open.
        """
        self.typed, self._around = typed, around
        await self._panel.mount(typed)
        typed.action_select_all()
        # At once, not when the app gets round to it: what is typed next is for this field.
        self._panel.screen.set_focus(typed)
        self._panel.redraw()

    def around(self, view: View, lines: list[Line], width: int) -> list[Line]:
        """Draw what the open field has to say over the panel's lines."""
        return lines if self.typed is None else self._around(view, lines, width)

    def note_change(self, event: Input.Changed) -> None:
        """Show at once what comes of what was typed."""
        event.stop()
        if event.input is self.typed:
            self._panel.redraw()

    def note_blur(self, event: Input.Blurred) -> None:
        """Give the field up when another panel is gone to, but not for another window."""
        event.stop()
        if self._panel.app.app_focus and event.input is self.typed:
            self.close()

    def close(self) -> None:
        """Close the field, if one is open."""
        typed, self.typed = self.typed, None
        if typed is not None:
            if self._panel.screen.focused is typed:
                self._panel.screen.set_focus(self._panel)
            typed.vanish()
        self._panel.redraw()


def _nothing_around(view: View, lines: list[Line], width: int) -> list[Line]:
    return lines

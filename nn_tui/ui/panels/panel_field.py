"""The one field that is open in a panel, with what is drawn around it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from textual.widgets import Input

from nn_tui.ui.panels.field_slot import FieldSlot
from nn_tui.ui.panels.panel import Panel
from nn_tui.ui.panels.value_input import ValueInput
from nn_tui.ui.render.lines import Line
from nn_tui.ui.view import View

Around: TypeAlias = Callable[[View, list[Line], int], list[Line]]
"""From a view, the panel's lines and their width to the lines with what the field has to say."""


class PanelField:
    """Opens fields in a panel, one at a time, and gives the focus back to it."""

    def __init__(self, panel: Panel) -> None:
        self._panel = panel
        self._slot = FieldSlot(panel)
        self._around: Around = _nothing_around

    @property
    def typed(self) -> ValueInput | None:
        """The field that is open, or None."""
        return self._slot.typed

    async def open(self, typed: ValueInput, around: Around) -> None:
        """Open a field where none is.

        Args:
            typed: The field, with its place.
            around: What to draw while it is open.
        """
        self._around = around
        await self._slot.put(typed)
        typed.action_select_all()
        self._panel.redraw()

    def around(self, view: View, lines: list[Line], width: int) -> list[Line]:
        """Draw what the open field has to say over the panel's lines."""
        return lines if self.typed is None else self._around(view, lines, width)

    def note_change(self, event: Input.Changed) -> None:
        """Show at once what comes of what was typed."""
        if self._slot.holds(event):
            self._panel.redraw()

    def note_blur(self, event: Input.Blurred) -> None:
        """Give the field up when another panel is gone to."""
        if self._slot.is_left(event):
            self.close()

    def close(self) -> None:
        """Close the field, if one is open."""
        self._slot.clear()
        self._panel.redraw()


def _nothing_around(view: View, lines: list[Line], width: int) -> list[Line]:
    return lines

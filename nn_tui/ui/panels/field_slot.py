"""The one field that may be open in a panel."""

from __future__ import annotations

from textual.widgets import Input

from nn_tui.ui.panels.panel import Panel
from nn_tui.ui.panels.value_input import ValueInput


class FieldSlot:
    """Holds one field at a time; the panel gets the focus back when it is closed."""

    def __init__(self, panel: Panel) -> None:
        self.typed: ValueInput | None = None
        """The field that is open, or None."""
        self._panel = panel

    async def put(self, typed: ValueInput) -> None:
        """Put up a field in place of any other, and give it the focus."""
        self.clear()
        self.typed = typed
        await self._panel.mount(typed)
        # It may have been closed by news of the run; one that is gone would swallow every key.
        if self.typed is typed:
            # At once, not when the app gets round to it: what is typed next is for this field.
            self._panel.screen.set_focus(typed)

    def holds(self, event: Input.Changed | Input.Blurred) -> bool:
        """Keep a message of a field from going on; whether it is of the one that is open."""
        event.stop()
        return event.input is self.typed

    def is_left(self, event: Input.Blurred) -> bool:
        """Whether the open field was left for another panel, not for another window."""
        return self.holds(event) and self._panel.app.app_focus

    def clear(self) -> bool:
        """Take the field away; whether there was one."""
        typed, self.typed = self.typed, None
        if typed is None:
            return False
        if self._panel.screen.focused is typed:
            self._panel.screen.set_focus(self._panel)
        typed.vanish()
        return True

"""The place for a field at the bottom of a panel."""

from __future__ import annotations

from collections.abc import Callable

from textual.widgets import Input

from nn_tui.ui.panels.panel import Panel
from nn_tui.ui.panels.value_input import ValueInput


class BottomField:
    """Holds one field at a time, in the last line of its panel behind one cell for a mark."""

    def __init__(self, panel: Panel) -> None:
        self.typed: ValueInput | None = None
        """The field that is open, or None."""
        self._panel = panel
        self._on_text: Callable[[str], object] = str
        self._on_closed: Callable[[], object] = str

    async def open(
        self,
        typed: ValueInput,
        on_text: Callable[[str], object],
        on_closed: Callable[[], object],
    ) -> None:
        """Put up a field, where none is, and give it the focus.

        Args:
            typed: The field.
            on_text: Called with what stands in it whenever that changes.
            on_closed: Called when it has been closed, by whatever.
        """
        self.typed, self._on_text, self._on_closed = typed, on_text, on_closed
        self.place()
        await self._panel.mount(typed)
        # At once, not when the app gets round to it: what is typed next is for this field.
        self._panel.screen.set_focus(typed)

    def place(self) -> None:
        """Keep it at the bottom."""
        if self.typed is not None:
            width, height = self._panel.content_size
            self.typed.styles.offset = (1, max(0, height - 1))
            self.typed.styles.width = max(1, width - 1)

    def take(self, event: Input.Changed) -> None:
        """Hand on what is typed."""
        event.stop()
        if event.input is self.typed:
            self._on_text(event.value)

    def leave(self, event: Input.Blurred) -> None:
        """Close it when another panel is gone to, but not for another window."""
        event.stop()
        if self._panel.app.app_focus and event.input is self.typed:
            self.close()

    def close(self) -> None:
        """Take it away, and give the panel the focus back."""
        typed, self.typed = self.typed, None
        if typed is None:
            return
        if self._panel.screen.focused is typed:
            self._panel.screen.set_focus(self._panel)
        typed.vanish()
        self._on_closed()
        self._panel.redraw()

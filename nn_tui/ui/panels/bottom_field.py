"""The place for a field at the bottom of a panel."""

from __future__ import annotations

from collections.abc import Callable

from textual.widgets import Input

from nn_tui.ui.panels.field_slot import FieldSlot
from nn_tui.ui.panels.panel import Panel
from nn_tui.ui.panels.value_input import ValueInput


class BottomField:
    """Holds one field at a time, in the last line of its panel behind one cell for a mark."""

    def __init__(self, panel: Panel) -> None:
        self._panel = panel
        self._slot = FieldSlot(panel)
        self._on_text: Callable[[str], object] = str
        self._on_closed: Callable[[], object] = str

    @property
    def typed(self) -> ValueInput | None:
        """The field that is open, or None."""
        return self._slot.typed

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
        self._on_text, self._on_closed = on_text, on_closed
        self._put_at_the_bottom(typed)
        await self._slot.put(typed)

    def place(self) -> None:
        """Keep it at the bottom."""
        if self.typed is not None:
            self._put_at_the_bottom(self.typed)

    def take(self, event: Input.Changed) -> None:
        """Hand on what is typed."""
        if self._slot.holds(event):
            self._on_text(event.value)

    def leave(self, event: Input.Blurred) -> None:
        """Close it when another panel is gone to."""
        if self._slot.is_left(event):
            self.close()

    def close(self) -> None:
        """Take it away, and give the panel the focus back."""
        if self._slot.clear():
            self._on_closed()
            self._panel.redraw()

    def _put_at_the_bottom(self, typed: ValueInput) -> None:
        width, height = self._panel.content_size
        typed.styles.offset = (1, max(0, height - 1))
        typed.styles.width = max(1, width - 1)

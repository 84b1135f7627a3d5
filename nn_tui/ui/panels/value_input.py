"""A field in a panel: one value being typed in place."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from textual.binding import Binding, BindingType
from textual.events import Key
from textual.screen import Screen
from textual.signal import Signal

from nn_tui.ui.ordered_input import OrderedInput


class ValueInput(OrderedInput):
    """One value being typed; enter applies it, escape leaves it as it was."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", show=False)]

    DEFAULT_CSS = """
    ValueInput { position: absolute; width: 1fr; }
    """

    def __init__(
        self, value: str, on_enter: Callable[[str], None], on_escape: Callable[[], None]
    ) -> None:
        """Make a field with its value selected.

        Args:
            value: What it begins with.
            on_enter: Called with what was typed.
            on_escape: Called when the field is given up.
        """
        super().__init__(value, select_on_focus=False, compact=True)
        self.cursor_blink = False
        self._apply_text = on_enter
        self._give_up = on_escape
        self._told_of_selections: Signal[Screen[Any]] | None = None

    def on_mount(self) -> None:
        """Remember whom it will have to take leave of."""
        self._told_of_selections = self.screen.text_selection_started_signal

    def on_unmount(self) -> None:
        """Be forgotten: Textual has a screen hold every field that it ever had, by a callback."""
        if self._told_of_selections is not None:
            self._told_of_selections.unsubscribe(self)

    async def action_submit(self) -> None:
        """Hand over what was typed."""
        self._apply_text(self.value)

    def action_leave(self) -> None:
        """Give the field up."""
        self._give_up()

    async def on_key(self, event: Key) -> None:
        """Close in the order of the keys: what is typed after enter is no part of the value."""
        if self.screen.focused is not self:
            event.prevent_default()
        elif event.key == "enter":
            event.stop().prevent_default()
            await self.action_submit()
        elif event.key == "escape":
            event.stop().prevent_default()
            self.action_leave()
        else:
            await super().on_key(event)

    def vanish(self) -> None:
        """Hide at once; go when the keys that are on their way here have been passed on."""
        self.display = False
        self.call_later(self._go)

    def _go(self) -> None:
        self.remove()

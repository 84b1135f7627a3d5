"""A field in a panel to type a name in, with the names that match to choose among."""

from __future__ import annotations

from collections.abc import Callable

from textual.events import Key

from nn_tui.ui.panels.value_input import ValueInput

_TURNS = {"down": 1, "tab": 1, "up": -1, "shift+tab": -1}
"""Keys that choose another match, and which way they go."""


class NameInput(ValueInput):
    """A name being typed; enter takes it, up and down choose among matches, escape leaves."""

    def __init__(
        self,
        on_enter: Callable[[str], None],
        on_turn: Callable[[int], None],
        on_escape: Callable[[], None],
    ) -> None:
        """Make an empty field.

        Args:
            on_enter: Called with what was typed.
            on_turn: Called with 1 for the match after the chosen one, -1 for the one before.
            on_escape: Called when the field is given up.
        """
        super().__init__("", on_enter, on_escape)
        self._turn = on_turn

    async def on_key(self, event: Key) -> None:
        """Choose another match; what closes the field is dealt with as for any value."""
        if self.screen.focused is self and event.key in _TURNS:
            event.stop().prevent_default()
            self._turn(_TURNS[event.key])

"""A field in a panel whose value can be typed, or be stepped to by keys."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import ClassVar

from textual.actions import SkipAction
from textual.binding import Binding, BindingType
from textual.events import Key

from nn_tui.ui.panels.value_input import ValueInput

UP_AND_DOWN: Mapping[str, int] = {"up": -1, "down": 1}
"""Keys that step in every such field, and how far."""

PAGES: Mapping[str, int] = {"pageup": -10, "pagedown": 10}
"""Keys that step where there is much to choose from."""

TABS: Mapping[str, int] = {"shift+tab": -1, "tab": 1}
"""Keys that step as they do where names are completed."""


class SteppingInput(ValueInput):
    """A value being typed; some keys step through what there is in place of it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        # For keys that were on their way to the panel when the field opened: they come by here.
        Binding(key, f"step('{key}')", show=False)
        for key in {**UP_AND_DOWN, **PAGES, **TABS}
    ]

    def __init__(
        self,
        value: str,
        on_enter: Callable[[str], None],
        on_escape: Callable[[], None],
        on_step: Callable[[int], None],
        keys: Mapping[str, int],
    ) -> None:
        """Make a field.

        Args:
            value: What it begins with.
            on_enter: Called with what was typed.
            on_escape: Called when the field is given up.
            on_step: Called with how many steps to go on, less than 0 to go back.
            keys: Which keys step, and how far; of those that are named above.
        """
        super().__init__(value, on_enter, on_escape)
        self._step = on_step
        self._keys = keys

    async def on_key(self, event: Key) -> None:
        """Step in the order of the keys, before what is typed next."""
        if self.screen.focused is self and event.key in self._keys:
            event.stop().prevent_default()
            self._step(self._keys[event.key])

    def action_step(self, key: str) -> None:
        """Do what a key does; one that does not step here is left to others."""
        if key not in self._keys:
            raise SkipAction
        self._step(self._keys[key])

"""A field of one line that takes its keys in the order in which they were typed."""

from __future__ import annotations

from textual.binding import Binding
from textual.events import Key
from textual.widgets import Input

_ACTIONS = {
    key: binding.action
    for binding in Input.BINDINGS
    if isinstance(binding, Binding)
    for key in binding.key.split(",")
}
"""What the keys of a field do that are no characters."""


class OrderedInput(Input):
    """Does what a key asks when it gets the key.

    Textual's own field takes characters at once, but leaves keys such as backspace to the app,
    which they reach later: in a burst, what was typed behind them overtakes them.
    """

    async def on_key(self, event: Key) -> None:
        """Do what keys that are no characters do."""
        if event.key in _ACTIONS:
            event.stop().prevent_default()
            await self.run_action(_ACTIONS[event.key])

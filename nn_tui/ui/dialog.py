"""What dialogs that ask for a path have in common: the box, the keys, and the order of keys."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping

from textual.binding import Binding, BindingType
from textual.screen import ModalScreen
from textual.widgets import Input

from nn_tui.ui.role_styles import RoleScreen


class Dialog(RoleScreen, ModalScreen[None]):
    """A box in the middle of the screen with a field, and what its keys do.

    The field is given the focus by whoever puts the dialog up: what was typed ahead is for it.
    """

    AUTO_FOCUS = ""

    DEFAULT_CSS = """
    Dialog { align: center middle; }
    Dialog > Vertical {
        width: 94%; max-width: 100; height: 90%;
        border: round $accent; background: $surface; padding: 0 1;
        & > Label { width: 1fr; height: 1; }
        & > Input { background: $panel; }
    }
    """

    def action_leave(self) -> None:
        """Leave without doing anything."""
        self.dismiss()

    async def settle(self) -> None:
        """Wait until the field has taken what was typed before."""
        if isinstance(self.focused, Input):
            taken = asyncio.Event()
            self.focused.call_later(taken.set)
            await taken.wait()


def dialog_bindings(actions: Mapping[str, str]) -> list[BindingType]:
    """Bind the keys of a dialog.

    Each twice: before the field gets it, and for those typed ahead, which come from another widget.
    """
    return [
        Binding(keys, action, show=False, priority=is_first)
        for keys, action in actions.items()
        for is_first in (True, False)
    ]

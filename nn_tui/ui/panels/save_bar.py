"""The line in which a name is typed for the session, or a file to save it to."""

from __future__ import annotations

from typing import ClassVar

from nn_tui.debugger.commands import Command
from nn_tui.debugger.saving.save_as import save_as_of
from nn_tui.ui.panels.asking_bar import AskingBar
from nn_tui.ui.view import View


class SaveBar(AskingBar):
    """Asks what the session is to be called."""

    PROMPT: ClassVar[str] = " save as "
    HINT: ClassVar[str] = "a name to find it by, or a file to send: x.nntui"
    FIELD_WIDTH: ClassVar[int] = 22

    def read(self, text: str, view: View) -> Command:
        """Read a name or a file."""
        return save_as_of(text)

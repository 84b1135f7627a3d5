"""The line in which a moment is typed that is to be gone to."""

from __future__ import annotations

from typing import ClassVar

from nn_tui.debugger.asked_moment import EXAMPLES, command_of, programs_of
from nn_tui.debugger.commands import Command
from nn_tui.ui.panels.asking_bar import AskingBar
from nn_tui.ui.view import View


class GoToBar(AskingBar):
    """Asks for a moment."""

    PROMPT: ClassVar[str] = " go to "
    HINT: ClassVar[str] = EXAMPLES

    def read(self, text: str, view: View) -> Command:
        """Read a moment."""
        moment = view.moment
        return command_of(text, programs_of(moment), moment.cursor)

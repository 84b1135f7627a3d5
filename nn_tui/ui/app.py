"""The Textual app: themes, signals, the main screen."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import threading
from typing import ClassVar

from textual.app import App
from textual.binding import Binding, BindingType
from textual.events import Key
from textual.widgets import Input

from nn_tui.debugger.session import Session
from nn_tui.ui.main_screen import MainScreen
from nn_tui.ui.themes import DARK, LIGHT, VARIABLES

_SWITCH_SECONDS = 0.001
"""How long the worker may hold the interpreter: five times less than by default, so that a key is
answered in 8 ms rather than 30 (median, measured)."""

_SECONDS_TO_LEAVE = 0.8
"""How long leaving may take after a signal: time enough to restore a terminal that is there."""


class NnTuiApp(App[None]):
    """nn-tui."""

    TITLE = "nn-tui"
    CSS_PATH = "app.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+z", "suspend_process", show=False)]

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        for theme in (DARK, LIGHT):
            self.register_theme(theme)
        self.theme = DARK.name

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Give the colours of sign to themes that do not name them."""
        return VARIABLES

    def action_toggle_theme(self) -> None:
        """Go to light colours, or to dark ones."""
        self.theme = DARK.name if self.theme == LIGHT.name else LIGHT.name

    def action_help_quit(self) -> None:
        """Answer ctrl+c, which ends nothing here."""
        self.notify("q quits", timeout=3)

    def on_mount(self) -> None:
        """Open the main screen; leave cleanly when told to end."""
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGHUP):
            loop.add_signal_handler(number, self._end_by, number)
        self.push_screen(MainScreen(self._session))

    def _end_by(self, number: int) -> None:
        """Leave because of a signal, even when the terminal is gone.

        Textual then waits for ever for what nobody reads, and reads what nobody types.
        """
        watchdog = threading.Timer(_SECONDS_TO_LEAVE, os._exit, [128 + number])
        watchdog.daemon = True
        watchdog.start()
        self.exit(return_code=128 + number)

    def on_key(self, event: Key) -> None:
        """Give a field what was typed ahead for it.

        A field keeps the characters that reach it. One that comes here was on its way to a panel
        when the field opened.
        """
        if isinstance(self.focused, Input) and event.is_printable and event.character:
            event.prevent_default()
            self.focused.replace(event.character, *sorted(self.focused.selection))


def run_app(session: Session) -> int:
    """Run the screen until it is left.

    Returns:
        0, 128 + n after signal n, or 1 after a fault, whose traceback Textual has printed.
    """
    sys.setswitchinterval(_SWITCH_SECONDS)
    app = NnTuiApp(session)
    app.run()
    return app.return_code or 0

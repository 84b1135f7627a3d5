"""The driver of a terminal that is left for a time, while the process is stopped."""

from __future__ import annotations

import os
import termios
from typing import Any

from textual.driver import Driver


def leaving_driver(driver_class: type[Driver]) -> type[Driver]:
    """Make a driver class that, between suspend and resume, does nothing to its terminal.

    The app may come to its end meanwhile, and would restore what is another's by then. When it is
    left is for `Stopping` to say: until that listens, nothing stops it.
    """

    class LeavingDriver(driver_class):  # type: ignore[valid-type, misc]
        is_left = False

        # Textual's own would stop it amid anything, with nothing saved.
        _sigtstp_application = _sigcont_application = _go_on

        def suspend_application_mode(self) -> None:
            super().suspend_application_mode()
            self.is_left = True

        def resume_application_mode(self) -> None:
            self.is_left = False
            super().resume_application_mode()

        def write(self, data: str) -> None:
            if not self.is_left:
                super().write(data)

        def disable_input(self) -> None:
            if not self.is_left:
                super().disable_input()

        def stop_application_mode(self) -> None:
            if self.is_left:
                return
            if not holds_terminal(self.fileno):
                # What has it now has set it as it needs it.
                self.attrs_before = None
            super().stop_application_mode()

    return LeavingDriver


def _go_on(driver: Driver, *_: Any) -> None:
    """Do nothing when a signal comes."""


def holds_terminal(fileno: int) -> bool:
    """Whether the terminal is ours, or nobody's; a shell has it while our job is in the background.

    Args:
        fileno: A descriptor of the terminal.
    """
    try:
        return os.tcgetpgrp(fileno) == os.getpgrp()
    except (termios.error, OSError):
        return True

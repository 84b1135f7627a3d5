"""Leaving when told to: by a signal, or by a terminal that is gone, within a second."""

from __future__ import annotations

import asyncio
import contextlib
import os
import select
import signal
import termios
import threading
import time
from collections.abc import Callable, Iterable

from nn_tui.ui.terminal.leaving_driver import holds_terminal

_STDIN = 0

_SECONDS = 0.8
"""How long leaving may take: time enough to save, and to restore a terminal that is there."""


class Leaving:
    """Ends the program by a signal, even when nobody reads what is written to the terminal."""

    def __init__(self, end_run: Callable[[], object], leave: Callable[[int], object]) -> None:
        """Make one that listens to nothing yet.

        Args:
            end_run: Ends the run, and waits until it is saved; called in a thread of its own.
            leave: Leaves the screen with an exit code.
        """
        self._end_run = end_run
        self._leave = leave
        self._is_leaving = False
        self._settings = _line_settings()

    def listen(self, signals: Iterable[int]) -> None:
        """Leave from now on when a signal comes, or when the terminal goes without one.

        Args:
            signals: Which ones; ctrl+c is a key, and ends nothing.
        """
        loop = asyncio.get_running_loop()
        for number in signals:
            loop.add_signal_handler(number, self._begin, number)
        # Of a terminal that has gone while the screen was being loaded it is told at once.
        threading.Thread(target=_wait_for_hangup, name="nn-tui-line", daemon=True).start()

    def _begin(self, number: int) -> None:
        if not self._is_leaving:
            self._is_leaving = True
            # A job that a shell has put in the background would be stopped again at its last word.
            signal.signal(signal.SIGTTOU, signal.SIG_IGN)
            threading.Thread(target=self._make_sure, args=[number], daemon=True).start()
            self._leave(128 + number)

    def _make_sure(self, number: int) -> None:
        """Save the run; then end the process, if the screen has not been left by then.

        Textual waits for ever for what nobody reads, and reads what nobody types.
        """
        end = time.monotonic() + _SECONDS
        saving = threading.Thread(target=self._end_run, daemon=True)
        saving.start()
        saving.join(_SECONDS)
        time.sleep(max(0.0, end - time.monotonic()))
        if self._settings is not None and holds_terminal(_STDIN):
            with contextlib.suppress(termios.error, OSError):
                termios.tcsetattr(_STDIN, termios.TCSANOW, self._settings)
        os._exit(128 + number)


def _line_settings() -> list[int | list[bytes | int]] | None:
    """Copy how the terminal takes keys before a screen is there; None: there is no terminal."""
    try:
        return termios.tcgetattr(_STDIN)
    except (termios.error, OSError):
        return None


def _wait_for_hangup() -> None:
    """Wait until the terminal is gone; say it as the system does whose signal may not come.

    It comes to the process that leads the terminal's session, which may be another one.
    """
    line = select.poll()
    # Of nothing but that it is gone is always told.
    line.register(_STDIN, 0)
    line.poll()
    os.kill(os.getpid(), signal.SIGHUP)

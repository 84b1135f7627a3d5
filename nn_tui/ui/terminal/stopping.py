"""Stopped as a shell's job, by ctrl+z or a signal, and gone on with: the terminal is given back."""

from __future__ import annotations

import asyncio
import os
import signal
from typing import TYPE_CHECKING

from textual.driver import Driver

from nn_tui.ui.terminal.leaving_driver import holds_terminal

if TYPE_CHECKING:
    from nn_tui.ui.terminal.terminal_app import TerminalApp

_NO_SHELL = (
    "ctrl+z stops nothing here: no shell would bring nn-tui back with fg; q leaves, and "
    "nn-tui --resume goes on"
)

_SECONDS_TO_LOOK = 0.05
"""How long it takes, at the most, to see the signals that came while the process was stopped."""


class Stopping:
    """Stops the process once all is saved and the terminal is as it was; draws anew after that.

    Not by SIGSTOP, which stops a process that nobody goes on with too: SIGTSTP does nothing there.
    """

    def __init__(self, app: TerminalApp) -> None:
        """Make one that listens to nothing yet.

        Args:
            app: Whose terminal it is.
        """
        self._app = app
        self._is_refused = False
        self._is_asked = False
        self._is_away = False
        self._was_continued = False

    def look(self) -> None:
        """See whether whoever started the process wants it never to stop; before any driver is."""
        self._is_refused = signal.getsignal(signal.SIGTSTP) is signal.SIG_IGN

    def listen(self) -> None:
        """Stop from now on when a signal says so, and draw anew when the process goes on."""
        if self._driver is None:
            return
        if self._is_refused:
            signal.signal(signal.SIGTSTP, signal.SIG_IGN)
        else:
            self._listen_for_stop()
        asyncio.get_running_loop().add_signal_handler(signal.SIGCONT, self._note_continued)

    async def stop(self) -> None:
        """Stop the process until a shell goes on with it; where there is none, say so."""
        driver = self._driver
        if self._is_away:
            return
        if driver is None or self._is_refused or not _is_job():
            self._app.say(_NO_SHELL)
            return
        self._is_away = True
        try:
            await asyncio.to_thread(self._app.sit_out)
            driver.suspend_application_mode()
            self._was_continued = False
            _stop_job(signal.SIGTSTP)
            self._listen_for_stop()
            await self._wait_for_terminal(driver)
        finally:
            self._is_away = False
        self._come_back(driver)
        if not self._was_continued:
            self._app.say(_NO_SHELL)

    async def _draw_anew(self) -> None:
        """Come back from where nobody said that the process would be stopped, as by SIGSTOP.

        The terminal was not left then, and whoever had it since may have set it in other ways.
        """
        driver = self._driver
        if self._is_away or self._is_leaving or driver is None:
            return
        self._is_away = True
        try:
            await self._wait_for_terminal(driver)
        finally:
            self._is_away = False
        if not self._is_leaving:
            driver.round_trip.begin()  # type: ignore[attr-defined]
            driver.suspend_application_mode()
            self._come_back(driver)

    def _come_back(self, driver: Driver) -> None:
        if not self._is_leaving:
            driver.resume_application_mode()
            self._app.action_draw_anew()
            self._app.come_back()

    async def _wait_for_terminal(self, driver: Driver) -> None:
        """Wait until the terminal is ours, stopped again where the shell has it, as after `bg`."""
        await asyncio.sleep(_SECONDS_TO_LOOK)
        fileno: int = driver.fileno  # type: ignore[attr-defined]
        while not self._is_leaving and not holds_terminal(fileno):
            _stop_job(signal.SIGTTOU)
            await asyncio.sleep(_SECONDS_TO_LOOK)

    def _listen_for_stop(self) -> None:
        asyncio.get_running_loop().add_signal_handler(signal.SIGTSTP, self._ask)

    def _ask(self) -> None:
        """Stop once, however many signals come until then."""
        if not self._is_asked:
            self._is_asked = True
            self._app.call_later(self._stop_as_asked)

    async def _stop_as_asked(self) -> None:
        try:
            await self.stop()
        finally:
            self._is_asked = False

    def _note_continued(self) -> None:
        self._was_continued = True
        if not self._is_away:
            self._app.call_later(self._draw_anew)

    @property
    def _is_leaving(self) -> bool:
        return self._app.return_code is not None

    @property
    def _driver(self) -> Driver | None:
        driver = self._app._driver
        return driver if driver is not None and driver.can_suspend else None


def _is_job() -> bool:
    """Whether the process is in a group that a shell has made for it.

    The group of who leads the session is nobody's job: who has started it is outside of it.
    """
    return os.getpgrp() != os.getsid(0)


def _stop_job(number: signal.Signals) -> None:
    """Stop the process, and with it what has started it in the same job: a shell waits for that."""
    signal.signal(number, signal.SIG_DFL)
    os.kill(0, number)

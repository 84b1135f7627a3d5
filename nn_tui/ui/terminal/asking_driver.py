"""The driver of a terminal that is asked, now and then, how far it has come."""

from __future__ import annotations

from textual.driver import Driver
from textual.events import CursorPosition
from textual.message import Message

from nn_tui.ui.terminal.round_trip import RoundTrip

_SECONDS, _SECONDS_AFTER_A_SIGNAL = 1.5, 0.3
"""How long the terminal is kept for an answer that is owed; a signal ends all within a second."""


def asking_driver(driver_class: type[Driver], is_on: bool) -> type[Driver]:
    """Make a driver class that keeps the answers to itself; see `round_trip`.

    Args:
        driver_class: A driver that has `send`, as one of `line_driver`.
        is_on: Whether anything is to be asked.
    """

    class AskingDriver(driver_class):  # type: ignore[valid-type, misc]
        round_trip = RoundTrip(is_on)

        def ask(self) -> None:
            self.send(self.round_trip.question())

        def start_application_mode(self) -> None:
            super().start_application_mode()
            self.round_trip.begin()

        def process_message(self, message: Message) -> None:
            if isinstance(message, CursorPosition):
                self.round_trip.answered()
            else:
                self.round_trip.noticed()
                super().process_message(message)

        def disable_input(self) -> None:
            is_signal = bool(self._app.return_code)
            self.round_trip.rest(_SECONDS_AFTER_A_SIGNAL if is_signal else _SECONDS)
            super().disable_input()

    return AskingDriver

"""What the terminal was sent, and whether it keeps up with it."""

from __future__ import annotations

from typing import Any

from textual.app import App

from nn_tui.ui.terminal.round_trip import RoundTrip


def bytes_written(app: App[Any]) -> int:
    """Count the bytes that the terminal was sent since the start; 0 where nobody counts."""
    count: int = getattr(app._driver, "bytes_written", 0)
    return count


def is_behind(app: App[Any]) -> bool:
    """Whether some of what was written to the terminal has not been taken by it yet.

    Textual writes from a thread of its own, whose queue has no public name; where there is none,
    the terminal is taken to keep up.
    """
    thread = getattr(app._driver, "_writer_thread", None)
    queue = getattr(thread, "_queue", None)
    return queue is not None and not queue.empty()


def sound_line(app: App[Any]) -> RoundTrip | None:
    """Ask the terminal how far it has come, if it is time to, and give how soon it answers.

    None: of a driver that cannot ask.
    """
    driver: Any = app._driver
    trip = getattr(driver, "round_trip", None)
    if not isinstance(trip, RoundTrip):
        return None
    driver.ask()
    return trip

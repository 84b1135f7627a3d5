"""What the terminal was sent, and whether it keeps up with it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from textual.app import App
from textual.driver import Driver


def metered(driver_class: type[Driver], drawn: Callable[[str], str] = str) -> type[Driver]:
    """Make a driver class that counts what it writes; see `bytes_written`.

    Args:
        driver_class: Which class it stands on.
        drawn: Makes of what is to be written what the terminal can show.
    """

    # Which class it stands on is known at run time alone: another one on each platform.
    class MeteredDriver(driver_class):  # type: ignore[valid-type, misc]
        bytes_written = 0

        def write(self, data: str) -> None:
            data = drawn(data)
            self.bytes_written += len(data.encode(errors="replace"))
            super().write(data)

        def run_input_thread(self) -> None:
            """Read keys; one that is no UTF-8, as of another locale, is none."""
            while True:
                try:
                    super().run_input_thread()
                except UnicodeDecodeError:
                    continue
                return

    return MeteredDriver


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

"""Whether the terminal keeps up with what is written to it."""

from __future__ import annotations

from typing import Any

from textual.app import App


def is_behind(app: App[Any]) -> bool:
    """Whether some of what was written to the terminal has not been taken by it yet.

    Textual writes from a thread of its own, whose queue has no public name; where there is none,
    the terminal is taken to keep up.
    """
    thread = getattr(app._driver, "_writer_thread", None)
    queue = getattr(thread, "_queue", None)
    return queue is not None and not queue.empty()

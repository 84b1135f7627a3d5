"""What a screen asks of the runner about somebody's arrays."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from nn_tui.debugger.comparing.findings import Answer


@dataclass(frozen=True, slots=True)
class HoldAgainst:
    """Pause, and hold the arrays in a file against those of the present moment."""

    path: str
    """The file, as it was typed."""
    reply: Callable[[Answer | str], object]
    """Called in the worker's thread with what has come of it, or why it cannot be done."""

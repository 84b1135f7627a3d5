"""What a screen asks of the runner about somebody's arrays."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from nn_tui.debugger.comparing.findings import Answer


@dataclass(frozen=True, slots=True)
class HoldAgainst:
    """Pause, and hold the arrays in a file against those of the present moment."""

    path: str
    """The file, as it was typed."""
    reply: Callable[[Answer | str], object]
    """Called in the worker's thread with what has come of it, or why it cannot be done."""
    renamed: Mapping[str, str] = field(default_factory=dict)
    """Our name for a name in the file; "" for an array that is to be left out."""


@dataclass(frozen=True, slots=True)
class LetGo:
    """Give up what is held against the present moment, and reply that it was."""

"""The exit codes."""

from __future__ import annotations

from enum import IntEnum


class Exit(IntEnum):
    """What an exit code says; 128 + n stands for signal n."""

    DONE = 0
    NO = 1
    """The answer is no: a check failed, an array is not computed at that moment."""
    BAD_INPUT = 2
    """Usage, or something given that cannot be used."""
    DIVERGED = 3
    """The training did not stay finite."""
    FAULT = 70
    """A fault of nn-tui itself."""
    INTERRUPTED = 130
    """ctrl+c, which is signal 2."""

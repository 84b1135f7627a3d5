"""What is wrong with a condition, and where."""

from __future__ import annotations

from nn_tui.errors import InputError
from nn_tui.text import printable

_MOST_SHOWN = 80


class ConditionError(InputError):
    """A condition that cannot be used; the message names the column."""

    def __init__(self, text: str, column: int, reason: str) -> None:
        """Say what is wrong.

        Args:
            text: The condition as typed.
            column: Where it is wrong, from 1.
            reason: What is wrong there, and what could be instead.
        """
        super().__init__(f"{printable(text, _MOST_SHOWN)}: at column {column}: {reason}")
        self.column = column
        """Where it is wrong, from 1."""
        self.reason = printable(reason, limit=400)
        """What is wrong there."""

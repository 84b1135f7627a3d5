"""Names that a person gives to sessions."""

from __future__ import annotations

from nn_tui.storage.errors import StorageError
from nn_tui.text import printable

LONGEST_TITLE = 60
"""Characters of a name."""


def check_title(title: str) -> None:
    """Refuse a name that a line of a list has no room for, or that cannot be shown.

    Raises:
        StorageError: With the limit.
    """
    if len(title) > LONGEST_TITLE or printable(title) != title:
        shown = printable(title, limit=20)
        raise StorageError(f"{shown}: must be up to {LONGEST_TITLE} characters that can be shown")

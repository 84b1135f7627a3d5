"""Names that a person gives to sessions."""

from __future__ import annotations

from nn_tui.storage.errors import StorageError
from nn_tui.storage.state_files import SESSION_SUFFIX
from nn_tui.text import printable

LONGEST_TITLE = 60
"""Characters of a name."""


def is_file_name(text: str) -> bool:
    """Whether what was typed is the name of a file, and not that of a session."""
    return "/" in text or text.endswith(SESSION_SUFFIX)


def check_title(title: str) -> None:
    """Refuse a name that a line of a list has no room for, that cannot be shown, or is a file's.

    Raises:
        StorageError: With the limit.
    """
    if is_file_name(title):
        raise StorageError(
            f"{printable(title)}: would be taken for a file; a name has no slash in it, and does "
            f"not end with {SESSION_SUFFIX}"
        )
    if len(title) > LONGEST_TITLE or printable(title) != title:
        shown = printable(title, limit=20)
        raise StorageError(f"{shown}: must be up to {LONGEST_TITLE} characters that can be shown")

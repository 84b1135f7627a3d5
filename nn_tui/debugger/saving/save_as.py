"""A session that is given a name, or written to a file that can be sent."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from nn_tui.files import reason_against
from nn_tui.storage.errors import StorageError
from nn_tui.storage.state_files import SESSION_SUFFIX
from nn_tui.storage.titles import check_title
from nn_tui.text import printable


@dataclass(frozen=True, slots=True)
class SaveAs:
    """Save the session under a name, or to a file of its own."""

    name: str
    """What it is called from now on; "" where it is a file."""
    path: Path | None = None
    """The file; what is there is replaced."""


def save_as_of(text: str) -> SaveAs:
    """Read what was typed: what ends like a session's file, or has a slash in it, is a file.

    Raises:
        StorageError: It is neither, or the file cannot be written.
    """
    name = text.strip()
    if not name:
        raise StorageError(f"a name is missing, such as lesson 2, or lesson{SESSION_SUFFIX}")
    if "/" not in name and not name.endswith(SESSION_SUFFIX):
        check_title(name)
        return SaveAs(name)
    if not name.endswith(SESSION_SUFFIX):
        raise StorageError(f"{printable(name)}: a file's name must end with {SESSION_SUFFIX}")
    path = Path(name).expanduser()
    reason = "is not a file" if path.exists() and not path.is_file() else reason_against(path)
    if reason:
        raise StorageError(f"{printable(str(path))}: {reason}")
    return SaveAs("", path)

"""A session that is given a name, or written to a file that can be sent."""

from __future__ import annotations

import os
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from nn_tui.data.typed_paths import typed_path
from nn_tui.files import reason_against
from nn_tui.storage.errors import StorageError
from nn_tui.storage.state_files import SESSION_SUFFIX
from nn_tui.storage.titles import check_title, is_file_name
from nn_tui.text import printable

WAY_OUT = f"k and a file's path, such as /tmp/mine{SESSION_SUFFIX}, saves it elsewhere"
"""What a person can do whose session is not saved where all are."""

NO_HOME = f"this session is not saved: there is no home folder; {WAY_OUT}"
"""Said where there is no place for sessions."""


@dataclass(frozen=True, slots=True)
class SaveAs:
    """Save the session under a name, or to a file of its own."""

    name: str
    """What it is called from now on; "" where it is a file."""
    path: Path | None = None
    """The file, which is not there yet."""


def save_as_of(text: str) -> SaveAs:
    """Read what was typed: what ends like a session's file, or has a slash in it, is a file.

    Raises:
        StorageError: It is neither, or the file cannot be written.
        PathError: It begins in a home folder that nobody knows.
    """
    name = text.strip()
    if not name:
        raise StorageError(f"a name is missing, such as lesson 2, or lesson{SESSION_SUFFIX}")
    if not is_file_name(name):
        check_title(name)
        return SaveAs(name)
    if not name.endswith(SESSION_SUFFIX):
        raise StorageError(f"{printable(name)}: a file's name must end with {SESSION_SUFFIX}")
    path = typed_path(name)
    if reason := reason_against_file(path):
        raise StorageError(f"{printable(str(path))}: {reason}")
    return SaveAs("", path)


def reason_against_file(path: Path) -> str:
    """Say why a session cannot be written to a file, or "": nothing that is there is replaced."""
    if os.path.lexists(path):
        is_file = path.is_file() or path.is_symlink()
        return f"is there already; {_free(path).name} is free" if is_file else "is not a file"
    return reason_against(path)


def _free(path: Path) -> Path:
    """Number a file as `w` does, so that it is not there yet."""
    others = (path.with_name(f"{path.stem}-{number}{path.suffix}") for number in count(2))
    return next(other for other in others if not os.path.lexists(other))

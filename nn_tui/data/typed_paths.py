"""Paths as a person types them, `~` being the home folder."""

from __future__ import annotations

from pathlib import Path

from nn_tui.data.errors import PathError
from nn_tui.data.file_text import is_stream


def typed_path(typed: str) -> Path:
    """Find out which path is meant.

    Raises:
        PathError: It begins in a home folder that nobody knows.
    """
    try:
        return Path(typed).expanduser()
    except (RuntimeError, ValueError):
        raise PathError(f"{typed}: no such home folder; type the path in full") from None


def typed_file(typed: str) -> Path:
    """Find out which file to read is meant.

    Raises:
        PathError: It begins in a home folder that nobody knows, or would keep its reader waiting.
    """
    path = typed_path(typed)
    if is_stream(path):
        raise PathError(f"{typed}: is a pipe or a device; save it as a file")
    return path

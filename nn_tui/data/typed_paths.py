"""Paths as a person types them, `~` being the home folder."""

from __future__ import annotations

from pathlib import Path

from nn_tui.data.file_text import is_stream
from nn_tui.errors import InputError


def typed_path(typed: str) -> Path:
    """Find out which path is meant.

    Raises:
        InputError: It begins in a home folder that nobody knows.
    """
    try:
        return Path(typed).expanduser()
    except RuntimeError:
        raise InputError(f"{typed}: no such home folder; type the path in full") from None


def typed_file(typed: str) -> Path:
    """Find out which file is meant that is to be read.

    Raises:
        InputError: It begins in a home folder that nobody knows, or would keep its reader waiting.
    """
    path = typed_path(typed)
    if is_stream(path):
        raise InputError(f"{typed}: is a pipe or a device; save it as a file")
    return path

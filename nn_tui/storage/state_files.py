"""Files that the screen keeps between its runs, each written whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from platformdirs import user_state_path

from nn_tui.files import FOR_OWNER, whole_file
from nn_tui.text import printable

SESSION_SUFFIX = ".nntui"
"""What the name of a session's file ends with."""


def state_folder() -> Path:
    """Give the folder for what the program keeps between its runs, on this platform.

    Raises:
        OSError: There is no home folder to keep it in.
    """
    try:
        folder = user_state_path("nn-tui", appauthor=False)
    except RuntimeError:
        # Neither HOME nor the system's list of users names one, as in many a container.
        folder = Path()
    if not folder.is_absolute():
        raise FileNotFoundError(None, "there is no home folder", str(folder))
    return folder


def sessions_folder() -> Path:
    """Give the folder where sessions are saved.

    Raises:
        OSError: There is no home folder to keep it in.
    """
    return state_folder() / "sessions"


def next_numbered(folder: Path, stem: str, suffix: str) -> Path:
    """Name a file that is not there yet: one number more than the last, from 1.

    Args:
        folder: Where it is to be; it need not be there yet.
        stem: What stands before the number.
        suffix: What stands behind it, with the point.
    """
    taken = (path.name[len(stem) + 1 : -len(suffix)] for path in folder.glob(f"{stem}-*{suffix}"))
    numbers = (int(number) for number in taken if number.isascii() and number.isdigit())
    return folder / f"{stem}-{max(numbers, default=0) + 1}{suffix}"


def path_from_home(path: Path) -> str:
    """Name a file, the home folder as ~."""
    with suppress(RuntimeError, ValueError):
        return printable(f"~{os.sep}{path.relative_to(Path.home())}")
    return printable(str(path))


def write_whole(path: Path, pieces: Iterable[str]) -> None:
    """Write a file of text so that nobody ever finds half of it there.

    Args:
        path: The file; its folder is made when it is not there.
        pieces: The text, piece by piece.

    Raises:
        OSError: It cannot be written; what was there before still is.
    """
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with whole_file(path, FOR_OWNER) as file:
        file.writelines(piece.encode("utf-8") for piece in pieces)

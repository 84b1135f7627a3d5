"""Files that the screen keeps between its runs, each written whole or not at all."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from pathlib import Path

from platformdirs import user_state_path


def state_folder() -> Path:
    """Give the folder for what the program keeps between its runs, on this platform.

    Raises:
        OSError: There is no home folder to keep it in.
    """
    folder = user_state_path("nn-tui", appauthor=False)
    if not folder.is_absolute():
        raise FileNotFoundError(None, "there is no home folder", str(folder))
    return folder


def write_whole(path: Path, pieces: Iterable[str]) -> None:
    """Write a file of text so that nobody ever finds half of it there.

    Args:
        path: The file; its folder is made when it is not there.
        pieces: The text, piece by piece.

    Raises:
        OSError: It cannot be written; what was there before still is.
    """
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with open(handle, "w", encoding="utf-8", newline="\n") as file:  # noqa: PTH123
            file.writelines(pieces)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise

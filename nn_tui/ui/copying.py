"""What is copied out of the program: to a file always, since terminals may drop it silently.

tmux, screen and many terminals ignore OSC 52, the sequence that sets the clipboard, and say
nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from nn_tui.engine.arrays import Array
from nn_tui.storage.state_files import path_from_home, state_folder, write_whole
from nn_tui.ui.render.numbers import full

TERMINAL_LIMIT = 74_994
"""Most bytes that go to the clipboard: in base64 the sequence then has 100,000 characters, and
terminals are known to drop longer ones."""

CELL_FILE, ARRAY_FILE = "copied-cell.txt", "copied-array.csv"
"""Where a cell and an array go."""


@dataclass(frozen=True, slots=True)
class Copied:
    """What became of something that was to be copied."""

    what: str
    """What it is, as the screen calls it."""
    text: str | None
    """What the clipboard gets, or None for nothing."""
    path: Path
    """The file."""
    fault: str = ""
    """Why the file could not be written; "" for it was."""
    obstacle: str = "too long for the clipboard"
    """Why the clipboard gets nothing, where it does not."""

    @property
    def notice(self) -> str:
        """Say it in one line."""
        asked = f"{self.what}: the terminal was asked to copy it"
        if self.fault:
            no_file = f"cannot write {path_from_home(self.path)} ({self.fault})"
            if self.text is None:
                return f"{self.what} is not copied: {self.obstacle}, and {no_file}"
            return f"{asked}; {no_file}"
        if self.text is None:
            return f"{self.what}: {self.obstacle}; it is in {path_from_home(self.path)}"
        return f"{asked}; it is also in {path_from_home(self.path)}"


def copy_to_file(what: str, pieces: Iterable[str], file_name: str) -> Copied:
    """Write pieces of text to a file of the state folder, atomically.

    Args:
        what: What they are together.
        pieces: The text; kept for the clipboard as far as that takes it.
        file_name: Name of the file, replaced when it is there.
    """
    kept, pieces = _Kept(), iter(pieces)
    path = Path(file_name)
    try:
        path = state_folder() / file_name
        write_whole(path, kept.through(pieces))
    except OSError as error:
        # What is left of the pieces may still be for the clipboard.
        for _ in kept.through(pieces):
            if kept.text is None:
                break
        return Copied(what, kept.text, path, _reason(error))
    return Copied(what, kept.text, path)


def csv_lines(table: Array, *, is_whole: bool = False) -> Iterator[str]:
    """Write rows and columns with commas, so that np.loadtxt reads back the same floats."""
    for row in table:
        yield ",".join(full(value, is_whole=is_whole) for value in row.tolist()) + "\n"


class _Kept:
    """Text on its way to a file, kept while the clipboard would take it."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._size = 0

    @property
    def text(self) -> str | None:
        return None if self._size > TERMINAL_LIMIT else "".join(self._pieces)

    def through(self, pieces: Iterable[str]) -> Iterator[str]:
        for piece in pieces:
            self._size += len(piece.encode())
            if self._size <= TERMINAL_LIMIT:
                self._pieces.append(piece)
            yield piece


def _reason(error: OSError) -> str:
    return error.strerror or str(error)

"""Files that a person asks for, in the folder in which the program was started."""

from __future__ import annotations

from dataclasses import replace

from nn_tui.debugger.array_file import as_npz, current_arrays
from nn_tui.debugger.moment_file import file_stem, free_path
from nn_tui.debugger.snapshot import Snapshot
from nn_tui.files import whole_file
from nn_tui.storage.state_files import path_from_home
from nn_tui.ui.view import View

_KEYS = {"w", "W"}
"""What writes a file, and says so."""


class Writer:
    """Writes files, and keeps to what was said of one when the next is written at once."""

    def __init__(self) -> None:
        self._last_key = ""
        self._is_next = False
        self._heard = ""

    def is_heard(self, view: View, key: str) -> bool:
        """Whether what the screen has said is forgotten at a key, as at any but the next file's."""
        self._is_next = {key, self._last_key} <= _KEYS
        self._last_key = key
        if not self._is_next:
            self._heard = view.moment.notice
        return bool(view.notice) and not self._is_next

    def written(self, view: View) -> View:
        """Write every array of the moment, and say where."""
        is_kept = self._is_next and view.said != self._heard
        notices = [view.said] * is_kept + [write_arrays(view.moment)]
        return replace(view, notice="; ".join(notices))


def write_arrays(moment: Snapshot) -> str:
    """Write every array of a moment to an .npz file of its own; say where, or why not."""
    arrays = current_arrays(moment)
    try:
        path = free_path(file_stem(moment), ".npz")
        with whole_file(path) as file:
            file.write(as_npz(moment, arrays))
    except OSError as error:
        return f"{file_stem(moment)}.npz: cannot be written here: {error.strerror or error}"
    return f"{len(arrays)} arrays of this moment are in {path_from_home(path)}"

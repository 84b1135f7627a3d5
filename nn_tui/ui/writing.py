"""Files that a person asks for, in the folder in which the program was started."""

from __future__ import annotations

from nn_tui.debugger.array_file import as_npz, current_arrays
from nn_tui.debugger.moment_file import file_stem, free_path
from nn_tui.debugger.snapshot import Snapshot
from nn_tui.files import whole_file
from nn_tui.ui.copying import path_from_home


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

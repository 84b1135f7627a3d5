"""Files that a person asks for, in the folder in which the program was started."""

from __future__ import annotations

import re
from itertools import count
from pathlib import Path

from nn_tui.debugger.array_file import as_npz, current_arrays
from nn_tui.debugger.snapshot import Snapshot
from nn_tui.files import whole_file
from nn_tui.ui.copying import path_from_home

_LONGEST_NAME = 40


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


def file_stem(moment: Snapshot) -> str:
    """Name a moment as a file: `classic-epoch-12`, `iris-epoch-3-batch-2-l1_delta`."""
    cursor, op = moment.cursor, moment.op
    name = re.sub(r"[^A-Za-z0-9_]+", "-", moment.recipe.dataset.name)[:_LONGEST_NAME].strip("-")
    parts = [name or "data", "epoch", str(cursor.epoch)]
    if op is not None and not moment.program.is_epoch_done(cursor):
        batch = ["batch", str(cursor.batch)] if moment.program.schedule.batches > 1 else []
        parts += [*batch, op.writes]
    return "-".join(parts)


def free_path(stem: str, suffix: str) -> Path:
    """Find a name in the present folder that no file has: nothing is ever replaced."""
    names = (stem if number == 1 else f"{stem}-{number}" for number in count(1))
    paths = (Path.cwd() / f"{name}{suffix}" for name in names)
    return next(path for path in paths if not path.exists())

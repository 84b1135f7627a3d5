"""Names of files that a person asks for at a moment of a run."""

from __future__ import annotations

import re
from itertools import count
from pathlib import Path

from nn_tui.debugger.snapshot import Snapshot

_LONGEST_NAME = 40


def file_stem(moment: Snapshot) -> str:
    """Name a moment as a file: `classic-epoch-12`, `iris-epoch-3-batch-2-l1_delta`.

    One of a run with a fault of the bug lab says so at the end: `classic-epoch-12-FAULT`.
    """
    cursor, op = moment.cursor, moment.op
    name = re.sub(r"[^A-Za-z0-9_]+", "-", moment.recipe.dataset.name)[:_LONGEST_NAME].strip("-")
    parts = [name or "data", "epoch", str(cursor.epoch)]
    if op is not None and not moment.program.is_epoch_done(cursor):
        batch = ["batch", str(cursor.batch)] if moment.program.schedule.batches > 1 else []
        parts += [*batch, op.writes]
    if moment.standing.has_been_faulty:
        parts.append("FAULT")
    return "-".join(parts)


def free_path(stem: str, *suffixes: str) -> Path:
    """Find a name in the present folder that no file has: nothing is ever replaced.

    Args:
        stem: What it begins with.
        suffixes: Of the files that are to have that name, each with a dot; at least one.

    Returns:
        The file with the first suffix.
    """
    names = (stem if number == 1 else f"{stem}-{number}" for number in count(1))
    files = ([Path.cwd() / f"{name}{suffix}" for suffix in suffixes] for name in names)
    return next(paths[0] for paths in files if not any(path.exists() for path in paths))

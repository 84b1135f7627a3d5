"""What programs that were killed leave in the folder of sessions."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from nn_tui.files import UNFINISHED
from nn_tui.storage.arrays_beside import SUFFIX as BESIDE
from nn_tui.storage.lock import Lock
from nn_tui.storage.session_file import LOCK_SUFFIX, lock_of, modified, remove
from nn_tui.storage.state_files import SESSION_SUFFIX

_SECONDS_UNTOUCHED = 60.0
"""Age from which a file is looked at: one that is just being made is not locked yet."""

_SECONDS_ALONE = 3600.0
"""And arrays: a person may have taken the session's file away for a while."""


def remove_leftovers(folder: Path) -> None:
    """Remove files that nobody finishes any more, locks and arrays of sessions that are not there.

    What a program that runs is at work on is locked by it, and stays.
    """
    for path in _left_behind(folder):
        least = _SECONDS_ALONE if path.suffix == BESIDE else _SECONDS_UNTOUCHED
        if time.time() - modified(path) > least:
            # One that cannot be removed is no reason to leave the others.
            with suppress(OSError):
                _remove(path)


def _left_behind(folder: Path) -> Iterator[Path]:
    yield from folder.glob(f"{UNFINISHED}*")
    for path in (*folder.glob(f"*{BESIDE}"), *folder.glob(f"*{LOCK_SUFFIX}")):
        if not os.path.lexists(path.with_suffix(SESSION_SUFFIX)):
            yield path


def _remove(path: Path) -> None:
    """Remove what is left behind, unless somebody holds it."""
    lock = lock_of(path) if path.suffix == BESIDE else Lock(path)
    if lock.take():
        if path.suffix == BESIDE:
            remove(path.with_suffix(SESSION_SUFFIX))
        # The file that is locked goes with its lock.
        lock.let_go()

"""Where commands write their results."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable

from nn_tui.errors import InputError


def write_lines(lines: Iterable[str]) -> None:
    """Write lines to stdout.

    Raises:
        InputError: They cannot be written: the disk is full, say.
        BrokenPipeError: Whoever read them has enough.
    """
    try:
        sys.stdout.writelines(f"{text}\n" for text in lines)
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise InputError(
            f"stdout: {error.strerror}: the results cannot be written; send them elsewhere"
        ) from None


def open_missing_streams() -> None:
    """Put the null device in place of a stdout or stderr that was closed before we began."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            descriptor = os.open(os.devnull, os.O_WRONLY)
            setattr(sys, name, os.fdopen(descriptor, "w"))

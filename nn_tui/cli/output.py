"""Where commands write their results."""

from __future__ import annotations

import io
import os
import shutil
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from nn_tui.errors import InputError
from nn_tui.files import reason_against, whole_file
from nn_tui.text import printable


def write_lines(lines: Iterable[str]) -> None:
    """Write lines to stdout.

    Raises:
        InputError: They cannot be written: the disk is full, say.
        BrokenPipeError: Whoever read them has enough.
    """
    with _stdout():
        sys.stdout.writelines(f"{text}\n" for text in lines)
        sys.stdout.flush()


def write_bytes(content: bytes) -> None:
    """Write bytes to stdout.

    Raises:
        InputError: They cannot be written: the disk is full, say.
        BrokenPipeError: Whoever read them has enough.
    """
    with _stdout():
        sys.stdout.buffer.write(content)
        sys.stdout.flush()


def check_file(path: Path) -> None:
    """Refuse a file that cannot be written, before there is anything to write.

    Raises:
        InputError: With the reason.
    """
    reason = reason_against(path)
    if reason:
        raise InputError(f"output {printable(str(path))}: {reason}; give another file")


def write_file(path: Path, content: bytes) -> None:
    """Write a file whole or not at all.

    Raises:
        InputError: It cannot be written; what was there before still is.
    """
    try:
        with whole_file(path) as file:
            file.write(content)
    except BrokenPipeError:
        raise
    except OSError as error:
        raise InputError(
            f"output {printable(str(path))}: {error.strerror}; give another file"
        ) from None


def open_missing_streams() -> None:
    """Put the null device in place of a stdout or stderr that was closed before we began.

    A result cannot be written to such a stdout, what is said beside it is lost in silence. What a
    stream has no character for is spelled out, as in a text of Python.
    """
    for name, mode in (("stdout", os.O_RDONLY), ("stderr", os.O_WRONLY)):
        if getattr(sys, name) is None:
            setattr(sys, name, os.fdopen(os.open(os.devnull, mode), "w"))
    # Where the locale has few characters, one that it has not is no reason to print nothing.
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")


def settle_streams() -> None:
    """Drop what stdout or stderr does not take, of which a message was tried already.

    Else Python would try again as it ends, and put an exit code of its own in place of ours.
    """
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except OSError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def columns_of_stdout() -> int | None:
    """Measure the terminal that results are written on; None: a file or a pipe takes any line."""
    return shutil.get_terminal_size().columns if sys.stdout.isatty() else None


@contextmanager
def _stdout() -> Iterator[None]:
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        raise InputError(
            f"stdout: {error.strerror}: the results cannot be written; send them elsewhere"
        ) from None

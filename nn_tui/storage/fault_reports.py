"""Reports of faults of the program itself, in files of the state folder."""

from __future__ import annotations

import platform
import traceback
from pathlib import Path

from nn_tui.storage.state_files import next_numbered, path_from_home, state_folder, write_whole
from nn_tui.text import printable

_LIBRARIES = ("textual", "rich", "plotext", "numpy", "msgspec")


def fault_in_words(fault: BaseException, where: str = "") -> str:
    """Say what a fault is, and where, in one line that a terminal takes as nothing but text."""
    return f"a fault of nn-tui itself{where}: {printable(f'{type(fault).__name__}: {fault}')}"


def in_full(fault: BaseException) -> list[str]:
    """Write a fault with the way that led to it, in lines that a terminal takes as text, too."""
    lines = "".join(traceback.format_exception(fault)).splitlines()
    return [f"{printable(line, limit=1000)}\n" for line in lines]


def write_report(fault: BaseException) -> Path:
    """Write down what happened, where, and with which versions.

    Raises:
        OSError: It cannot be written.
    """
    path = next_numbered(state_folder(), "fault", ".txt")
    write_whole(path, [*_versions(), *in_full(fault)])
    return path


class FaultReports:
    """Writes a report of each fault that is survived, once: it may come again and again."""

    def __init__(self) -> None:
        self._told: dict[object, str] = {}

    def told(self, fault: Exception) -> str:
        """Write a report of a fault, unless there is one; say where it is, or why there is none."""
        last = next(iter(traceback.extract_tb(fault.__traceback__)[-1:]), None)
        kind = type(fault), None if last is None else (last.filename, last.lineno)
        if kind not in self._told:
            try:
                self._told[kind] = f"the report is in {path_from_home(write_report(fault))}"
            except OSError as error:
                return f"no report could be written: {error.strerror}"
        return self._told[kind]


def _versions() -> list[str]:
    libraries = ", ".join(f"{name} {_version(name)}" for name in _LIBRARIES)
    return [
        f"nn-tui {_version('nn-tui')}, Python {platform.python_version()}, {platform.platform()}\n",
        f"{libraries}\n\n",
    ]


def _version(name: str) -> str:
    # Not before there is a fault: it takes 10 ms of every start.
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version(name)
    except PackageNotFoundError:
        return "not installed"

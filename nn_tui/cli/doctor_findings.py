"""What `nn-tui doctor` looks at."""

from __future__ import annotations

import os
import platform
import sys
from collections.abc import Callable, Mapping
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TypeAlias

from nn_tui import __version__
from nn_tui.debugger.saving.environment import environment as numeric_environment
from nn_tui.storage.folder import SessionFolder
from nn_tui.storage.state_files import sessions_folder, state_folder
from nn_tui.text import printable
from nn_tui.ui.terminal.sizes import ALL_PANELS, ONE_PAGE, SMALLEST, Cells
from nn_tui.ui.terminal.traits import (
    charset,
    colours_of,
    is_described,
    is_remote,
    is_terminal,
    why_ascii,
    why_colours,
    why_dumb,
    why_no_screen,
)

Findings: TypeAlias = dict[str, dict[str, str]]
"""What was found, by part and by name."""

_LIBRARIES = ("textual", "rich", "plotext", "msgspec", "platformdirs")

_STREAMS = ("stdin", "stdout", "stderr")

_LOCALE = ("LC_ALL", "LC_CTYPE", "LANG")

_INSIDE = {"TMUX": "tmux", "STY": "GNU screen", "SSH_CONNECTION": "SSH"}
"""What a variable of the environment says of where the terminal is."""


def examine(environ: Mapping[str, str]) -> Findings:
    """Look at everything.

    Args:
        environ: What the environment says.
    """
    return {
        "terminal": _of_terminal(environ),
        "versions": _of_versions(),
        "paths": _of_paths(),
        "what nn-tui makes of it": _made_of(environ),
    }


def _of_terminal(environ: Mapping[str, str]) -> dict[str, str]:
    names = ("TERM", "COLORTERM", "NO_COLOR")
    said = {name: printable(environ[name]) if environ.get(name) else "not set" for name in names}
    set_of_locale = [f"{name}={environ[name]}" for name in _LOCALE if environ.get(name)]
    return {
        **said,
        "locale": f"{printable(', '.join(set_of_locale)) or 'not set'}: {charset(environ)}",
        "size": str(_size() or "unknown"),
        "terminals": ", ".join(filter(is_terminal, _STREAMS)) or "none of the three streams",
        "inside": ", ".join(of for name, of in _INSIDE.items() if environ.get(name)) or "nothing",
    }


def _of_versions() -> dict[str, str]:
    numeric = numeric_environment()
    return {
        "nn-tui": __version__,
        "Python": f"{platform.python_version()}, {platform.platform()}",
        "numpy": f"{numeric.numpy}, {numeric.blas}, {numeric.machine}",
        **{name: _version(name) for name in _LIBRARIES},
    }


def _of_paths() -> dict[str, str]:
    return {
        "state": _folder(state_folder),
        "sessions": f"{_folder(sessions_folder)}{_sessions()}",
    }


def _made_of(environ: Mapping[str, str]) -> dict[str, str]:
    dumb = why_dumb(environ)
    reason = dumb or why_no_screen(environ)
    screen = {
        "screen": f"cannot be drawn: {reason}; use nn-tui train" if reason else "can be drawn"
    }
    if dumb:
        return screen
    return {
        **screen,
        "drawing": _drawing(environ),
        "colours": f"{colours_of(environ).value}: {why_colours(environ)}",
        "line": f"{_line(environ)}; --slow does so from the start",
        "panels": _panels(_size()),
    }


def _drawing(environ: Mapping[str, str]) -> str:
    if plain := why_ascii(environ):
        return f"ASCII: {plain}; --no-ascii draws with more"
    taken = "the locale has it"
    if not is_described(environ):
        term = printable(environ["TERM"])
        taken += f", and TERM={term}, not described here, is taken to show it"
    return f"UTF-8, with braille: {taken}; --ascii draws with less"


def _line(environ: Mapping[str, str]) -> str:
    spared = "spared where it does not keep up"
    over_ssh = f"only what changes is sent; {spared} or answers late"
    return over_ssh if is_remote(environ) else spared


def _panels(size: Cells | None) -> str:
    if size is None:
        return f"two pages of them, all at once from {ALL_PANELS} on"
    if not size.has_room_for(SMALLEST):
        return f"none: the smallest size is {SMALLEST}"
    if size.has_room_for(ALL_PANELS):
        return "all at once"
    if not size.has_room_for(ONE_PAGE):
        return f"one at a time, by its digit; a page of them from {ONE_PAGE} on"
    return f"two pages of them; all at once from {ALL_PANELS} on"


def _size() -> Cells | None:
    for name in filter(is_terminal, _STREAMS):
        size = os.get_terminal_size(getattr(sys, name).fileno())
        return Cells(size.columns, size.lines)
    return None


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "not installed"


def _folder(find: Callable[[], Path]) -> str:
    """Name a folder, and say whether files can be kept there."""
    try:
        path = find()
    except OSError as error:
        return f"none: {error.strerror}"
    there = next(place for place in (path, *path.parents) if place.exists())
    can_write = there.is_dir() and os.access(there, os.W_OK | os.X_OK)
    if not can_write:
        return f"{printable(str(path))}, cannot be written: {printable(str(there))} forbids it"
    return f"{printable(str(path))}, can be written{'' if there == path else '; not there yet'}"


def _sessions() -> str:
    try:
        count = len(SessionFolder(sessions_folder()).listed())
    except OSError:
        return ""
    return f"; {count} saved" if count else ""

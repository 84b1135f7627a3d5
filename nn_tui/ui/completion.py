"""What a half-typed dataset name or path may become."""

from __future__ import annotations

import os
from collections.abc import Sequence
from itertools import takewhile
from pathlib import Path

from nn_tui.data import shipped

_SUFFIXES = (".csv", ".tsv", ".txt")
"""Files that are offered; others can be typed in full."""

_MOST_LOOKED_AT = 10_000
"""Entries of a folder that are looked at."""


def completions(text: str) -> list[str]:
    """List the shipped datasets, folders (with a / behind) and files that begin with a text.

    A folder that cannot be read offers nothing. Hidden entries are offered once a dot is typed.
    """
    names = [name for name in shipped() if name.startswith(text)]
    return names + completed_paths(text, _SUFFIXES)


def completed_paths(text: str, suffixes: tuple[str, ...]) -> list[str]:
    """List the folders, then the files with one of some suffixes, that begin with a text."""
    return sorted(_paths(text, suffixes), key=lambda path: (not path.endswith("/"), path))


def common_start(text: str, choices: Sequence[str]) -> str:
    """Complete a text as far as all choices agree, as a shell does on tab."""
    if not choices:
        return text
    # What the first and the last by order share, all between them share.
    pairs = zip(min(choices), max(choices), strict=False)
    shared = "".join(a for a, _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
    return shared if len(shared) > len(text) else text


def _paths(text: str, suffixes: tuple[str, ...]) -> list[str]:
    folder, slash, start = text.rpartition("/")
    typed = folder + slash
    try:
        with os.scandir(Path(typed or ".").expanduser()) as entries:
            looked_at = [entry for entry, _ in zip(entries, range(_MOST_LOOKED_AT), strict=False)]
            return [typed + _shown(e) for e in looked_at if _is_offered(e, start, suffixes)]
    except (OSError, RuntimeError, ValueError):
        return []


def _shown(entry: os.DirEntry[str]) -> str:
    return f"{entry.name}/" if entry.is_dir() else entry.name


def _is_offered(entry: os.DirEntry[str], start: str, suffixes: tuple[str, ...]) -> bool:
    if not entry.name.startswith(start) or (entry.name.startswith(".") and not start):
        return False
    if not entry.name.isprintable():
        return False
    return entry.is_dir() or entry.name.lower().endswith(suffixes)

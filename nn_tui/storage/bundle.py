"""The file of a saved session: a zip of its summary, its values as JSON, and its arrays.

Nobody vouches for such a file: it may come from anywhere. Nothing in it is code, sizes are checked
before memory is taken, and no character in it can command a terminal.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any, BinaryIO, TypeVar
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile

import msgspec
import numpy as np
from numpy.typing import NDArray

from nn_tui.engine.arrays import Array
from nn_tui.recipe.errors import RecipeError
from nn_tui.recipe.npz import looks_like_npz, read_npz
from nn_tui.storage.document import VERSION, SavedSession, Summary
from nn_tui.storage.errors import StorageError
from nn_tui.text import printable

ARRAYS_LIMIT = 2_000_000_000
"""Bytes that all arrays of a file may take."""

_TEXT_LIMIT = 64_000_000
"""Bytes of the values as JSON, and of them alone."""

_SUMMARY, _VALUES = "summary.json", "session.json"

_DAMAGED = (BadZipFile, zlib.error, EOFError, OSError, ValueError, KeyError, NotImplementedError)
"""What reading a zip file raises that is damaged, or is none."""

_Struct = TypeVar("_Struct", bound=msgspec.Struct)


@dataclass(frozen=True, slots=True, eq=False)
class Bundle:
    """A session as it is saved."""

    summary: Summary
    """What a list says of it."""
    session: SavedSession
    """Its values."""
    arrays: Mapping[str, NDArray[Any]]
    """By the names that the values give them."""


def write_bundle(file: BinaryIO, bundle: Bundle) -> None:
    """Write a session; small files are what matters, and soon done."""
    with ZipFile(file, "w", ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr(_SUMMARY, msgspec.json.encode(bundle.summary))
        archive.writestr(_VALUES, msgspec.json.encode(bundle.session))
        for name, values in bundle.arrays.items():
            numbers = BytesIO()
            np.save(numbers, values, allow_pickle=False)
            # Numbers of a run are noise to a compressor: it would take long, for little.
            archive.writestr(f"{name}.npy", numbers.getbuffer(), compress_type=ZIP_STORED)


def read_bundle(content: bytes, label: str) -> Bundle:
    """Read a session.

    Args:
        content: The file.
        label: What it is called in messages.

    Raises:
        StorageError: It is none, is damaged, or holds what no session of ours does.
    """
    if not looks_like_npz(content):
        raise _damaged(label)
    try:
        with ZipFile(BytesIO(content)) as archive:
            summary = _read(archive, _SUMMARY, Summary, label)
            session = _read(archive, _VALUES, SavedSession, label)
            names = [name.removesuffix(".npy") for name in archive.namelist()]
    except StorageError:
        raise
    except _DAMAGED:
        raise _damaged(label) from None
    names = [name for name in names if name not in (_SUMMARY, _VALUES)]
    return Bundle(summary, session, _arrays(content, names, label))


def read_summary(file: BinaryIO, label: str) -> Summary:
    """Read only what a list says of a session.

    Raises:
        StorageError: As read_bundle does.
    """
    try:
        with ZipFile(file) as archive:
            return _read(archive, _SUMMARY, Summary, label)
    except StorageError:
        raise
    except _DAMAGED:
        raise _damaged(label) from None


def _read(archive: ZipFile, name: str, kind: type[_Struct], label: str) -> _Struct:
    """Read a member as values of a kind.

    Raises:
        StorageError: It is too large, of a later version, not JSON, or other values.
    """
    with archive.open(name) as member:
        text = member.read(_TEXT_LIMIT + 1)
    if len(text) > _TEXT_LIMIT:
        raise StorageError(f"{label}: {name} is over {_TEXT_LIMIT // 10**6} MB: no session of ours")
    try:
        # By Python's own reader first: it makes plain values, whose texts can all be looked at.
        plain = json.loads(text)
        _check_version(plain, label)
        _check_texts(plain)
        return msgspec.convert(plain, kind)
    except (msgspec.ValidationError, ValueError, RecursionError) as error:
        raise StorageError(
            f"{label}: {name}: {printable(str(error))}: no session of ours"
        ) from None


def _check_version(values: Any, label: str) -> None:
    version = values.get("version") if isinstance(values, dict) else None
    if isinstance(version, int) and version > VERSION:
        raise StorageError(
            f"{label}: was saved in format {printable(str(version), limit=20)} by a later nn-tui; "
            f"this one reads up to {VERSION}: upgrade it"
        )


def _check_texts(values: Any) -> None:
    """Refuse texts with characters that could command a terminal, keys included."""
    left = [values]
    while left:
        value = left.pop()
        if isinstance(value, str):
            if printable(value, limit=len(value)) != value:
                raise ValueError("a text holds control characters")
        elif isinstance(value, dict):
            left += [*value.keys(), *value.values()]
        elif isinstance(value, list):
            left += value


class _All:
    """Takes every array, as long as all of them together are not too large."""

    fix = "save the session again"

    def __init__(self, names: Iterable[str], label: str) -> None:
        self._names = list(names)
        self._label = label
        self._left = ARRAYS_LIMIT // 8

    def fault(self, reason: str) -> RecipeError:
        return RecipeError(f"{self._label}: {reason}")

    def choose(self, held: Sequence[str]) -> Iterable[str]:
        return self._names

    def check_shape(self, name: str, shape: tuple[int, ...]) -> None:
        size = 1
        for length in shape:
            size *= length
        self._left -= size
        if self._left < 0:
            limit = f"{ARRAYS_LIMIT / 1e9:g} GB"
            raise self.fault(f"{printable(name, limit=40)}: all arrays take over {limit}")


def _arrays(content: bytes, names: Sequence[str], label: str) -> dict[str, Array]:
    wanted = _All(names, label)
    try:
        return read_npz(content, wanted)
    except RecipeError as error:
        raise StorageError(str(error)) from None


def _damaged(label: str) -> StorageError:
    return StorageError(f"{label}: is damaged, or no session that nn-tui has saved")

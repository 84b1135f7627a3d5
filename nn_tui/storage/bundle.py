"""The file of a saved session: a zip of its summary, its values as JSON, and its arrays.

Arrays that are large and never change may lie beside it instead, see ArraysBeside.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import BinaryIO, Generic, TypeVar
from zipfile import ZIP_DEFLATED, ZipFile

from nn_tui.engine.arrays import Array
from nn_tui.recipe.errors import RecipeError
from nn_tui.recipe.npz import read_npz
from nn_tui.storage.arrays_beside import ArraysBeside
from nn_tui.storage.document import SavedBeside, SavedSession, Summary
from nn_tui.storage.errors import DamagedError, StorageError
from nn_tui.storage.members import (
    Numbers,
    damaged,
    opened,
    read_text,
    read_versioned,
    size_of,
    write_array,
    write_text,
)

ARRAYS_LIMIT = 2_000_000_000
"""Bytes that all arrays of a file may take."""

_SUMMARY, _VALUES, _BESIDE = "summary.json", "session.json", "beside.json"
_TEXTS = (_SUMMARY, _VALUES, _BESIDE)

_Numbers = TypeVar("_Numbers", bound=Numbers, covariant=True)


@dataclass(frozen=True, slots=True, eq=False)
class Bundle(Generic[_Numbers]):
    """A session as it is saved."""

    summary: Summary
    """What a list says of it."""
    session: SavedSession
    """Its values."""
    arrays: Mapping[str, _Numbers]
    """By the names that the values give them."""
    lasting: Sequence[tuple[str, ...]] = ()
    """Names of those that are written once, those together that belong together."""


def write_bundle(
    file: BinaryIO, bundle: Bundle[Numbers], beside: ArraysBeside | None = None
) -> None:
    """Write a session.

    Args:
        file: Where.
        bundle: The session.
        beside: Where large arrays are put that never change; None: with the others.

    Raises:
        StorageError: It is larger than what can be read again.
    """
    size = sum(map(size_of, bundle.arrays.values()))
    if size > ARRAYS_LIMIT:
        raise StorageError(
            f"its arrays take {size / 1e9:.3g} GB: the limit is {ARRAYS_LIMIT / 1e9:g} GB"
        )
    files: dict[str, tuple[str, ...]] = {}
    if beside is not None:
        groups = [[bundle.arrays[name] for name in names] for names in bundle.lasting]
        files = dict(zip(beside.put(groups), bundle.lasting, strict=True))
    elsewhere = {name for names in files.values() for name in names}
    with ZipFile(file, "w", ZIP_DEFLATED, compresslevel=1) as archive:
        write_text(archive, _SUMMARY, bundle.summary)
        write_text(archive, _VALUES, bundle.session)
        if files:
            write_text(archive, _BESIDE, SavedBeside(files))
        for name, numbers in bundle.arrays.items():
            if name not in elsewhere:
                write_array(archive, name, numbers)


def read_bundle(file: BinaryIO, label: str, beside: ArraysBeside) -> Bundle[Array]:
    """Read a session.

    Args:
        file: The file, which is gone about in.
        label: What it is called in messages.
        beside: Where the arrays are that do not lie in it.

    Raises:
        StorageError: It is none, is damaged, or holds what no session of ours does.
        OSError: What lies beside it cannot be read.
    """
    files: dict[str, tuple[str, ...]] = {}
    with opened(file, label) as archive:
        summary = read_versioned(archive, _SUMMARY, Summary, label)
        session = read_text(archive, _VALUES, SavedSession, label)
        if _BESIDE in archive.namelist():
            files = read_text(archive, _BESIDE, SavedBeside, label).files
    wanted = _All(label)
    try:
        arrays = read_npz(file, wanted)
        for digest, names in files.items():
            arrays |= zip(names, beside.read(digest, wanted, label), strict=False)
    except RecipeError as error:
        raise DamagedError(str(error)) from None
    return Bundle(summary, session, arrays, tuple(files.values()))


def read_summary(file: BinaryIO, label: str) -> Summary:
    """Read only what a list says of a session.

    Raises:
        StorageError: As read_bundle does.
    """
    with opened(file, label) as archive:
        return read_versioned(archive, _SUMMARY, Summary, label)


class _All:
    """Takes every array, as long as all of them together are not too large."""

    fix = ""

    def __init__(self, label: str) -> None:
        self._label = label
        self._left = ARRAYS_LIMIT // 8

    def fault(self, reason: str) -> RecipeError:
        # What the reader of such files says is of no use to whoever knows of a session alone.
        return RecipeError(str(damaged(self._label)))

    def choose(self, held: Sequence[str]) -> Iterable[str]:
        return [name for name in held if name not in _TEXTS]

    def check_shape(self, name: str, shape: tuple[int, ...]) -> None:
        self._left -= math.prod(shape)
        if self._left < 0:
            limit = f"{ARRAYS_LIMIT / 1e9:g} GB"
            raise RecipeError(str(damaged(self._label, f"all arrays take over {limit}")))

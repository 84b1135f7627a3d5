"""The folder beside a session's file, for what is large and never changes: its data, old moments.

A session is written every few seconds. What lies here is written once, by a name that says what is
in it, before the file that asks for it; and is removed after that does not ask for it any more.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from typing import Any
from zipfile import ZIP_STORED, ZipFile

import numpy as np
from numpy.typing import NDArray

from nn_tui.engine.arrays import Array
from nn_tui.files import FOR_OWNER, UNFINISHED, plain_file, whole_file
from nn_tui.recipe.npz import Wanted, read_npz
from nn_tui.storage.errors import DamagedError
from nn_tui.storage.members import Numbers, damaged, opened, shape_of, write_array

SUFFIX = ".arrays"
"""What the name of such a folder ends with."""

_DIGEST_BYTES = 16

_NAME = re.compile(rf"[0-9a-f]{{{2 * _DIGEST_BYTES}}}\.npz")


class ArraysBeside:
    """Puts arrays in the folder of one session, and takes them out again."""

    def __init__(self, path: Path) -> None:
        """Look at a folder, which need not be there.

        Args:
            path: The folder, or where it is to be.
        """
        self.path = path
        # With the arrays themselves: an id is an array's own only as long as that is there.
        self._digests: dict[tuple[int, ...], tuple[str, Sequence[Numbers]]] = {}

    @property
    def size(self) -> int:
        """Bytes that it takes."""
        return sum(path.stat().st_size for path in self._files())

    def put(self, groups: Iterable[Sequence[Numbers]]) -> list[str]:
        """Put arrays there that are not there yet, a file for each group of them.

        Args:
            groups: Arrays that are never written to afterwards.

        Returns:
            What each group is to be asked for by.

        Raises:
            OSError: They cannot be written.
        """
        known, self._digests = self._digests, {}
        for arrays in groups:
            key = tuple(map(id, arrays))
            digest, _ = self._digests[key] = known.get(key) or (_digest_of(arrays), arrays)
            if not self._path_of(digest).is_file():
                self._write(digest, arrays)
        return [digest for digest, _ in self._digests.values()]

    def tidy(self) -> None:
        """Remove what was not put there when something was put there last."""
        asked_for = {digest for digest, _ in self._digests.values()}
        for path in self._files():
            if path.stem not in asked_for:
                path.unlink(missing_ok=True)
        if not asked_for:
            with suppress(OSError):
                self.path.rmdir()

    def read(self, digest: str, wanted: Wanted, label: str) -> list[Array]:
        """Read a group of arrays.

        Args:
            digest: What it is asked for by.
            wanted: Checks their shapes, before their numbers are read.
            label: What their session is called in messages.

        Raises:
            StorageError: They are not those that were put there; RecipeError: the same.
            OSError: They cannot be read.
        """
        path = self._path_of(digest)
        if not path.is_file():
            raise DamagedError(f"{label}: lacks a part of it: {path.parent.name}/{path.name}")
        with plain_file(path, follows_link=False) as file:
            with opened(file, label):
                # Else it is refused, before its list of members takes memory.
                pass
            arrays = list(read_npz(file, wanted).values())
        if _digest_of(arrays) != digest:
            raise damaged(f"{label}: {path.parent.name}/{path.name}")
        return arrays

    def remove(self) -> None:
        """Remove all that was put here, and the folder, if nothing else is in it."""
        self._digests = {}
        self.tidy()

    def _write(self, digest: str, arrays: Sequence[Numbers]) -> None:
        self.path.mkdir(mode=0o700, exist_ok=True)
        with (
            whole_file(self._path_of(digest), FOR_OWNER, is_durable=True) as file,
            ZipFile(file, "w", ZIP_STORED) as archive,
        ):
            for number, array in enumerate(arrays):
                write_array(archive, str(number), array)

    def _files(self) -> Iterator[Path]:
        """Find the files that were put here, and those that were not finished."""
        with suppress(FileNotFoundError, NotADirectoryError):
            for path in list(self.path.iterdir()):
                if _NAME.fullmatch(path.name) or path.name.startswith(UNFINISHED):
                    yield path

    def _path_of(self, digest: str) -> Path:
        return self.path / f"{digest}.npz"


def _digest_of(arrays: Iterable[Numbers]) -> str:
    """Name arrays by their shapes and their numbers."""
    digest = blake2b(digest_size=_DIGEST_BYTES)
    for array in arrays:
        digest.update(repr(shape_of(array)).encode())
        for part in array if isinstance(array, tuple) else (array,):
            digest.update(_bytes_of(part))
    return digest.hexdigest()


def _bytes_of(array: NDArray[Any]) -> memoryview:
    """View the numbers of an array as they are when they have been read: row orders are floats."""
    return np.ascontiguousarray(array, dtype=np.float64).view(np.uint8).data

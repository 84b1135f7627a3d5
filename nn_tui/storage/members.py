"""The members of a session's zip file: texts as JSON, and arrays as numpy saves them.

Nobody vouches for such a file. Sizes are checked before memory is taken, nothing in it is code, and
no character in it can command a terminal.
"""

from __future__ import annotations

import math
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from errno import EINVAL
from os import SEEK_END
from typing import Any, BinaryIO, TypeAlias, TypeVar
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

import msgspec
import numpy as np
from numpy.lib import format as npy
from numpy.typing import NDArray

from nn_tui.storage.document import VERSION
from nn_tui.storage.errors import DamagedError, StorageError
from nn_tui.text import printable

Numbers: TypeAlias = NDArray[Any] | tuple[NDArray[Any], ...]
"""An array; or several of one shape, which are written as one, with an axis for them in front."""

_TEXT_LIMIT = 16_000_000
"""Bytes of a text as JSON."""

_CONTENTS_LIMIT = 4_000_000
"""Bytes of the list of a zip file's members, which is at its end."""

_END_BYTES, _FAR_END_BYTES = 22, 20
"""Bytes of what a zip file ends with; and of what is before that where the file is very large."""

_DAMAGED = (BadZipFile, zlib.error, EOFError, OSError, ValueError, KeyError, NotImplementedError)
"""What reading a zip file raises that is damaged, or is none."""

_Struct = TypeVar("_Struct", bound=msgspec.Struct)


class _Versioned(msgspec.Struct):
    version: int


class _UnfitError(ValueError):
    """Text that no session of ours has: in what, and in the words of whoever has read it."""

    def __init__(self, reason: str, detail: str = "") -> None:
        super().__init__(reason)
        self.detail = printable(detail)


def damaged(label: str, what: str = "") -> DamagedError:
    """Say that a file is none of ours.

    Args:
        label: What it is called in messages.
        what: What is wrong with it, where that is of use.
    """
    told = f" ({what})" if what else ""
    return DamagedError(f"{label}: is damaged, or no session that nn-tui has saved{told}")


@contextmanager
def opened(file: BinaryIO, label: str) -> Iterator[ZipFile]:
    """Open a zip file to read members.

    Args:
        file: Which can be gone about in.
        label: What it is called in messages.

    Raises:
        StorageError: It cannot be read, or is none; also later, while it is read.
    """
    try:
        _check_end(file)
        with ZipFile(file) as archive:
            yield archive
    except StorageError:
        raise
    except _DAMAGED as error:
        # The disk or the network may be at fault, and not the file; "invalid" are odd places in it.
        if isinstance(error, OSError) and error.errno not in (None, EINVAL):
            raise StorageError(f"{label}: {error.strerror}") from None
        raise damaged(label) from None


def shape_of(numbers: Numbers) -> tuple[int, ...]:
    """Give the shape that an array has once it is written."""
    return (len(numbers), *numbers[0].shape) if isinstance(numbers, tuple) else numbers.shape


def size_of(numbers: Numbers) -> int:
    """Count the bytes of an array."""
    arrays = numbers if isinstance(numbers, tuple) else (numbers,)
    return sum(array.nbytes for array in arrays)


def write_array(archive: ZipFile, name: str, numbers: Numbers) -> None:
    """Write an array, its numbers straight from where they are."""
    arrays = numbers if isinstance(numbers, tuple) else (numbers,)
    shape = shape_of(numbers)
    # Numbers of a run are noise to a compressor: it would take long, for little.
    member = ZipInfo(f"{name}.npy")
    member.file_size, member.compress_type = size_of(numbers), ZIP_STORED
    described = {
        "descr": npy.dtype_to_descr(arrays[0].dtype),
        "fortran_order": False,
        "shape": shape,
    }
    with archive.open(member, "w") as stream:
        npy.write_array_header_1_0(stream, described)
        if math.prod(shape):
            for array in arrays:
                stream.write(np.ascontiguousarray(array).view(np.uint8).data)


def write_text(archive: ZipFile, name: str, values: msgspec.Struct) -> None:
    """Write values as JSON.

    Raises:
        StorageError: They could not be read again.
    """
    text = msgspec.json.encode(values)
    # What cannot be read is not saved: that is to be known now, not when it is gone.
    try:
        _values_in(text, type(values))
    except _UnfitError as error:
        reason = ": ".join(filter(None, (str(error), error.detail)))
        raise StorageError(f"what is to be saved: {name} {reason}") from None
    archive.writestr(name, text)


def read_text(archive: ZipFile, name: str, kind: type[_Struct], label: str) -> _Struct:
    """Read a text as values of a kind.

    Raises:
        StorageError: It is too large, not JSON, or other values.
    """
    with _refusing(name, label):
        return _values_in(_text(archive, name, label), kind)


def read_versioned(archive: ZipFile, name: str, kind: type[_Struct], label: str) -> _Struct:
    """Read the text that says which format the file is of; else do as `read_text`.

    Raises:
        StorageError: It is another one, whatever else may be in it; what `read_text` raises.
    """
    text = _text(archive, name, label)
    with _refusing(name, label):
        _check_version(_values_in(text, _Versioned).version, label)
        return _values_in(text, kind)


@contextmanager
def _refusing(name: str, label: str) -> Iterator[None]:
    try:
        yield
    except _UnfitError as error:
        raise damaged(label, f"{name} {error}") from None


def _text(archive: ZipFile, name: str, label: str) -> bytes:
    member = archive.getinfo(name)
    # Other ways to compress may ask for any amount of memory to unpack.
    if member.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
        raise damaged(label)
    with archive.open(member) as stream:
        return stream.read(_TEXT_LIMIT + 1)


def _check_version(version: int, label: str) -> None:
    if version > VERSION:
        raise StorageError(
            f"{label}: was saved in format {printable(str(version), limit=20)} by a later nn-tui; "
            f"this one reads format {VERSION}: upgrade it"
        )
    if 0 < version < VERSION:
        raise StorageError(
            f"{label}: was saved in format {version} by an earlier nn-tui; "
            f"this one reads format {VERSION} alone"
        )


def _values_in(text: bytes, kind: type[_Struct]) -> _Struct:
    if len(text) > _TEXT_LIMIT:
        raise _UnfitError(f"is over {_TEXT_LIMIT // 10**6} MB")
    try:
        values = msgspec.json.decode(text, type=kind)
        _check_texts(msgspec.to_builtins(values))
    except _UnfitError:
        raise
    except (msgspec.MsgspecError, ValueError, RecursionError) as error:
        raise _UnfitError("holds other values", str(error)) from None
    return values


def _check_texts(values: Any) -> None:
    """Refuse texts with characters that could command a terminal, keys included."""
    left = [values]
    while left:
        value = left.pop()
        if isinstance(value, str):
            if printable(value, limit=len(value)) != value:
                raise _UnfitError("holds control characters")
        elif isinstance(value, dict):
            left += [*value.keys(), *value.values()]
        elif isinstance(value, list | tuple):
            left += value


def _check_end(file: BinaryIO) -> None:
    """Refuse a zip file whose list of members would take memory, before that is read.

    Raises:
        BadZipFile: It is none, has a list that is too long, or ends in another way than ours.
    """
    length = file.seek(0, SEEK_END)
    file.seek(max(0, length - _END_BYTES - _FAR_END_BYTES))
    far_end, end = _split(file.read())
    is_ours = end.startswith(b"PK\5\6") and end.endswith(b"\0\0")
    if not is_ours or far_end.startswith(b"PK\6\7"):
        raise BadZipFile
    if int.from_bytes(end[12:16], "little") > _CONTENTS_LIMIT:
        raise BadZipFile


def _split(tail: bytes) -> tuple[bytes, bytes]:
    return tail[:-_END_BYTES], tail[-_END_BYTES:]

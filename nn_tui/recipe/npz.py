"""Arrays in numpy's .npz: a zip file with an array in each member, none of it pickled.

Nobody vouches for such a file. So each member's header is read first, and its numbers only when
they are of the wanted shape: a file that unpacks to more than that takes no memory.
"""

from __future__ import annotations

import math
import struct
import warnings
import zlib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import IO, Any, BinaryIO, Literal, Protocol
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

import numpy as np
import numpy.typing as npt
from numpy.lib import format as npy

from nn_tui.engine.arrays import Array
from nn_tui.recipe.errors import RecipeError
from nn_tui.text import printable

_ZIP_BEGINS = b"PK"

_SUFFIX = ".npy"

_HEADER_LIMIT = 16_384
"""Bytes of a member within which its header must end."""

_PIECE = 1 << 20
"""Bytes that are read at a time."""

_EXACT = 2**53
"""Every whole number up to it is a float64."""

_HEADERS = {(1, 0): npy.read_array_header_1_0, (2, 0): npy.read_array_header_2_0}

_ZIP_FAULTS = (
    BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    ValueError,
    NotImplementedError,
    OverflowError,
    IndexError,
)
"""What zipfile raises for a file that is damaged, or made to do harm."""


@dataclass(frozen=True, slots=True)
class _Header:
    """What a member says of its array."""

    shape: tuple[int, ...]
    """Its shape."""
    is_fortran: bool
    """Whether its columns lie one behind the other, not its rows."""
    dtype: np.dtype[Any]
    """What its numbers are."""

    @property
    def size(self) -> int:
        """Bytes of the numbers behind the header."""
        return math.prod(self.shape) * self.dtype.itemsize


def looks_like_npz(content: bytes) -> bool:
    """Whether a file is a zip file by how it begins."""
    return content.startswith(_ZIP_BEGINS)


class Wanted(Protocol):
    """What a file is read for: which arrays, and of which shapes."""

    @property
    def fix(self) -> str:
        """What to give instead, at the end of a message."""
        ...

    def fault(self, reason: str) -> RecipeError:
        """Make the error that says why the file cannot be used."""
        ...

    def choose(self, held: Sequence[str]) -> Iterable[str]:
        """Say which of the arrays that a file holds are read, or refuse the file."""
        ...

    def check_shape(self, name: str, shape: tuple[int, ...]) -> None:
        """Refuse an array by its shape, before its numbers are read."""
        ...


def read_npz(file: BinaryIO, wanted: Wanted) -> dict[str, Array]:
    """Read arrays from .npz; nothing that is pickled is looked at.

    Args:
        file: Which is gone about in: no pipe.
        wanted: What it is read for.

    Raises:
        RecipeError: No .npz, damaged, what `wanted` refuses, something else than whole numbers or
            floats.
    """
    try:
        with ZipFile(file) as archive:
            members = {m.filename.removesuffix(_SUFFIX): m for m in archive.infolist()}
            names = [name.removesuffix(_SUFFIX) for name in archive.namelist()]
            chosen = wanted.choose(names)
            twice = [name for name, count in Counter(names).items() if count > 1]
            if twice:
                shown = printable(twice[0], limit=40)
                raise wanted.fault(f"holds {shown} twice: must hold it once")
            return {name: _array(archive, members[name], wanted, name) for name in chosen}
    except RecipeError:
        raise
    except _ZIP_FAULTS:
        raise wanted.fault(f"not an .npz file, or damaged; {wanted.fix}") from None


def _array(archive: ZipFile, member: ZipInfo, wanted: Wanted, name: str) -> Array:
    # Other ways to compress may ask for any amount of memory to unpack; numpy writes these two.
    if member.compress_type not in (ZIP_STORED, ZIP_DEFLATED) or member.flag_bits & 1:
        raise wanted.fault(f"{name} is encrypted or packed in a way numpy does not; {wanted.fix}")
    with archive.open(member) as stream:
        beginning = BytesIO(stream.read(_HEADER_LIMIT))
        header = _header(beginning, wanted, name)
        _check_dtype(wanted, name, header.dtype)
        wanted.check_shape(name, header.shape)
        numbers = _numbers(beginning, stream, header.size)
    if isinstance(numbers, str):
        raise wanted.fault(
            f"{name} holds {numbers} numbers than its shape {header.shape}; {wanted.fix}"
        )
    stored = numbers.view(header.dtype)
    order: Literal["F", "C"] = "F" if header.is_fortran else "C"
    return _exact(wanted, name, stored.reshape(header.shape, order=order))


def _header(beginning: BytesIO, wanted: Wanted, name: str) -> _Header:
    try:
        read = _HEADERS[npy.read_magic(beginning)]
        with warnings.catch_warnings():
            # Of a header as Python 2 wrote it: it is read all the same.
            warnings.simplefilter("ignore")
            return _Header(*read(beginning))
    except (ValueError, KeyError, TypeError, SyntaxError, RecursionError, MemoryError):
        raise wanted.fault(f"{name} is not an array as numpy saves it; {wanted.fix}") from None


def _check_dtype(wanted: Wanted, name: str, dtype: np.dtype[Any]) -> None:
    """Refuse what is not numbers, such as pickled objects, or does not fit a float64."""
    if dtype.kind not in "iuf" or dtype.itemsize > 8:
        kind = "objects (pickled)" if dtype.hasobject else printable(str(dtype), limit=40)
        raise wanted.fault(
            f"{name} holds {kind}: must hold float64, float32 or integers; "
            "save it as one of these with numpy.savez"
        )


def _numbers(
    beginning: BytesIO, stream: IO[bytes], size: int
) -> npt.NDArray[np.uint8] | Literal["less", "more"]:
    """Read that many bytes behind the header, or say that there are others.

    Reading past the end is also what makes zipfile compare the checksum.
    """
    # Of memory that is only promised until something is put there, whatever the header says.
    numbers = np.empty(size, np.uint8)
    done = 0
    while piece := beginning.read() or stream.read(_PIECE):
        if done + len(piece) > size:
            return "more"
        numbers[done : done + len(piece)] = np.frombuffer(piece, np.uint8)
        done += len(piece)
    return numbers if done == size else "less"


def _exact(wanted: Wanted, name: str, stored: npt.NDArray[Any]) -> Array:
    """Convert to float64, or refuse a whole number that has no such float."""
    array = stored.astype(np.float64, copy=False)
    if stored.dtype.kind == "f" or -_EXACT <= stored.min() <= stored.max() <= _EXACT:
        return array
    # As Python's integers: numpy would compare them as floats, which are equal by then.
    pairs = zip(array.ravel().tolist(), stored.ravel().tolist(), strict=True)
    for index, (value, whole) in enumerate(pairs):
        if value != whole:
            place = [int(i) for i in np.unravel_index(index, stored.shape)]
            raise wanted.fault(
                f"{name}{place} is {whole}, which no float64 is; "
                f"whole numbers are exact up to {_EXACT}"
            )
    return array

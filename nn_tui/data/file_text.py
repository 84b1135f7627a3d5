"""A file's text: read within a limit, decoded as UTF-8, cut into physical lines."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from pathlib import Path

from nn_tui.data.errors import DatasetError, NoSuchFileError
from nn_tui.text import printable

LARGEST_FILE = 256_000_000
"""Bytes; parsed into cells, a file takes several times its size in memory."""

_CHUNK = 1 << 20
_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
# LF, CRLF and CR alone; str.splitlines would also cut at U+2028, form feeds and the like.
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")


def label_of(path: Path) -> str:
    """Say which file is meant, at the head of a message."""
    return printable(str(path), limit=120)


def read_text(path: Path) -> str:
    """Read a text file as UTF-8, with or without a byte order mark.

    Raises:
        DatasetError: The file is missing, unreadable, too large, empty or not UTF-8 text.
    """
    raw = _read_bytes(path)
    label = label_of(path)
    if raw.startswith(_UTF_16):
        raise DatasetError(f"{label}: is encoded as UTF-16; save it as UTF-8")
    if b"\0" in raw:
        raise DatasetError(
            f"{label}: holds binary data (a NUL byte in line {_line_at(raw, raw.index(0))}); "
            "give a CSV file saved as UTF-8 text"
        )
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        # Positions in the error count from behind the byte order mark.
        behind_mark = raw.removeprefix(codecs.BOM_UTF8)
        raise DatasetError(
            f"{label}: byte 0x{behind_mark[error.start]:02x} in line "
            f"{_line_at(behind_mark, error.start)} is not UTF-8; save the file as UTF-8"
        ) from None


def physical_lines(text: str, start: int = 0) -> Iterator[str]:
    """Give the lines of `text` from character `start` on, each with its LF, CRLF or CR."""
    return (match.group() for match in _LINE.finditer(text, start))


def is_stream(path: Path) -> bool:
    """Whether there is a pipe or a device at a path: no file, and no folder either."""
    try:
        return path.exists() and not path.is_file() and not path.is_dir()
    except (OSError, ValueError):
        # Too long a name, a NUL in it: whoever reads it says what is wrong.
        return False


def _read_bytes(path: Path) -> bytes:
    label = label_of(path)
    raw = bytearray()
    try:
        with path.open("rb") as file:
            # In pieces: a device or a pipe has no size to look at beforehand.
            while len(raw) <= LARGEST_FILE and (chunk := file.read(_CHUNK)):
                raw += chunk
    except FileNotFoundError:
        raise NoSuchFileError(f"{label}: no such file") from None
    except IsADirectoryError:
        raise DatasetError(f"{label}: is a directory; give a CSV file in it") from None
    except PermissionError:
        raise DatasetError(f"{label}: may not be read (permission denied)") from None
    except OSError as error:
        raise DatasetError(f"{label}: cannot be read ({error.strerror})") from None
    except ValueError:
        # A path with a NUL or a lone surrogate in it is refused before the system is asked.
        raise DatasetError(f"{label}: is not the name of a file") from None
    if len(raw) > LARGEST_FILE:
        megabytes = LARGEST_FILE // 1_000_000
        raise DatasetError(f"{label}: is larger than {megabytes} MB; give fewer rows or columns")
    return bytes(raw)


def _line_at(raw: bytes, position: int) -> int:
    before = raw[:position]
    return before.count(b"\n") + before.count(b"\r") - before.count(b"\r\n") + 1

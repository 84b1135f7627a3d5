"""Files that are written whole or not at all."""

from __future__ import annotations

import fcntl
import os
import secrets
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

FOR_ALL, FOR_OWNER = 0o666, 0o600
"""Permissions of a file that is made, before the process's umask takes some away."""

UNFINISHED = ".nn-tui-"
"""What the names of files begin with that are still being written."""


@contextmanager
def whole_file(
    path: Path, permissions: int = FOR_ALL, is_durable: bool = False
) -> Iterator[BinaryIO]:
    """Open a file to write bytes to, so that nobody ever finds half of them there.

    What was there is replaced at the end, and hands its permissions on; a link is followed. A
    device or a pipe is written as it comes.

    Args:
        path: The file; its folder must be there.
        permissions: Those of a file that is made.
        is_durable: Whether it is to be on the disk by then, should the machine go down after that.

    Raises:
        OSError: It cannot be written; what was there before still is.
    """
    path = path.resolve()
    if path.exists() and not path.is_file():
        with path.open("wb") as stream:
            yield stream
        return
    if path.exists():
        if not os.access(path, os.W_OK):
            raise PermissionError(None, "permission denied", str(path))
        permissions = stat.S_IMODE(path.stat().st_mode)
    unfinished = path.parent / f"{UNFINISHED}{secrets.token_hex(8)}"
    try:
        # Opened by number, so that the file is never there with other permissions.
        handle = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, permissions)
        with open(handle, "wb") as file:  # noqa: PTH123
            _hold(handle)
            yield file
            file.flush()
            if is_durable:
                os.fsync(handle)
            unfinished.replace(path)
    except BaseException:
        unfinished.unlink(missing_ok=True)
        raise


def _hold(handle: int) -> None:
    """Lock a file as long as the process lives: whoever finds it can tell whether it is nobody's.

    Not every file system can; there it is written all the same.
    """
    with suppress(OSError):
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


@contextmanager
def plain_file(path: Path, follows_link: bool = True) -> Iterator[BinaryIO]:
    """Open a file to read its bytes; a pipe or a device may never come to an end: none is read.

    Args:
        path: The file.
        follows_link: Whether it may be a link to a file.

    Raises:
        OSError: It is not there, cannot be read, or is something else than a file.
    """
    # Not to wait for whoever writes to a pipe.
    flags = os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC
    if not follows_link and path.is_symlink():
        raise OSError(None, "is a link, not a file", str(path))
    handle = os.open(path, flags if follows_link else flags | os.O_NOFOLLOW)
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise OSError(None, "is not a file", str(path))
    with open(handle, "rb") as file:  # noqa: PTH123
        yield file


def reason_against(path: Path) -> str:
    """Say why a file cannot be written there, or "" when nothing speaks against it.

    For before a long computation whose outcome is to be written.
    """
    try:
        return _reason_against(path)
    except OSError as error:
        # Its name is too long, say.
        return str(error.strerror)


def _reason_against(path: Path) -> str:
    if path.is_dir():
        return "is a directory"
    if not path.parent.is_dir():
        return f"there is no directory {path.parent}"
    # What is there is replaced by a new file of its directory, unless it is a device or a pipe.
    places = [path] if path.exists() else []
    if not path.exists() or path.is_file():
        places.append(path.resolve().parent)
    return "" if all(os.access(place, os.W_OK) for place in places) else "permission denied"

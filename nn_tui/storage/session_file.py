"""One file of a session: what a list says of it, and how it is read, written and held."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from nn_tui.engine.arrays import Array
from nn_tui.files import FOR_ALL, FOR_OWNER, plain_file, whole_file
from nn_tui.storage.arrays_beside import SUFFIX as BESIDE
from nn_tui.storage.arrays_beside import ArraysBeside
from nn_tui.storage.bundle import Bundle, read_bundle, read_summary, write_bundle
from nn_tui.storage.document import Summary
from nn_tui.storage.errors import StorageError
from nn_tui.storage.lock import Lock
from nn_tui.storage.members import Numbers
from nn_tui.storage.state_files import SESSION_SUFFIX
from nn_tui.text import printable

LOCK_SUFFIX = ".lock"
"""What the name of the file ends with that is locked while a session is open."""

_DAMAGED = ".damaged"
"""What is put behind it where the file cannot be read."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A session in the folder."""

    id: str
    """Its file's name, without what that ends with."""
    path: Path
    """Its file."""
    modified: float
    """When it was saved last, in seconds since 1970."""
    size: int
    """Bytes that it takes."""
    summary: Summary | None
    """What it says of itself; None: it cannot be read."""
    fault: str = ""
    """Why it cannot."""

    @property
    def title(self) -> str:
        """The name that a person gave it, or ""."""
        return "" if self.summary is None else self.summary.title


class SessionFile:
    """The file of a session that is open: nobody else has it while it is held."""

    def __init__(self, path: Path, lock: Lock | None = None, title: str = "") -> None:
        """Make one.

        Args:
            path: The file, which need not be there yet.
            lock: The lock that is held on it; None: it is written once, to be sent.
            title: What the session is called.
        """
        self.path = path
        self._lock = lock
        # What is sent is one file.
        self._beside = None if lock is None else beside(path)
        self.title = title
        """The name that a person gave it, or ""."""

    def write(self, bundle: Bundle[Numbers]) -> None:
        """Write it whole, or leave what was there before.

        Raises:
            StorageError: It is too large to be read again.
            OSError: It cannot be written.
        """
        self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        permissions = FOR_ALL if self._lock is None else FOR_OWNER
        with whole_file(self.path, permissions, is_durable=True) as file:
            write_bundle(file, bundle, self._beside)
        if self._beside is not None:
            self._beside.tidy()

    def close(self) -> None:
        """Let others have it."""
        if self._lock is not None:
            self._lock.let_go()


def read_session(path: Path, label: str, follows_link: bool = True) -> Bundle[Array]:
    """Read the file of a session.

    Args:
        path: The file.
        label: What it is called in messages.
        follows_link: Whether it may be a link to a file.

    Raises:
        StorageError: There is none, or it cannot be read.
    """
    try:
        with plain_file(path, follows_link) as file:
            return read_bundle(file, label, beside(path))
    except OSError as error:
        raise StorageError(f"{label}: {error.strerror}") from None
    except MemoryError:
        raise StorageError(f"{label}: there is not enough memory for it") from None


def listed_of(path: Path) -> Listed | None:
    """Describe a file; None: it is gone by now."""
    stem = printable(path.name.removesuffix(SESSION_SUFFIX), limit=80)
    modified, size = 0.0, 0
    try:
        status = path.lstat()
        modified, size = status.st_mtime, status.st_size + beside(path).size
        with plain_file(path, follows_link=False) as file:
            summary = read_summary(file, f"session {stem}")
    except FileNotFoundError:
        return None
    except OSError as error:
        fault = f"session {stem}: {error.strerror or 'cannot be read'}"
        return Listed(stem, path, modified, size, None, fault)
    except StorageError as error:
        return Listed(stem, path, modified, size, None, str(error))
    return Listed(stem, path, modified, size, summary)


def modified(path: Path) -> float:
    """Say when a file was written last, in seconds since 1970; 0: it is gone by now."""
    try:
        return path.lstat().st_mtime
    except OSError:
        return 0.0


def lock_of(path: Path) -> Lock:
    """Make the lock of a session's file, not held yet."""
    return Lock(path.with_suffix(LOCK_SUFFIX))


def beside(path: Path) -> ArraysBeside:
    """Look at what lies beside a session's file."""
    return ArraysBeside(path.with_suffix(BESIDE))


def remove(path: Path) -> None:
    """Remove a session's file, and what lies beside it.

    Raises:
        OSError: It cannot be removed.
    """
    path.unlink(missing_ok=True)
    beside(path).remove()


def set_aside(path: Path) -> str:
    """Give a damaged file another name, and what lies beside it; say it."""
    aside, arrays = path.with_name(path.name + _DAMAGED), beside(path).path
    try:
        path.replace(aside)
    except OSError as error:
        return f"it could not be set aside: {error.strerror}"
    with suppress(OSError):
        arrays.replace(arrays.with_name(arrays.name + _DAMAGED))
    return f"it is set aside as {printable(aside.name)}; nn-tui sessions lists the others"

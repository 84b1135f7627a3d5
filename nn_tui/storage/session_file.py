"""One file of a session: what a list says of it, and how it is read, written and held."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from nn_tui.files import FOR_OWNER, whole_file
from nn_tui.storage.bundle import Bundle, read_bundle, read_summary, write_bundle
from nn_tui.storage.document import Summary
from nn_tui.storage.errors import StorageError
from nn_tui.storage.lock import Lock
from nn_tui.storage.state_files import SESSION_SUFFIX
from nn_tui.text import printable

_DAMAGED = ".damaged"
"""What is put behind it where the file cannot be read."""

_LARGEST = 4_000_000_000
"""Bytes of a file that is read."""


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
    """Bytes of its file."""
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
            lock: The lock that is held on it; None: it is for once.
            title: What the session is called.
        """
        self.path = path
        self._lock = lock
        self.title = title
        """The name that a person gave it, or ""."""

    def write(self, bundle: Bundle) -> None:
        """Write it whole, or leave what was there before.

        Raises:
            OSError: It cannot be written.
        """
        self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with whole_file(self.path, FOR_OWNER, is_durable=True) as file:
            write_bundle(file, bundle)

    def close(self) -> None:
        """Let others have it."""
        if self._lock is not None:
            self._lock.let_go()


def read_session(path: Path, label: str) -> Bundle:
    """Read the file of a session.

    Args:
        path: The file.
        label: What it is called in messages.

    Raises:
        StorageError: There is none, or it cannot be read.
    """
    try:
        if (size := path.stat().st_size) > _LARGEST:
            limit = f"{_LARGEST // 10**9} GB"
            raise StorageError(f"{label}: takes {size / 1e9:.1f} GB: no session is over {limit}")
        content = path.read_bytes()
    except OSError as error:
        raise StorageError(f"{label}: {error.strerror}") from None
    return read_bundle(content, label)


def listed_of(path: Path) -> Listed | None:
    """Describe a file; None: it is gone by now."""
    stem = printable(path.name.removesuffix(SESSION_SUFFIX), limit=80)
    try:
        status = path.stat()
        with path.open("rb") as file:
            summary = read_summary(file, f"session {stem}")
    except FileNotFoundError:
        return None
    except OSError as error:
        return Listed(stem, path, 0.0, 0, None, error.strerror or "cannot be read")
    except StorageError as error:
        return Listed(stem, path, status.st_mtime, status.st_size, None, str(error))
    return Listed(stem, path, status.st_mtime, status.st_size, summary)


def lock_of(path: Path) -> Lock:
    """Make the lock of a session's file, not held yet."""
    return Lock(path.with_suffix(".lock"))


def set_aside(path: Path) -> str:
    """Give a damaged file another name; say it."""
    aside = path.with_name(path.name + _DAMAGED)
    try:
        path.replace(aside)
    except OSError as error:
        return f"it could not be set aside: {error.strerror}"
    return f"it is set aside as {printable(aside.name)}"

"""The folder where sessions are kept, one file each, of which no two programs write the same."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import msgspec

from nn_tui.engine.arrays import Array
from nn_tui.storage.bundle import Bundle
from nn_tui.storage.document import Summary
from nn_tui.storage.errors import DamagedError, StorageError
from nn_tui.storage.finding import session_called
from nn_tui.storage.leftovers import remove_leftovers
from nn_tui.storage.lock import Holder, Lock
from nn_tui.storage.session_file import (
    Listed,
    SessionFile,
    listed_of,
    lock_of,
    modified,
    read_session,
    remove,
    set_aside,
)
from nn_tui.storage.state_files import SESSION_SUFFIX
from nn_tui.storage.titles import check_title
from nn_tui.text import printable

_MOST_UNNAMED = 20
"""Sessions without a title that are kept; the oldest go first."""

_MOST_BYTES = 500_000_000
"""What they may take together."""


class SessionFolder:
    """Finds, makes and removes the files of sessions."""

    def __init__(self, path: Path) -> None:
        """Look at a folder, which need not be there yet."""
        self.path = path

    def begin(self, word: str, now: datetime) -> SessionFile:
        """Begin a file for a new session.

        Args:
            word: What it is about, such as the name of the dataset.
            now: The time, which is in its name.

        Raises:
            OSError: The folder cannot be written.
        """
        self.path.mkdir(mode=0o700, parents=True, exist_ok=True)
        kept = "".join(c if c.isascii() and c.isalnum() else "-" for c in word)[:20].strip("-")
        stem, number = f"{now:%Y-%m-%d-%H%M%S}-{kept or 'session'}", 1
        while True:
            path = self._path_of(stem if number == 1 else f"{stem}-{number}")
            lock = lock_of(path)
            if not os.path.lexists(path) and lock.take():
                return SessionFile(path, lock)
            number += 1

    def listed(self) -> list[Listed]:
        """List all sessions, the newest first; those that cannot be read with the reason."""
        return list(self.newest_first())

    def newest_first(self) -> Iterator[Listed]:
        """Give one session after the other; each is read when it is asked for."""
        for path in sorted(self.path.glob(f"*{SESSION_SUFFIX}"), key=modified, reverse=True):
            if (listed := listed_of(path)) is not None:
                yield listed

    def newest(self) -> Listed:
        """Give the newest session that can be read; else the newest, to be told why it cannot.

        Raises:
            StorageError: There is none.
        """
        if newest := next((one for one in self.newest_first() if one.summary), None):
            return newest
        if listed := self.listed():
            return listed[0]
        raise self._nothing_there()

    def find(self, name: str) -> Listed:
        """Find a session by its id, the beginning of that, or its title.

        Raises:
            StorageError: There is none, or there are several.
        """
        listed = self.listed()
        if not listed:
            raise self._nothing_there()
        return session_called(name, listed)

    def open(self, listed: Listed) -> tuple[SessionFile, Bundle[Array]]:
        """Read a session, and hold its file.

        A file that no program can read is set aside under another name.

        Raises:
            StorageError: It is open elsewhere, or cannot be read.
            OSError: Its lock cannot be made.
        """
        lock = self._held(listed)
        try:
            bundle = self.read(listed)
        except DamagedError as error:
            lock.let_go()
            raise StorageError(f"{error}; {set_aside(listed.path)}") from None
        except BaseException:
            lock.let_go()
            raise
        return SessionFile(listed.path, lock, bundle.summary.title), bundle

    def read(self, listed: Listed) -> Bundle[Array]:
        """Read a session.

        Raises:
            StorageError: It cannot be read.
        """
        return read_session(listed.path, f"session {listed.id}", follows_link=False)

    def set_aside(self, listed: Listed) -> str:
        """Give the file of a session that is of no use another name; say it."""
        return set_aside(listed.path)

    def is_open(self, listed: Listed) -> bool:
        """Whether a program has it open now."""
        return lock_of(listed.path).is_held_elsewhere()

    def holder(self, listed: Listed) -> Holder | None:
        """Say who has it open, where somebody has and it is known."""
        return lock_of(listed.path).holder()

    def remove(self, listed: Listed) -> None:
        """Remove a session.

        Raises:
            StorageError: It is open.
        """
        lock = self._held(listed)
        try:
            remove(listed.path)
        finally:
            lock.let_go()

    def entitle(self, listed: Listed, title: str) -> None:
        """Give a session a name.

        Raises:
            StorageError: It is open, cannot be read, or the name is another's.
            OSError: It cannot be written.
        """
        check_title(title)
        self.check_is_free(title, listed.path)
        file, bundle = self.open(listed)
        try:
            before = modified(listed.path)
            file.write(replace(bundle, summary=_entitled(bundle.summary, title)))
            # The last session is the one that was worked in last, not the one that got a name.
            os.utime(listed.path, (before, before))
        finally:
            file.close()

    def check_is_free(self, title: str, path: Path | None) -> None:
        """Refuse a name that another session has, or its id: either would be asked for by it.

        Args:
            title: The name; "" is nobody's.
            path: The file of the session that is to have it; None: it has none yet.

        Raises:
            StorageError: With the name.
        """
        others = (one for one in self.newest_first() if title and one.path != path)
        if any(title in (one.title, one.id) for one in others):
            raise StorageError(f"{printable(title)}: another session is called so already")

    def tidy(self) -> None:
        """Remove what was left behind, and the oldest unnamed sessions where there are too many."""
        remove_leftovers(self.path)
        taken = 0
        unnamed = [one for one in self.listed() if one.summary is not None and not one.title]
        for number, one in enumerate(unnamed):
            taken += one.size
            if (number >= _MOST_UNNAMED or taken > _MOST_BYTES) and not self.is_open(one):
                self.remove(one)

    def _held(self, listed: Listed) -> Lock:
        """Hold a session's file, or refuse with who has it, and how that is ended from afar."""
        lock = lock_of(listed.path)
        if lock.take():
            return lock
        holder, way = lock.holder(), "leave that one first"
        who = "" if holder is None else f", {holder.told}"
        way += (
            "" if holder is None else f"; where it is out of reach, {holder.end} saves and ends it"
        )
        raise StorageError(f"session {listed.id}: is open in another nn-tui{who}; {way}")

    def _nothing_there(self) -> StorageError:
        return StorageError(f"there is no saved session in {printable(str(self.path))}")

    def _path_of(self, stem: str) -> Path:
        return self.path / f"{stem}{SESSION_SUFFIX}"


def _entitled(summary: Summary, title: str) -> Summary:
    return msgspec.structs.replace(summary, title=title)

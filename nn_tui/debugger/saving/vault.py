"""Where sessions are saved and resumed from, for whoever drives one."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from nn_tui.debugger.saving.environment import environment
from nn_tui.debugger.saving.keeper import Keeper
from nn_tui.debugger.saving.reading import session_of
from nn_tui.debugger.session import Session
from nn_tui.recipe.parsing import DEFAULT_MEGABYTES
from nn_tui.storage.bundle import Bundle
from nn_tui.storage.document import SavedEnvironment
from nn_tui.storage.errors import DamagedError, StorageError
from nn_tui.storage.folder import SessionFolder
from nn_tui.storage.members import Numbers
from nn_tui.storage.session_file import Listed, SessionFile, read_session
from nn_tui.text import printable


@dataclass(frozen=True, slots=True, eq=False)
class Resumed:
    """A session that goes on where it was saved."""

    session: Session
    """Which stands there."""
    file: SessionFile | None
    """The file that it goes on in; None: it came from elsewhere, and gets one of its own."""
    notice: str
    """What there is to say of it."""


@dataclass(frozen=True, slots=True)
class Offer:
    """The session that can be gone on with, and what was left last besides."""

    last: Listed | None
    """The newest that can be read and is not open; None: there is none."""
    passed_over: str
    """Which is newer than that, and why it is not offered; "" where none is."""


class Vault:
    """Saves sessions in a folder, and finds them again."""

    def __init__(
        self,
        folder: SessionFolder,
        megabytes: float = DEFAULT_MEGABYTES,
        clock: Callable[[], float] = time.monotonic,
        now: Callable[[], datetime] = datetime.now,
    ) -> None:
        """Make one.

        Args:
            folder: Where the files lie.
            megabytes: What the kept moments of a session may take.
            clock: Injected time, in seconds.
            now: Injected date and time.
        """
        self.folder = folder
        self._megabytes = megabytes
        self._clock = clock
        self._now = now

    def keeper(self, session: Session, file: SessionFile | None = None) -> Keeper:
        """Make what saves a session as it goes.

        Args:
            session: Which.
            file: The file that it goes on in; None: a new one.
        """
        return Keeper(session, self.folder, self._clock, self._now, file)

    def offer(self) -> Offer:
        """Find the session to go on with; of each file only what a list says of it is read."""
        passed_over = ""
        try:
            for listed in self.folder.newest_first():
                reason = self._reason_against(listed)
                if not reason:
                    return Offer(listed, passed_over)
                passed_over = passed_over or f"{listed.title or listed.id} {reason}"
        except OSError:
            pass
        return Offer(None, passed_over)

    def last(self) -> Listed | None:
        """Give the newest session that can be read and is not open; None: there is none."""
        return self.offer().last

    def _reason_against(self, listed: Listed) -> str:
        if listed.summary is None:
            return "cannot be read: nn-tui sessions says why"
        if not self.folder.is_open(listed):
            return ""
        holder = self.folder.holder(listed)
        return f"is open in another nn-tui{'' if holder is None else f', {holder.told}'}"

    def resume(self, name: str | None = None) -> Resumed:
        """Go on with a session of the folder.

        Args:
            name: Its id, the beginning of that, or its title; None: the newest.

        Raises:
            StorageError: There is none, it is open elsewhere, or cannot be read: then it is set
                aside.
        """
        listed = self.folder.newest() if name is None else self.folder.find(name)
        newer = self._passed_over(listed) if name is None else ""
        try:
            file, bundle = self.folder.open(listed)
        except OSError:
            # Nothing can be written there: it goes on all the same, and is said not to be saved.
            file, bundle = None, self.folder.read(listed)
        try:
            session = session_of(bundle, f"session {listed.id}", self._megabytes)
        except DamagedError as error:
            _close(file)
            raise StorageError(f"{error}; {self.folder.set_aside(listed)}") from None
        except BaseException:
            _close(file)
            raise
        return Resumed(session, file, "; ".join(filter(None, (_told(bundle, listed), newer))))

    def _passed_over(self, listed: Listed) -> str:
        """Say which session is newer than one that is taken for the newest; "" for none."""
        with suppress(OSError):
            newest = next(iter(self.folder.newest_first()), listed)
            if newest.id != listed.id and (reason := self._reason_against(newest)):
                return f"{newest.title or newest.id} {reason}"
        return ""

    def open_file(self, path: Path) -> Resumed:
        """Go on with a session that somebody has sent; its file stays as it is.

        Raises:
            StorageError: It cannot be read.
        """
        label = printable(str(path))
        try:
            bundle = read_session(path, label)
            session = session_of(bundle, label, self._megabytes)
        except DamagedError as error:
            raise DamagedError(f"{error}; it is left as it is: have it sent again") from None
        return Resumed(session, None, _told(bundle, None))


def _close(file: SessionFile | None) -> None:
    if file is not None:
        file.close()


def _told(bundle: Bundle[Numbers], listed: Listed | None) -> str:
    """Say what is gone on with, and whether replays may give other bits here."""
    summary = bundle.summary
    what = summary.title or (listed.id if listed else summary.dataset)
    told = f"{what}: goes on where it was saved, {summary.saved.replace('T', ' ')}"
    saved, here = bundle.session.environment, environment()
    if saved == here:
        return told
    return f"{told}; there with {_named(saved)}, here {_named(here)}: replays may differ in bits"


def _named(made_with: SavedEnvironment) -> str:
    return f"numpy {made_with.numpy}, {made_with.blas}, {made_with.machine}"

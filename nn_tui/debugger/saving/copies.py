"""Copies of a session in files of a person's choice, and whether the last has all of it."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from nn_tui.debugger.saving.choosing import ROOM_IN_ONE_FILE
from nn_tui.debugger.saving.save_as import reason_against_file
from nn_tui.debugger.saving.state import work_of
from nn_tui.debugger.saving.summary import summary_of
from nn_tui.debugger.saving.writing import bundle_of
from nn_tui.debugger.session import Session
from nn_tui.storage.errors import StorageError
from nn_tui.storage.session_file import SessionFile
from nn_tui.text import printable


class Copies:
    """Writes a session to files, and remembers what the last of them has."""

    def __init__(self, session: Session) -> None:
        """Make one that has written none.

        Args:
            session: As it is begun, or gone on with.
        """
        self._session = session
        self._last = ""
        self._work = work_of(session)

    def write(self, path: Path, now: datetime, folder: Path | None = None) -> str:
        """Write the session to a file of its own; say what was done, or why not.

        Args:
            path: The file, which is not there yet.
            now: Date and time.
            folder: Where sessions are saved as they go, none of which this may be; None: nowhere.
        """
        shown = printable(str(path))
        try:
            _write(self._session, path, now, folder)
        except OSError as error:
            return f"{shown}: {error.strerror}; nothing was saved"
        except StorageError as error:
            return f"{shown}: {error}; nothing was saved"
        self._last, self._work = shown, work_of(self._session)
        return f"saved: {shown}"

    def told_of_loss(self, reason: str) -> str:
        """Say that something is lost at the end, and why; "" where nothing is.

        Args:
            reason: Why the session is not saved where all are; "" where it is.
        """
        if not reason or work_of(self._session) == self._work:
            return ""
        lost = f"what came after {self._last} was written" if self._last else "this session"
        return f"{lost} was not saved: {reason}"


def _write(session: Session, path: Path, now: datetime, folder: Path | None) -> None:
    # It may be another program's, not written yet.
    if folder is not None and path.resolve().parent == folder.resolve():
        raise StorageError("sessions are saved there as they go; give a name alone, or a place")
    # It may have come to be there since it was typed.
    if reason := reason_against_file(path):
        raise StorageError(reason)
    SessionFile(path).write(bundle_of(session, summary_of(session, "", now), ROOM_IN_ONE_FILE))

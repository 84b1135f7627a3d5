"""Files of their own that a session was written to, and what is lost where it is in none else."""

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

    def __init__(self) -> None:
        """Make one that has written none."""
        self._last = ""
        self._work: tuple[object, ...] = ()

    def write(self, session: Session, path: Path, now: datetime, folder: Path | None = None) -> str:
        """Write a session to a file of its own; say what was done, or why not.

        Args:
            session: It goes on where it goes on.
            path: The file, which is not there yet.
            now: Date and time.
            folder: Where sessions are saved as they go, none of which this may be; None: nowhere.
        """
        shown = printable(str(path))
        try:
            _write(session, path, now, folder)
        except OSError as error:
            return f"{shown}: {error.strerror}; nothing was saved"
        except StorageError as error:
            return f"{shown}: {error}; nothing was saved"
        self._last, self._work = shown, work_of(session)
        return f"saved: {shown}"

    def left_out(self, session: Session, reason: str) -> str:
        """Say what is lost of a session at its end; "" for nothing.

        Args:
            session: The session.
            reason: Why the last that was done is not saved where all sessions are; "" where it is.
        """
        if not self._last or not reason:
            return reason
        if work_of(session) == self._work:
            return ""
        return f"{reason}; {self._last} has what was there when it was written"


def _write(session: Session, path: Path, now: datetime, folder: Path | None) -> None:
    # It may be another program's, not written yet.
    if folder is not None and path.resolve().parent == folder.resolve():
        raise StorageError("sessions are saved there as they go; give a name alone, or a place")
    # It may have come to be there since it was typed.
    if reason := reason_against_file(path):
        raise StorageError(reason)
    SessionFile(path).write(bundle_of(session, summary_of(session, "", now), ROOM_IN_ONE_FILE))

"""Sessions sent through a file and back."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

from nn_tui.debugger.saving.reading import session_of
from nn_tui.debugger.saving.writing import bundle_of
from nn_tui.debugger.session import Session
from nn_tui.storage.arrays_beside import ArraysBeside
from nn_tui.storage.bundle import read_bundle, write_bundle
from nn_tui.storage.document import VERSION, Summary

SUMMARY = Summary(VERSION, "", "2026-01-02T03:04:05", "classic", "3-4-1", 1, 50, 0.25)


def content_of(session: Session) -> bytes:
    """Save a session; give the file."""
    file = BytesIO()
    write_bundle(file, bundle_of(session, SUMMARY))
    return file.getvalue()


def session_from(content: bytes) -> Session:
    """Read a session that was saved."""
    bundle = read_bundle(BytesIO(content), "mine.nntui", ArraysBeside(Path("nowhere")))
    return session_of(bundle, "mine.nntui", 64.0)


def saved_and_read(session: Session) -> Session:
    """Give the session that comes out of the file of another."""
    return session_from(content_of(session))

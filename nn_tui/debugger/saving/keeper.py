"""Saves a session as it goes, and when it ends: nothing that a person has done is to be lost."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import datetime
from typing import Any

from nn_tui.debugger.saving.save_as import SaveAs
from nn_tui.debugger.saving.summary import summary_of
from nn_tui.debugger.saving.writing import bundle_of
from nn_tui.debugger.session import Session
from nn_tui.storage.bundle import Bundle
from nn_tui.storage.folder import SessionFolder
from nn_tui.storage.members import Numbers
from nn_tui.storage.session_file import SessionFile
from nn_tui.text import printable

_SECONDS_BETWEEN = 5.0
"""Time between two savings while something goes on: half of what may be lost at the most."""

_SECONDS_TO_FINISH = 5.0
"""How long the last saving is waited for."""


class Keeper:
    """Writes a session to its file: what the worker thread hands over, a thread of its own writes.

    The worker is held up only while the values are gathered: 1 ms on a small network.
    """

    def __init__(
        self,
        session: Session,
        folder: SessionFolder,
        clock: Callable[[], float],
        now: Callable[[], datetime],
        file: SessionFile | None = None,
    ) -> None:
        """Make one that has saved nothing.

        Args:
            session: What is saved, by the thread that drives it.
            folder: Where its file is begun, once there is something to save.
            clock: Injected time, in seconds.
            now: Injected date and time.
            file: The file that it came from, and goes on in; None: it is a new one.
        """
        self._session = session
        self._clock = clock
        self._now = now
        self._saver = _Saver(folder, file, now)
        self._saved = self._state()
        self._due = clock() + _SECONDS_BETWEEN
        self._told = ""

    @property
    def has_news(self) -> bool:
        """Whether something has changed since it was saved last."""
        return self._state() != self._saved

    @property
    def seconds_to_wait(self) -> float | None:
        """Say when there is something to save next; None: nothing has changed."""
        return max(0.0, self._due - self._clock()) if self.has_news else None

    def keep(self) -> str:
        """Save the session, if that is due.

        Returns:
            What there is to say: that it cannot be saved, or can again; "" for nothing.
        """
        if self._clock() >= self._due and self.has_news:
            self._save()
        problem, told = self._saver.problem, self._told
        self._told = problem
        if problem == told:
            return ""
        return problem or "this session is being saved again"

    def save_as(self, wanted: SaveAs) -> str:
        """Give the session a name, or write it to a file of its own; say what was done."""
        if wanted.path is None:
            self._saver.title = wanted.name
            self._save()
            return f"this session is called {wanted.name}: nn-tui --resume '{wanted.name}'"
        bundle = bundle_of(self._session, summary_of(self._session, "", self._now()))
        try:
            SessionFile(wanted.path).write(bundle)
        except OSError as error:
            return f"{printable(str(wanted.path))}: {error.strerror}; nothing was saved"
        return f"saved: {printable(str(wanted.path))}"

    def finish(self) -> None:
        """Save what has not been saved, and wait until that is done."""
        if self.has_news:
            self._save()
        self._saver.finish()

    def _save(self) -> None:
        self._saved, self._due = self._state(), self._clock() + _SECONDS_BETWEEN
        summary = summary_of(self._session, self._saver.title, self._now())
        self._saver.put(bundle_of(self._session, summary))

    def _state(self) -> tuple[Any, ...]:
        """Give what is another thing whenever there is something to save."""
        timeline, lookout = self._session.timeline, self._session.lookout
        watched = tuple(str(watch) for watch in lookout.watches.watches)
        epochs = tuple(self._session.epochs_asked.values())
        changes = timeline.asked, len(timeline.branches), lookout.table.version
        return timeline.place, timeline.branch.name, changes, watched, epochs


class _Saver:
    """Writes the last bundle that it was given; what it was given before that is not missed."""

    def __init__(
        self, folder: SessionFolder, file: SessionFile | None, now: Callable[[], datetime]
    ) -> None:
        self._folder = folder
        self._file = file
        self._now = now
        self._waiting: Bundle[Numbers] | None = None
        self._is_over = False
        self._changed = threading.Condition()
        self._thread: threading.Thread | None = None
        self.title = file.title if file is not None else ""
        """The name that a person gave the session, or ""."""
        self.problem = ""
        """Why the last bundle could not be written; "" where it could."""

    def put(self, bundle: Bundle[Numbers]) -> None:
        with self._changed:
            self._waiting = bundle
            self._changed.notify()
        if self._thread is None:
            self._thread = threading.Thread(target=self._work, name="nn-tui-saver", daemon=True)
            self._thread.start()

    def finish(self) -> None:
        with self._changed:
            self._is_over = True
            self._changed.notify()
        if self._thread is not None:
            self._thread.join(_SECONDS_TO_FINISH)
        if self._file is not None:
            self._file.close()

    def _work(self) -> None:
        while (bundle := self._take()) is not None:
            try:
                if self._file is None:
                    self._file = self._folder.begin(bundle.summary.dataset, self._now())
                self._file.write(bundle)
                self.problem = ""
            except OSError as error:
                self.problem = f"this session is not being saved: {error.strerror}"
            except MemoryError:
                self.problem = "this session is not being saved: there is not enough memory"

    def _take(self) -> Bundle[Numbers] | None:
        with self._changed:
            while self._waiting is None and not self._is_over:
                self._changed.wait()
            bundle, self._waiting = self._waiting, None
            return bundle

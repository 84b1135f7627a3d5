"""Saves a session as it goes, and when it ends: nothing that a person has done is to be lost."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from nn_tui.debugger.saving.save_as import WAY_OUT
from nn_tui.debugger.saving.saver import Saver
from nn_tui.debugger.saving.state import state_of
from nn_tui.debugger.saving.summary import summary_of
from nn_tui.debugger.saving.writing import bundle_of
from nn_tui.debugger.session import Session
from nn_tui.storage.errors import StorageError
from nn_tui.storage.folder import SessionFolder
from nn_tui.storage.session_file import SessionFile

_SECONDS_BETWEEN = 5.0
"""Time between two savings while something goes on: half of what may be lost at the most."""

_SECONDS_BETWEEN_LOOKS = 0.1
"""Time between one look at whether something is written and the next."""

_SECONDS_TO_NAME = 2.0
"""How long it is waited for that a session is written with its name, before that is said."""


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
        self.folder = folder.path
        """Where it is saved."""
        self._clock = clock
        self._now = now
        self._saver = Saver(folder, file, clock, now)
        self._saved = state_of(self._session)
        self._due = clock() + _SECONDS_BETWEEN
        self._told = ""

    @property
    def has_news(self) -> bool:
        """Whether something has changed since it was saved last, or that could not be written."""
        return bool(self._saver.failure) or state_of(self._session) != self._saved

    @property
    def unsaved(self) -> str:
        """Say why the last that was done is not saved, once `finish` is over; "" where it is."""
        return self._saver.unsaved

    @property
    def seconds_to_wait(self) -> float | None:
        """Say when there is something to save or to say next; None: nothing has changed."""
        is_told = self._told == self._saver.problem
        if self._session.timeline.unverified.has_something_to_say or not is_told:
            return 0.0
        if self._saver.is_busy:
            # What comes of it may be something to say, and nobody may press a key any more.
            return _SECONDS_BETWEEN_LOOKS
        return max(0.0, self._due - self._clock()) if self.has_news else None

    @property
    def is_due(self) -> bool:
        """Whether it is time to save, if anything has changed."""
        return self._clock() >= self._due

    def keep(self) -> str:
        """Save the session, if that is due.

        Returns:
            What there is to say: that it cannot be saved, or can again; "" for nothing.
        """
        if self.is_due and self.has_news:
            self._save()
        if said := self._session.timeline.unverified.take_said():
            return said
        problem, told = self._saver.problem, self._told
        self._told = problem
        if problem == told:
            return ""
        return problem or "this session is being saved again as it goes"

    def entitle(self, title: str) -> str:
        """Give the session a name, and save it; say what was done, or why not."""
        try:
            self._saver.entitle(title)
        except StorageError as error:
            return str(error)
        self._save()
        self._saver.wait(_SECONDS_TO_NAME)
        # Said here, with the way out: else it would be said again without.
        self._told = self._saver.problem
        if failure := self._saver.failure:
            return f"{title}: this session is not saved: {failure}; {WAY_OUT}"
        return f"this session is called {title}: nn-tui --resume '{title}'"

    def save_now(self, seconds: float) -> None:
        """Save what has not been saved, and wait until that is done, but no longer than so."""
        if self.has_news:
            self._save()
        self._saver.wait(seconds)

    def come_back(self) -> None:
        """Note that the process was stopped: what is being written took no such time."""
        self._saver.come_back()

    def finish(self) -> None:
        """Save what has not been saved, and wait until that is done."""
        if self.has_news:
            self._save()
        self._saver.finish()

    def _save(self) -> None:
        self._saved, self._due = state_of(self._session), self._clock() + _SECONDS_BETWEEN
        try:
            summary = summary_of(self._session, self._saver.title, self._now())
            bundle = bundle_of(self._session, summary)
        except Exception as fault:
            # What was saved before is kept, and the run goes on.
            self._saver.fail(fault)
        else:
            self._saver.put(bundle)

"""Saving between the chunks of a run, where a session is saved at all."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from nn_tui.debugger.course import Course
from nn_tui.debugger.saving.copies import Copies
from nn_tui.debugger.saving.keeper import Keeper
from nn_tui.debugger.saving.save_as import NO_HOME, SaveAs
from nn_tui.debugger.session import Session

_ON_THE_WAY = "not saved: the run is on its way; once it stands somewhere"


class Saving:
    """Saves when it may, but not on the way to a moment: there a session stands anywhere."""

    def __init__(
        self,
        session: Session,
        keeper: Keeper | None,
        course: Course,
        copies: Copies,
        now: Callable[[], datetime] = datetime.now,
    ) -> None:
        """Make what goes by a course.

        Args:
            session: What is saved.
            keeper: Saves the session; None: it is not saved.
            course: What is being done.
            copies: Writes it to files.
            now: Injected date and time.
        """
        self._session = session
        self._keeper = keeper
        self._course = course
        self._copies = copies
        self._now = now

    @property
    def seconds_to_wait(self) -> float | None:
        """Say when there is something to save or to say; None: never."""
        return None if self._keeper is None else self._keeper.seconds_to_wait

    @property
    def is_due(self) -> bool:
        """Whether it is time to save."""
        keeper = self._keeper_here
        return keeper is not None and keeper.is_due

    def keep(self) -> str:
        """Save if that is due; give what there is to say, "" for nothing."""
        keeper = self._keeper_here
        return "" if keeper is None else keeper.keep()

    def save_now(self, seconds: float) -> None:
        """Save whether it is due or not, and wait so long for it; on the way, nothing is saved."""
        if (keeper := self._keeper_here) is not None:
            keeper.save_now(seconds)

    def save_as(self, wanted: SaveAs) -> str:
        """Give the session a name, or write it to a file; say what was done, or why not."""
        if self._course.progress is not None:
            return _ON_THE_WAY
        keeper = self._keeper
        if wanted.path is not None:
            folder = None if keeper is None else keeper.folder
            return self._copies.write(wanted.path, self._now(), folder)
        return NO_HOME if keeper is None else keeper.entitle(wanted.name)

    def come_back(self) -> None:
        """Note that the process was stopped."""
        if self._keeper is not None:
            self._keeper.come_back()

    def finish(self) -> None:
        """Save what is not saved yet, where the run was before it set out for anywhere."""
        if self._keeper is not None:
            self._course.stop()
            self._keeper.finish()

    @property
    def _keeper_here(self) -> Keeper | None:
        """What saves the session where it stands; None: it stands anywhere, or is not saved."""
        return self._keeper if self._course.progress is None else None

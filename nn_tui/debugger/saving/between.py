"""Saving between the chunks of a run, where a session is saved at all."""

from __future__ import annotations

from nn_tui.debugger.course import Course
from nn_tui.debugger.saving.keeper import Keeper


class Saving:
    """Saves when it is due, but not on the way to a moment: there a session stands anywhere."""

    def __init__(self, keeper: Keeper | None, course: Course) -> None:
        self._keeper = keeper
        self._course = course

    @property
    def seconds_to_wait(self) -> float | None:
        """Say when there is something to save or to say; None: never."""
        return None if self._keeper is None else self._keeper.seconds_to_wait

    @property
    def is_due(self) -> bool:
        """Whether it is time to save."""
        return self._keeper is not None and self._keeper.is_due and self._course.progress is None

    def keep(self) -> str:
        """Save if that is due; give what there is to say, "" for nothing."""
        if self._keeper is None or self._course.progress is not None:
            return ""
        return self._keeper.keep()

    def save_now(self) -> None:
        """Save whether it is due or not, and wait for nothing."""
        if self._keeper is not None:
            self._keeper.save_now(0.0)

    def finish(self) -> None:
        """Save what is not saved yet, where the run was before it set out for anywhere."""
        if self._keeper is not None:
            self._course.stop()
            self._keeper.finish()

"""Pursues a study while the run pauses, a chunk at a time."""

from __future__ import annotations

from nn_tui.debugger.journal import Place
from nn_tui.debugger.pace import Pace
from nn_tui.debugger.session import Session
from nn_tui.debugger.studies.study import Studied, Study, Work
from nn_tui.errors import InputError


class Studying:
    """Finds out the same of each moment at which the run pauses, until something else is asked."""

    def __init__(self, session: Session, pace: Pace) -> None:
        """Make one that was asked nothing.

        Args:
            session: Of whose moments.
            pace: Which says how much to do in a chunk.
        """
        self._session = session
        self._pace = pace
        self._study: Study | None = None
        self._place: Place | None = None
        self._work: Work | None = None
        self._studied: Studied | None = None

    @property
    def is_due(self) -> bool:
        """Whether something is on its way."""
        return self._work is not None

    def ask(self, study: Study | None) -> None:
        """Study this from now on; None: nothing. What was found of another is shown no more."""
        is_kind = self._studied is not None and type(study) is type(self._studied.study)
        if study is None or not is_kind:
            self._studied = None
        self._study, self._place, self._work = study, None, None

    def studied(self, is_running: bool) -> Studied | None:
        """Give what is known; of a moment not studied yet, set about it."""
        study, place = self._study, self._session.timeline.place
        if study is not None and not is_running and place != self._place:
            self._place, self._work = place, None
            try:
                self._work = study.begin(self._session)
            except (InputError, MemoryError) as error:
                self._refuse(study, error)
            else:
                # What was found last stays in view until there is something new.
                self._studied = self._studied or Studied(study, place.cursor)
        return self._studied

    def advance(self) -> bool:
        """Go on for a chunk; whether all is found."""
        if self._work is None or self._study is None:
            return False
        ops, study = self._pace.ops, self._study
        try:
            with self._pace.measured(ops):
                found = self._work.advance(ops)
        except (InputError, MemoryError) as error:
            self._refuse(study, error)
            return True
        if found is None:
            return False
        self._work = None
        self._studied = Studied(study, self._session.cursor, found)
        return True

    def _refuse(self, study: Study, error: Exception) -> None:
        self._work = None
        reason = str(error) or "there is not enough memory"
        self._studied = Studied(study, self._session.cursor, refusal=reason)

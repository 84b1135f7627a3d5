"""Answers a person's questions about numbers while the run pauses, a chunk at a time."""

from __future__ import annotations

from dataclasses import replace

from nn_tui.debugger.explain.asking import question_of
from nn_tui.debugger.explain.explainer import Explainer
from nn_tui.debugger.explain.explanation import Asked, Question
from nn_tui.debugger.pace import Pace
from nn_tui.debugger.session import Session
from nn_tui.errors import InputError

_CHUNKS_AT_ONCE = 16
"""Chunks after which an answer is published as on its way: most are there sooner."""


class Answering:
    """Remembers the last question, and its answer, until another is asked."""

    def __init__(self, session: Session, pace: Pace) -> None:
        """Make one that was asked nothing.

        Args:
            session: Of whose numbers.
            pace: Which says how much to do in a chunk.
        """
        self._session = session
        self._pace = pace
        self._explainer = Explainer(session.timeline.history)
        self.asked: Asked | None = None
        """The last question; None: none, or it is done with."""

    @property
    def is_due(self) -> bool:
        """Whether an answer is on its way."""
        return self._explainer.is_under_way

    def ask(self, what: str | Question | None) -> None:
        """Ask for a cell of the present moment by its name, or for one that an answer has named.

        Args:
            what: Which; None: done with the last one.
        """
        self.asked = None
        if what is None:
            self._explainer.leave()
            return
        try:
            question = question_of(what, self._session) if isinstance(what, str) else what
            self.asked = Asked(question, stood=self._session.cursor)
            self._explainer.ask(question)
        except (InputError, MemoryError) as error:
            self._explainer.stop()
            reason = str(error) or "there is not enough memory"
            self.asked = Asked(None if isinstance(what, str) else what, refusal=reason)
            return
        for _ in range(_CHUNKS_AT_ONCE):
            if self.advance():
                break

    def advance(self) -> bool:
        """Go on for a chunk; whether the answer is there."""
        if not self.is_due or self.asked is None:
            return False
        ops = self._pace.ops
        with self._pace.measured(ops):
            found = self._explainer.advance(ops)
        if found is not None:
            self.asked = replace(self.asked, found=found)
        return found is not None

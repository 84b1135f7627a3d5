"""The score of a quiz that goes on for as long as somebody likes: it keeps no moment of the run."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable
from dataclasses import dataclass, replace

from nn_tui.debugger.quiz.judging import Judgement
from nn_tui.debugger.quiz.question import Wanted


@dataclass(frozen=True, slots=True)
class Tally:
    """What was answered so far, each question once."""

    halves: int = 0
    """Half points: 2 for a right number, 1 for a right sign."""
    slips: tuple[str, ...] = ()
    """The likeliest slip of each wrong answer that has one."""
    asked: frozenset[Hashable] = frozenset()
    """The questions that were answered: moment and cell of each."""

    def has(self, judgement: Judgement) -> bool:
        """Whether its question was answered before."""
        return _key(judgement) in self.asked

    def after(self, judgement: Judgement) -> Tally:
        """Count an answer; one to a question that was answered before changes nothing."""
        if self.has(judgement):
            return self
        is_sign = judgement.question.wanted is Wanted.SIGN
        points = (1 if is_sign else 2) * judgement.is_right
        slips = tuple(slip.what for slip in judgement.slips[:1])
        return replace(
            self,
            halves=self.halves + points,
            slips=self.slips + slips,
            asked=self.asked | {_key(judgement)},
        )

    @property
    def usual_slip(self) -> tuple[str, int] | None:
        """The slip that was made most often, from twice on, and how often; None: none was."""
        [(slip, count)] = Counter(self.slips).most_common(1) or [("", 0)]
        return (slip, count) if count > 1 else None

    def __str__(self) -> str:
        """Say it: `2½ of 4`."""
        whole, half = divmod(self.halves, 2)
        points = f"{whole or ''}½" if half else str(whole)
        return f"{points} of {len(self.asked)}"


def _key(judgement: Judgement) -> Hashable:
    asked = judgement.question.found.question
    return asked.place, asked.array, asked.index

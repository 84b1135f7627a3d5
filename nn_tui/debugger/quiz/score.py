"""How somebody does: the answers so far, counted."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from nn_tui.debugger.quiz.judging import Judgement
from nn_tui.engine.ops.op import Phase


@dataclass(frozen=True, slots=True)
class Score:
    """The answers that a person has given so far."""

    judgements: tuple[Judgement, ...] = ()
    """Each as it was judged, in the order of answering."""

    def after(self, judgement: Judgement) -> Score:
        """Count one more answer."""
        return Score((*self.judgements, judgement))

    @property
    def asked(self) -> int:
        """How many were answered."""
        return len(self.judgements)

    @property
    def right(self) -> int:
        """How many were right."""
        return sum(judgement.is_right for judgement in self.judgements)

    @property
    def streak(self) -> int:
        """How many of the last were right, one after the other."""
        count = 0
        for judgement in reversed(self.judgements):
            if not judgement.is_right:
                break
            count += 1
        return count

    @property
    def by_phase(self) -> dict[Phase, tuple[int, int]]:
        """By part of the iteration, in its order: how many were right, of how many."""
        counts: dict[Phase, tuple[int, int]] = {}
        for phase in Phase:
            own = [one.is_right for one in self.judgements if one.question.phase is phase]
            if own:
                counts[phase] = (sum(own), len(own))
        return counts

    @property
    def usual_slip(self) -> tuple[str, int] | None:
        """The slip that was made most often, from twice on, and how often; None: none was."""
        named = Counter(one.slips[0].what for one in self.judgements if one.slips)
        slip = max(named, key=lambda what: named[what], default="")
        return (slip, named[slip]) if slip and named[slip] > 1 else None

    def __str__(self) -> str:
        """Say it in a line: `7 of 10 right (70 %); twice or more: you forgot the slope (3)`."""
        if not self.asked:
            return "nothing answered yet"
        line = f"{self.right} of {self.asked} right ({self.right / self.asked:.0%})"
        usual = self.usual_slip
        return line if usual is None else f"{line}; most often: {usual[0]} ({usual[1]} times)"

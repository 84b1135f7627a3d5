"""Goes to the moment before a number was computed, and works out its formula there.

What a formula reads is what stood there then: the weights are others once they have been updated.
So operands are read in a second machine that is taken to just before the line, never in the
present one.
"""

from __future__ import annotations

from dataclasses import replace

from nn_tui.debugger.destinations import at
from nn_tui.debugger.explain.explanation import Computed, Explanation, Operand, Question
from nn_tui.debugger.explain.origin import given, typed_over
from nn_tui.debugger.explain.statement import term_of
from nn_tui.debugger.explain.term import Term
from nn_tui.debugger.explain.verdict import judge
from nn_tui.debugger.explain.written import written_at
from nn_tui.debugger.history import History
from nn_tui.debugger.journal import Continue, Place
from nn_tui.debugger.scratch import Scratch
from nn_tui.engine.cursor import Cursor
from nn_tui.recipe.recipe import plan


class Explainer:
    """Answers one question at a time; what takes long is done in parts."""

    def __init__(self, history: History) -> None:
        """Make one that was asked nothing.

        Args:
            history: Where there are kept moments to go from.
        """
        self._scratch = Scratch(history)
        self._question: Question | None = None
        self._written: Cursor | None = None

    @property
    def is_under_way(self) -> bool:
        """Whether it was asked something that it has not answered yet."""
        return self._question is not None

    def ask(self, question: Question) -> None:
        """Set out for the moment before a number was computed.

        Raises:
            ScratchError: There is no memory for a second machine.
        """
        self._question = self._written = None
        place, written = traced_back(question)
        self._question = replace(question, place=place)
        self._written = written
        if written is not None:
            self._scratch.set_out(just_before(place, written))

    def advance(self, ops: int) -> Explanation | None:
        """Go on for that many ops at the most.

        Returns:
            The answer, once it is there.
        """
        if self._question is None:
            return None
        self._scratch.advance(ops)
        if self._scratch.is_under_way:
            return None
        question, self._question = self._question, None
        return self._answer(question)

    def stop(self) -> None:
        """Forget the question."""
        self._question = None
        self._scratch.stop()

    def leave(self) -> None:
        """Forget the question, and give the second machine back."""
        self.stop()
        self._scratch.leave()

    def _answer(self, question: Question) -> Explanation:
        if self._written is None:
            return given(question)
        epochs = question.place.entry.recipe.hyperparameters.epochs
        before = self._scratch.snapshot(epochs)
        op = before.program.ops(self._written.batch)[self._written.op - 1]
        term = term_of(op, question.index, before)
        place = just_before(question.place, self._written)
        return Computed(
            question=question,
            op=op,
            cursor=self._written,
            before=before,
            term=term,
            verdict=judge(question.value, term),
            operands=_operands(term, place),
            typed_at=typed_over(question, self._written),
        )


def traced_back(question: Question) -> tuple[Place, Cursor | None]:
    """Go back over the segments that a run was continued from, to where a number was written.

    Returns:
        A place in that segment, and just after which line; None: no line has written it.
    """
    place = question.place
    written = written_at(plan(place.entry.recipe), question, place)
    while written is None and isinstance(place.entry.opening.change, Continue):
        opening = place.entry.opening
        assert opening.before is not None, "what goes on goes on from something"
        place = Place(opening.before, opening.cursor)
        written = written_at(plan(place.entry.recipe), question, place)
    return place, written


def just_before(place: Place, written: Cursor) -> Place:
    """Find the moment just before an array was written."""
    entry = place.entry
    program = plan(entry.recipe)
    cursor = program.cursor_at(program.ops_before(written) - 1)
    return at(entry, max(cursor, entry.opening.beginning))


def _operands(term: Term, place: Place) -> tuple[Operand, ...]:
    uses: dict[tuple[str, tuple[int, ...]], list[Term]] = {}
    for cell in term.cells():
        uses.setdefault((cell.name, cell.index), []).append(cell)
    return tuple(
        Operand(Question(name, index, cells[0].value, place), len(cells))
        for (name, index), cells in uses.items()
    )

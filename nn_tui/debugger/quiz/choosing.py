"""Which cells of a run are asked for: drawn from a seed, spread over the parts of an iteration."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace

import numpy as np

from nn_tui.debugger.explain.explainer import Explainer
from nn_tui.debugger.explain.explanation import Computed, Question
from nn_tui.debugger.explain.formula import Index
from nn_tui.debugger.explain.statement import term_of
from nn_tui.debugger.quiz.question import (
    ASKED_PHASES,
    MOST_TERMS,
    QuizQuestion,
    Wanted,
    is_worth_asking,
    longest_sum,
    may_ask_sign,
)
from nn_tui.debugger.session import Session
from nn_tui.debugger.snapshot import Snapshot
from nn_tui.engine.ops.epoch import KeepBatch
from nn_tui.engine.ops.op import Op, Phase
from nn_tui.errors import InputError

QUIZ_STREAM = 3
"""The stream number of a quiz in RandomState([seed, stream])."""

ALWAYS_GIVEN = ("l0", "y", "learning_rate")
"""What is no answer to any question."""

_MOST_DRAWN = 500
"""Cells of an array that are looked at: a wide one has far more than are needed."""

_SIGN_SHARE = 0.25
"""How many of the questions that may ask for the sign alone do."""


class TooFewCellsError(InputError):
    """A moment at which there is less to ask for than was wanted."""


@dataclass(eq=False)
class _Choice:
    """What has been chosen, and what that gives away."""

    questions: list[QuizQuestion] = field(default_factory=list)
    """Chosen so far."""
    asked: set[tuple[str, Index]] = field(default_factory=set)
    """Their cells."""
    told: set[tuple[str, Index]] = field(default_factory=set)
    """The cells that are given to compute from."""

    def take(self, question: QuizQuestion, known: Collection[str]) -> bool:
        """Take a question unless it is told by another one, or tells another one's answer."""
        cell = (question.array, question.index)
        # A weight is known as it was before its step: that does not tell what it is after.
        operands = {(o.name, o.index) for o in question.operands if o.name not in known}
        if cell in self.asked or cell in self.told or operands & self.asked:
            return False
        self.questions.append(question)
        self.asked.add(cell)
        self.told |= operands
        return True


def choose_questions(
    session: Session, count: int, seed: int, may_be_fewer: bool = False
) -> tuple[QuizQuestion, ...]:
    """Choose questions about the iteration that a session stands in.

    The questions of a lower count are among those of a higher one. No question gives an operand
    that another one asks for.

    Args:
        session: At the moment; what its iteration has not computed by then is not asked for.
        count: How many.
        seed: Of the choice: the same seed at the same moment gives the same questions.
        may_be_fewer: Whether fewer will do where there are no more, but for none at all.

    Returns:
        The questions in the order in which the iteration computes them.

    Raises:
        TooFewCellsError: There are fewer, with how many there are.
    """
    moment = session.snapshot()
    if not moment.cursor.epoch:
        raise TooFewCellsError("epoch 0: nothing has been computed; ask at epoch 1 or later")
    candidates = _Candidates(session, moment, np.random.RandomState([seed, QUIZ_STREAM]))
    choice = _Choice()
    known = {*moment.program.network.parameters, *ALWAYS_GIVEN}
    waiting = [candidates.of_phase(phase) for phase in ASKED_PHASES]
    while waiting and len(choice.questions) < count:
        questions = waiting.pop(0)
        if any(choice.take(question, known) for question in questions):
            waiting.append(questions)
    least = 1 if may_be_fewer else count
    if len(choice.questions) < least:
        raise TooFewCellsError(_too_few(count, len(choice.questions)))
    return tuple(sorted(choice.questions, key=lambda one: (one.cursor, one.index)))


def _too_few(count: int, there: int) -> str:
    label = f"questions {count}"
    if not there:
        return (
            f"{label}: nothing here can be computed by hand: each sum has over {MOST_TERMS} "
            f"terms, or all is 0; take fewer units and a --batch-size of {MOST_TERMS} or less"
        )
    return (
        f"{label}: must be 1 to {there} at this moment: no more can be asked without telling "
        "another one's answer"
    )


class _Candidates:
    """The cells of one iteration that are worth asking for, in a random order."""

    def __init__(self, session: Session, moment: Snapshot, stream: np.random.RandomState) -> None:
        self._moment = moment
        self._stream = stream
        self._place = session.timeline.place
        self._explainer = Explainer(session.timeline.history)

    def of_phase(self, phase: Phase) -> Iterator[QuizQuestion]:
        """Draw questions of a phase, from each of its lines in turn."""
        iteration = self._moment.program.iteration
        ops = [op for op in iteration if op.phase is phase and not isinstance(op, KeepBatch)]
        # Later phases of a seed are the same whether or not an earlier one has been drawn from.
        stream = np.random.RandomState(self._stream.randint(2**32, dtype=np.uint32))
        waiting = [self._of_op(ops[place], stream) for place in stream.permutation(len(ops))]
        return _in_turn(waiting)

    def _of_op(self, op: Op, stream: np.random.RandomState) -> Iterator[QuizQuestion]:
        values = self._moment.array(op.writes) if self._is_of_this_iteration(op) else None
        sample: Computed | None = None
        for index in draw_cells(() if values is None else values.shape, stream):
            assert values is not None, "what is not there has no cells"
            question = Question(op.writes, index, float(values[index]), self._place)
            sample = sample or self._explained(question)
            if sample is None or longest_sum(sample.term) > MOST_TERMS:
                # It is the same for each cell of the array.
                return
            if not is_worth_asking(_like(sample, question)):
                continue
            found = self._explained(question)
            if found is not None and is_worth_asking(found):
                is_sign = may_ask_sign(found) and stream.random_sample() < _SIGN_SHARE
                yield QuizQuestion(found, Wanted.SIGN if is_sign else Wanted.VALUE)

    def _is_of_this_iteration(self, op: Op) -> bool:
        # Weights are always there: before their update they are of the iteration before.
        written, now = self._moment.written_at(op.writes), self._moment.cursor
        return written is not None and (written.epoch, written.batch) == (now.epoch, now.batch)

    def _explained(self, question: Question) -> Computed | None:
        self._explainer.ask(question)
        while (found := self._explainer.advance(1_000_000)) is None:
            pass
        return found if isinstance(found, Computed) else None


def _like(sample: Computed, question: Question) -> Computed:
    """Work another cell of an array out without going to the moment before its line again."""
    term = term_of(sample.op, question.index, sample.before)
    return replace(sample, question=question, term=term, typed_at=None)


def draw_cells(shape: tuple[int, ...], stream: np.random.RandomState) -> Iterator[Index]:
    """Draw cells of an array, each once."""
    cells = math.prod(shape) if shape else 0
    drawn = (
        stream.permutation(cells)
        if cells <= _MOST_DRAWN
        else stream.randint(cells, size=_MOST_DRAWN)
    )
    for cell in dict.fromkeys(drawn.tolist()):
        yield tuple(int(place) for place in np.unravel_index(cell, shape))


def _in_turn(waiting: list[Iterator[QuizQuestion]]) -> Iterator[QuizQuestion]:
    while waiting:
        questions = waiting.pop(0)
        question = next(questions, None)
        if question is not None:
            waiting.append(questions)
            yield question

"""What a person typed, held against what is right, and a wrong answer against the slips."""

from __future__ import annotations

from dataclasses import dataclass

from nn_tui.debugger.quiz.question import QuizQuestion, Wanted, sign_of
from nn_tui.debugger.quiz.slips import Slip, slips_of
from nn_tui.debugger.quiz.typed import TypedNumber, number_of, refuse_too_few, sign_typed

MOST_NAMED = 2
"""Slips that are named where several come to what was typed."""

_OPPOSITE = {"+": "-", "-": "+", "0": "0"}


@dataclass(frozen=True, slots=True, eq=False)
class Judgement:
    """Whether an answer is right, and what may have gone wrong in it."""

    question: QuizQuestion
    """What was asked."""
    typed: str
    """What was answered."""
    is_right: bool
    """Whether it is right, to the digits that were given."""
    slips: tuple[Slip, ...] = ()
    """Every slip that comes to what was typed, the likeliest first; none where it is right."""

    @property
    def explanation(self) -> str:
        """Say it in a line or two: the slip where one fits, and the formula."""
        cell = self.question.cell
        if self.is_right:
            return f"Right: {cell} is {self.question.value:.6g}."
        formula = f"{cell} = {self.question.symbols}"
        if not self.slips:
            return f"Wrong. {formula}"
        named = ", or ".join(slip.what for slip in self.slips[:MOST_NAMED])
        return f"Wrong: {named}. {formula}"


def judge(question: QuizQuestion, typed: str, is_negated: bool = False) -> Judgement:
    """Judge an answer.

    A number is right if the right one rounds to it, computed with exact operands, with operands
    as they are shown, or with any between. A slip is claimed by the same rule, and only if it
    comes to another number than the right one.

    Args:
        question: What was asked.
        typed: What the person typed: a number with a decimal point, or a sign.
        is_negated: Whether they were asked for the negative of it, as the gradient view has it.

    Raises:
        InputError: It is no answer yet: no number, no sign, or a single digit.
    """
    if question.wanted is Wanted.SIGN:
        sign = sign_typed(typed)
        return _judge_sign(question, _OPPOSITE[sign] if is_negated else sign, typed)
    number = number_of(typed)
    number = number.negative if is_negated else number
    slips = slips_of(question.found)
    if not any(number.is_exactly(value) for value in (question.value, *_values(slips))):
        refuse_too_few(typed, number)
    if number.is_right(question.value, question.value_by_hand):
        return Judgement(question, typed, is_right=True)
    fitting = tuple(slip for slip in slips if _fits(number, slip))
    return Judgement(question, typed, is_right=False, slips=fitting)


def _values(slips: tuple[Slip, ...]) -> tuple[float, ...]:
    return tuple(slip.value for slip in slips)


def _fits(number: TypedNumber, slip: Slip) -> bool:
    return number.is_right(slip.value, slip.value_by_hand)


def _judge_sign(question: QuizQuestion, sign: str, typed: str) -> Judgement:
    if sign == question.sign:
        return Judgement(question, typed, is_right=True)
    # Half of all slips come to a given sign; only what is the right number's opposite says so.
    flipped = tuple(
        slip
        for slip in slips_of(question.found)
        if slip.value == -question.value and sign_of(slip.value) == sign
    )
    return Judgement(question, typed, is_right=False, slips=flipped)

"""A question to a person: what does this cell come to, or which sign has it?"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from nn_tui.debugger.explain.explanation import Computed
from nn_tui.debugger.explain.formula import Index
from nn_tui.debugger.explain.term import Form, Term
from nn_tui.debugger.explain.words import sentence_of
from nn_tui.debugger.quiz.formulas import with_values, without_values
from nn_tui.debugger.quiz.rounding import from_shown
from nn_tui.engine.cursor import Cursor
from nn_tui.engine.ops.backward import HiddenDelta, OutputDelta
from nn_tui.engine.ops.forward import Activate
from nn_tui.engine.ops.op import Phase
from nn_tui.engine.ops.update import Update

MOST_TERMS = 8
"""Terms of a sum that a person adds up by hand."""

_LEAST_STEP = 0.005
"""Of a weight: a smaller step does not change the digits that are asked for."""

_MOST_LOST = 0.005
"""Of a number: more than that may not be lost by computing with operands as they are shown."""

ASKED_PHASES = (Phase.FORWARD, Phase.ERROR, Phase.BACKWARD, Phase.DESCENT, Phase.UPDATE)
"""What is asked for, each in its turn; around them rows are only copied, or all of them summed."""


class Wanted(Enum):
    """What of a number is asked for."""

    VALUE = "value"
    """The number itself."""
    SIGN = "sign"
    """Only whether it is above 0, below it or 0."""


@dataclass(frozen=True, slots=True, eq=False)
class QuizQuestion:
    """A cell at a moment, whose number is to be said before it is seen."""

    found: Computed
    """Where the number comes from."""
    wanted: Wanted = Wanted.VALUE
    """What of it is asked for."""

    @property
    def array(self) -> str:
        """Name of the array."""
        return self.found.question.array

    @property
    def index(self) -> Index:
        """The cell in it."""
        return self.found.question.index

    @property
    def cell(self) -> str:
        """Name of the cell: `l1_delta[2,1]`."""
        return str(self.found.question)

    @property
    def cursor(self) -> Cursor:
        """Just after the line that computes it."""
        return self.found.cursor

    @property
    def phase(self) -> Phase:
        """The part of the iteration that it belongs to."""
        return self.found.op.phase

    @property
    def value(self) -> float:
        """What is right."""
        return self.found.question.value

    @property
    def value_by_hand(self) -> float:
        """What comes of computing with the operands as they are shown."""
        return from_shown(self.found.term)

    @property
    def sign(self) -> str:
        """The sign of what is right: +, - or 0."""
        return sign_of(self.value)

    @property
    def operands(self) -> tuple[Term, ...]:
        """The cells that the formula reads, in the order of reading, each once."""
        cells = {(cell.name, cell.index): cell for cell in self.found.term.cells()}
        return tuple(cells.values())

    @property
    def given(self) -> tuple[Term, ...]:
        """What a person has to be told: the operands, and the sizes that the formula names."""
        sizes = {leaf.name: leaf for leaf in _leaves(self.found.term) if _is_size(leaf)}
        return (*self.operands, *sizes.values())

    @property
    def symbols(self) -> str:
        """The formula with the names of its cells."""
        return without_values(self.found.term)

    @property
    def numbers(self) -> str:
        """The formula with the numbers of its operands, as they are shown."""
        return with_values(self.found.term)

    @property
    def sentence(self) -> str:
        """What the line has done to make this number."""
        return sentence_of(self.found)


def sign_of(value: float) -> str:
    """Say whether a number is above 0, below it or 0."""
    return "+" if value > 0 else "-" if value < 0 else "0"


def is_worth_asking(found: Computed) -> bool:
    """Whether a person can compute a number by hand, and has to: it is not copied, nor just 0."""
    numbers = [cell.value for cell in found.term.cells()]
    if found.op.phase not in ASKED_PHASES or found.typed_at is not None:
        return False
    if found.term.form is Form.CELL or longest_sum(found.term) > MOST_TERMS:
        return False
    value = found.question.value
    if not math.isfinite(value):
        return False
    if _has_kink(found):
        # There it is the question whether the unit lets through: a copy or a 0 is an answer.
        return any(numbers)
    is_copied = value in numbers
    is_lost = abs(from_shown(found.term) - value) > _MOST_LOST * abs(value)
    return not (is_copied or value == 0 or is_lost or _is_step_lost(found))


def longest_sum(term: Term) -> int:
    """Count the terms of the longest sum in a formula."""
    inner = (*term.parts, *((term.body,) if term.body is not None else ()))
    own = len(term.parts) if term.form is Form.SUM else 0
    return max([own, *map(longest_sum, inner)])


def _leaves(term: Term) -> Iterator[Term]:
    if not term.parts:
        yield term
    for part in term.parts:
        yield from _leaves(part)


def _is_size(leaf: Term) -> bool:
    return leaf.form is Form.NUMBER and not leaf.name[:1].isdecimal()


def may_ask_sign(found: Computed) -> bool:
    """Whether the sign alone says something: which way a number pulls."""
    return found.op.phase in (Phase.ERROR, Phase.BACKWARD, Phase.DESCENT)


def _has_kink(found: Computed) -> bool:
    match found.op:
        case Activate(activation=activation):
            return activation.slope is not None and activation.slope.is_kinked
        case OutputDelta() | HiddenDelta():
            return found.op.slope is not None and found.op.slope.is_kinked
    return False


def _is_step_lost(found: Computed) -> bool:
    if not isinstance(found.op, Update):
        return False
    step = found.term.parts[1]
    return abs(step.value) < _LEAST_STEP * abs(found.question.value)

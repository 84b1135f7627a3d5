"""A number followed down to what its iteration began with: the data, and the weights."""

from __future__ import annotations

from dataclasses import dataclass

from nn_tui.debugger.explain.asking import answer
from nn_tui.debugger.explain.explanation import Computed, Explanation, Question
from nn_tui.debugger.explain.wording import cell_name
from nn_tui.debugger.session import Session

MOST_CELLS = 1000
"""Cells that are followed; a wide network has a hundred thousand below one."""


@dataclass(frozen=True, slots=True, eq=False)
class Trace:
    """All that a number was computed from in its iteration."""

    found: tuple[Explanation, ...]
    """What was asked first, then what it was computed from, each cell once."""
    began_with: tuple[Question, ...]
    """Weights as they stood when the iteration began."""
    is_cut: bool
    """Whether there is more below."""


def trace_of(found: Explanation, session: Session) -> Trace:
    """Follow a number down, the line that ran last first."""
    waiting: list[Question] = []
    known = {cell_name(found.question.array, found.question.index)}
    answers, weights = [found], {}
    _add_operands(found, waiting, known)
    while waiting and len(answers) < MOST_CELLS:
        question = waiting.pop(0)
        below = answer(question, session)
        if _is_of_another_iteration(below, found):
            weights[str(question)] = question
            continue
        answers.append(below)
        _add_operands(below, waiting, known)
    return Trace(tuple(answers), tuple(weights.values()), bool(waiting))


def _add_operands(found: Explanation, waiting: list[Question], known: set[str]) -> None:
    if not isinstance(found, Computed):
        return
    for operand in found.operands:
        # An update reads what it writes: that is the weight as it was before.
        if str(operand.question) not in known or operand.question.array == found.op.writes:
            known.add(str(operand.question))
            waiting.append(operand.question)


def _is_of_another_iteration(below: Explanation, found: Explanation) -> bool:
    if not (isinstance(below, Computed) and isinstance(found, Computed)):
        return False
    # What an epoch keeps was written by its batches: they are followed.
    if below.question.array not in below.before.program.network.parameters:
        return False
    return (below.cursor.epoch, below.cursor.batch) != (found.cursor.epoch, found.cursor.batch)

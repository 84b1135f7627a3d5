"""A question as the gradient view puts it: dL/d(.) in the place of the delta rule's values."""

from __future__ import annotations

import re
from dataclasses import replace

from nn_tui.debugger.explain import term
from nn_tui.debugger.explain.explanation import Computed, Question
from nn_tui.debugger.explain.term import Term
from nn_tui.debugger.gradient_view import gradient_name, is_negated
from nn_tui.debugger.quiz.prompts import prompt_of
from nn_tui.debugger.quiz.question import QuizQuestion
from nn_tui.debugger.quiz.rounding import with_cells
from nn_tui.engine.ops.backward import (
    BiasDescent,
    HiddenDelta,
    HiddenError,
    OutputDelta,
    OutputError,
    SynapseDescent,
)
from nn_tui.engine.ops.update import Update

_SWAPPED = re.compile(r"(\w+ - \w+|minus|plus), not (\w+ - \w+|minus|plus)")
"""What a slip has taken instead of what: signs are the other way round in this view."""

_DESCENT = re.compile(r"\bdescent\b")


def in_gradients(question: QuizQuestion) -> QuizQuestion:
    """Put a question in gradients: other names and signs, and the formula that goes with them."""
    found = question.found
    asked = found.question
    formula = _formula(found)
    value = formula.value if is_negated(asked.array) else asked.value
    renamed = Question(gradient_name(asked.array), asked.index, value, asked.place)
    return replace(question, found=replace(found, question=renamed, term=formula))


def prompt_in_gradients(question: QuizQuestion) -> str:
    """Say what a cell is, see prompt_of, to somebody who thinks in gradients.

    Args:
        question: As it is stored.
    """
    text = prompt_of(question)
    layer = question.found.op.layer
    unit = f"unit {question.index[-1]} of layer {layer}"
    _, _, row = text.rpartition(", for ")
    match question.found.op:
        case OutputError():
            return text.replace("below its target", "above its target")
        case OutputDelta() | HiddenDelta():
            return f"how steeply the loss rises with z of {unit}, for {row}"
        case HiddenError():
            return f"how steeply the loss rises with l of {unit}, for {row}"
        case SynapseDescent() | BiasDescent():
            return text.replace("which way, and how steeply, to move", "how the loss rises with")
    return text


def slip_in_gradients(what: str) -> str:
    """Say what somebody did by mistake, in the signs and names of the gradient view."""
    return _DESCENT.sub("gradient", gradient_name(_SWAPPED.sub(r"\2, not \1", what)))


def _formula(found: Computed) -> Term:
    formula = found.term
    if not any(is_negated(cell.name) for cell in formula.cells()):
        swapped = isinstance(found.op, OutputError)
        return term.operation("-", formula.parts[1], formula.parts[0]) if swapped else formula
    formula = with_cells(formula, _cell)
    if isinstance(found.op, Update):
        return term.operation("-", *formula.parts)
    return formula


def _cell(cell: Term) -> Term:
    if not is_negated(cell.name):
        return cell
    return term.cell(gradient_name(cell.name), cell.index, 0.0 - cell.value)

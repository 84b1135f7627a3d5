"""What a cell is, in words, to somebody who is asked for it."""

from __future__ import annotations

from nn_tui.debugger.explain.words import row_of
from nn_tui.debugger.quiz.question import QuizQuestion
from nn_tui.engine.ops.backward import (
    BiasDescent,
    HiddenDelta,
    HiddenError,
    OutputDelta,
    OutputError,
    SynapseDescent,
)
from nn_tui.engine.ops.forward import Activate, PreActivation
from nn_tui.engine.ops.update import Update


def prompt_of(question: QuizQuestion) -> str:
    """Say what a cell is: `the pull on z of unit 1 in layer 1, for row 2`."""
    match question.found.op:
        case SynapseDescent() | BiasDescent() | Update():
            return _of_weight(question)
    return f"{_of_unit(question)}, for {_row(question)}"


def _row(question: QuizQuestion) -> str:
    here, of_dataset = f"row {question.index[0]}", row_of(question.found)
    return here if here == of_dataset else f"{here}, which is {of_dataset} of the data"


def _of_unit(question: QuizQuestion) -> str:
    unit = question.index[1]
    match question.found.op:
        case PreActivation(layer=layer):
            return f"what comes in to unit {unit} of layer {layer}"
        case Activate(layer=layer):
            return f"what unit {unit} of layer {layer} gives out"
        case OutputError():
            return f"how far output {unit} is below its target"
        case OutputDelta(layer=layer) | HiddenDelta(layer=layer):
            return f"the pull on z of unit {unit} in layer {layer}"
        case HiddenError(layer=layer):
            return f"what layer {layer + 1} asks of unit {unit} in layer {layer}"
    raise AssertionError(f"{question.array} is not asked for")


def _of_weight(question: QuizQuestion) -> str:
    op, index = question.found.op, question.index
    is_bias = len(index) == 1
    name = f"the bias of unit {index[0]}" if is_bias else f"the weight {index[0]} to {index[1]}"
    layer = "" if op.layer is None else f" in layer {op.layer}" if is_bias else _between(op.layer)
    if isinstance(op, Update):
        return f"{name}{layer}, after its step"
    return f"which way, and how steeply, to move {name}{layer}"


def _between(layer: int) -> str:
    return f" between layers {layer - 1} and {layer}"

"""A question about the next line as lines of the Explain panel, and what came of the answer."""

from __future__ import annotations

from nn_tui.debugger.explain.words import sentence_of
from nn_tui.debugger.gradient_view import is_negated
from nn_tui.debugger.quiz.ahead import Ahead
from nn_tui.debugger.quiz.in_gradients import (
    in_gradients,
    prompt_in_gradients,
    slip_in_gradients,
)
from nn_tui.debugger.quiz.judging import MOST_NAMED, Judgement
from nn_tui.debugger.quiz.prompts import prompt_of
from nn_tui.debugger.quiz.question import QuizQuestion, Wanted, sign_of
from nn_tui.debugger.quiz.tally import Tally
from nn_tui.ui.render.blocks import Block, fitting, lines_of, paragraph
from nn_tui.ui.render.lines import Line, Role, Span, fit, line
from nn_tui.ui.render.wrapping import shortened, wrap

HINT = "a number (2 digits or more) or a sign, + or -"
"""What may be typed."""

_NEXT = "enter: the next; S: this one again, not counted; escape ends"
"""What can be done once a number is revealed."""

_INDENT = "    "


def draw_question(
    question: QuizQuestion, tally: Tally, is_gradient: bool, width: int, height: int
) -> list[Line]:
    """Ask for a cell: what it is, its formula in symbols and with numbers, and no result.

    Args:
        question: As it is stored.
        tally: The score.
        is_gradient: Whether it is put in gradients.
        width: Cells of each line.
        height: Number of lines.
    """
    prompt = prompt_in_gradients(question) if is_gradient else prompt_of(question)
    shown = in_gradients(question) if is_gradient else question
    blocks = [
        paragraph(f"What will {shown.cell} be?", width, Role.STRONG),
        paragraph(f"It is {prompt}.", width, rank=2),
        _formula(f"{shown.cell} = {shown.symbols}", width, rank=1),
        _formula(f"= {shown.numbers}", width),
        _formula("= ?", width, Role.CURRENT),
        paragraph(_scored(tally), width, Role.DIM, rank=3),
    ]
    return lines_of(fitting(blocks, height))[:height]


def draw_verdict(
    judgement: Judgement,
    is_counted: bool,
    tally: Tally,
    is_gradient: bool,
    width: int,
    height: int,
) -> list[Line]:
    """Reveal the number, with whether the answer was right, and which slip gives a wrong one.

    Args:
        judgement: As it was judged.
        is_counted: Whether it was asked for the first time.
        tally: The score.
        is_gradient: Whether it is put in gradients.
        width: Cells of each line.
        height: Number of lines.
    """
    question = judgement.question
    shown = in_gradients(question) if is_gradient else question
    role = Role.GOOD if judgement.is_right else Role.WARNING
    again = "" if is_counted else "; asked before: not counted"
    blocks = [
        paragraph(f"{_verdict(judgement, shown.value, is_gradient)}{again}", width, role),
        paragraph(f"{shown.cell} = {shown.value:.6g}, you typed {judgement.typed}", width),
        _formula(f"= {shown.symbols}", width, rank=1),
        _formula(f"= {shown.numbers}", width, rank=1),
        paragraph(_told(question, is_gradient), width, rank=3),
        paragraph(_scored(tally), width, Role.STRONG, rank=2),
        paragraph(
            "enter: the next; S: this one again, not counted; escape ends", width, Role.DIM, rank=4
        ),
    ]
    return lines_of(fitting(blocks, height))[:height]


def draw_no_question(ahead: Ahead, next_line: str, tally: Tally, width: int) -> list[Line]:
    """Say why the next line is not asked.

    Args:
        ahead: The next line.
        next_line: The same as the view has it.
        tally: The score.
        width: Cells of each line.
    """
    onward = "enter: on to the next line that is asked"
    if ahead.onward is None:
        onward = (
            "nothing in an epoch of this network can be computed by hand: take fewer units and a "
            "smaller batch"
        )
    return lines_of(
        [
            paragraph("No question about the line that is next:", width, Role.STRONG),
            _formula(next_line, width),
            paragraph(f"{ahead.reason}.", width),
            paragraph(onward, width, Role.DIM),
            paragraph(_scored(tally), width, Role.DIM),
        ]
    )


def farewell(tally: Tally) -> str:
    """Say the score once more; nothing where nothing was answered."""
    if not tally.asked:
        return ""
    usual = tally.usual_slip
    often = "" if usual is None else f"; most often: {usual[0]} ({usual[1]} times)"
    return f"predictions right: {tally}{often}"


def _scored(tally: Tally) -> str:
    usual = tally.usual_slip
    often = "" if usual is None else f"; {usual[1]} times {usual[0]}"
    return f"right: {tally}{often}" if tally.asked else "nothing answered yet"


def _verdict(judgement: Judgement, value: float, is_gradient: bool) -> str:
    is_sign = judgement.question.wanted is Wanted.SIGN
    if judgement.is_right:
        return f"Right, its sign is {sign_of(value)}: half a point" if is_sign else "Right"
    named = [slip.what for slip in judgement.slips[:MOST_NAMED]]
    named = [slip_in_gradients(what) for what in named] if is_gradient else named
    return f"Wrong: {', or '.join(named)}" if named else "Wrong, by no usual slip"


def _told(question: QuizQuestion, is_gradient: bool) -> str:
    """Say what the line has done; of the delta rule's value, which the gradient view has not."""
    is_other = is_gradient and is_negated(question.array)
    return "" if is_other else sentence_of(question.found)


def _formula(text: str, width: int, role: Role = Role.PLAIN, rank: int = 0) -> Block:
    """Wrap a formula, what follows the first line set in."""
    first, *rest = wrap(text, width)
    rest = wrap(" ".join(rest), width - len(_INDENT)) if rest else []
    rows = [first, *(f"{_INDENT}{row}" for row in rest)]
    lines = [fit(line(Span(shortened(row, width), role)), width) for row in rows]
    return Block(lines, rank)

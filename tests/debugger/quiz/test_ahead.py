"""Questions about the next line: never told before, always what the line then writes."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from nn_tui.debugger.gradient_view import gradient_values
from nn_tui.debugger.quiz.ahead import Ahead, AskNext
from nn_tui.debugger.quiz.in_gradients import (
    in_gradients,
    prompt_in_gradients,
    slip_in_gradients,
)
from nn_tui.debugger.quiz.judging import judge
from nn_tui.debugger.quiz.question import QuizQuestion, Wanted
from nn_tui.debugger.quiz.tally import Tally
from nn_tui.debugger.session import Session
from nn_tui.debugger.unit import Unit
from nn_tui.engine.cursor import Cursor
from tests.debugger.quiz.quizzes import NETS
from tests.debugger.sessions import session_of


def ahead_of(session: Session, study: AskNext | None = None) -> Ahead:
    return (study or AskNext()).begin(session).advance(1)


def question_at(session: Session, array: str) -> QuizQuestion:
    for _ in range(100):
        ahead = ahead_of(session)
        if ahead.question is not None and ahead.writes == array:
            return ahead.question
        session.step(Unit.OP)
    raise AssertionError(f"{array} is never asked for")


@pytest.mark.parametrize("net", NETS)
def test_answer_is_what_the_line_then_writes_in_either_view(net: str) -> None:
    dataset, given = NETS[net]
    session, count = session_of(dataset, **given), 0
    for _ in range(3 * len(session.machine.program.iteration)):
        question = ahead_of(session).question
        session.step(Unit.OP)
        if question is None:
            continue
        count += 1
        values = session.snapshot().array(question.array)
        assert values is not None
        assert session.cursor == question.cursor
        stored = values[question.index]
        assert question.value == pytest.approx(stored, rel=1e-12, abs=1e-15)
        turned = gradient_values(question.array, np.asarray(stored)).item()
        assert in_gradients(question).value == pytest.approx(turned, rel=1e-12, abs=1e-15)
    assert count > 10


def test_same_moment_asks_the_same() -> None:
    first, again = (question_at(session_of(), "l1_delta").cell for _ in range(2))
    assert first == again


def test_chosen_cell_is_asked_for_where_it_is_of_that_array() -> None:
    session = session_of()
    question_at(session, "l1_delta")
    asked = ahead_of(session, AskNext(("l1_delta", (2, 1)))).question
    assert asked is not None
    assert asked.cell == "l1_delta[2,1]"
    for wanted in (("l1", (2, 1)), ("l1_delta", (9, 9)), ("l1_delta", (1,))):
        other = ahead_of(session, AskNext(wanted)).question
        assert other is not None
        assert other.array == "l1_delta"


def test_lines_that_sum_all_rows_are_not_asked_and_lead_on() -> None:
    session = session_of()
    # Of the 14 lines of this iteration the last two are loss and error of the epoch.
    session.advance(12)
    ahead = ahead_of(session)
    assert ahead.question is None
    assert ahead.reason == "rows are only copied, or all of them summed"
    assert ahead.onward == Cursor(1, 1, 14)


def test_sums_too_long_for_a_hand_are_not_asked() -> None:
    # 150 rows: a descent sums them all. 9 hidden units: so does z2.
    session = session_of("iris", hidden="9", batch_size="all")
    reasons = {}
    for _ in range(24):
        ahead = ahead_of(session)
        reasons[ahead.writes] = ahead.reason
        session.step(Unit.OP)
    assert reasons["z2"] == "each is a sum of 9 terms, by hand 8 are the limit"
    assert reasons["synapse_0_descent"].startswith("each is a sum of 150 terms")
    assert reasons["l1"] == ""


def test_number_that_would_not_be_finite_is_not_asked() -> None:
    session = session_of("sine", learning_rate="1e30", activation="linear", epochs="1000")
    session.step(Unit.EPOCH)
    while session.divergence is None:
        session.step(Unit.EPOCH)
    assert ahead_of(session).question is None


def test_typed_answer_is_turned_in_the_gradient_view() -> None:
    question = question_at(session_of(), "l2_delta")
    text, other = f"{question.value:.4g}", f"{-question.value:.4g}"
    assert judge(question, text).is_right
    assert judge(question, other, is_negated=True).is_right
    assert not judge(question, text, is_negated=True).is_right
    flipped = judge(question, text, is_negated=True)
    assert "you flipped the sign" in [slip.what for slip in flipped.slips]


def test_gradients_have_names_signs_and_words_of_their_own() -> None:
    error = question_at(session_of(), "l2_error")
    row = error.index[0]
    assert in_gradients(error).symbols == f"l2[{row},0] - y[{row},0]"
    assert prompt_in_gradients(error) == f"how far output 0 is above its target, for row {row}"
    update = in_gradients(question_at(session_of(), "synapse_1"))
    unit = update.index[0]
    assert update.symbols == (f"synapse_1[{unit},0] - learning_rate * synapse_1_gradient[{unit},0]")
    said = slip_in_gradients("you flipped the sign: l2 - y, not y - l2")
    assert said == "you flipped the sign: y - l2, not l2 - y"
    said = slip_in_gradients("you took the step backwards: minus, not plus")
    assert said == "you took the step backwards: plus, not minus"


def test_tally_counts_halves_and_each_question_once() -> None:
    session = session_of()
    first = question_at(session, "z1")
    right = judge(first, f"{first.value:.4g}")
    sign = judge(replace(first, wanted=Wanted.SIGN), first.sign)
    assert str(Tally().after(right)) == "1 of 1"
    assert str(Tally().after(sign).after(right)) == "½ of 1"
    session.step(Unit.OP)
    second = question_at(session, "l1")
    wrong = judge(second, "99")
    tally = Tally().after(right).after(judge(replace(second, wanted=Wanted.SIGN), "+"))
    assert str(tally.after(wrong)) == "1½ of 2"
    assert tally.has(wrong)

from __future__ import annotations

import numpy as np
import pytest

from nn_tui.debugger.explain.verdict import Kind
from nn_tui.debugger.journal import Freeze, SetCells
from nn_tui.debugger.quiz.choosing import TooFewCellsError, choose_questions
from nn_tui.debugger.quiz.question import (
    ASKED_PHASES,
    MOST_TERMS,
    QuizQuestion,
    Wanted,
    longest_sum,
)
from nn_tui.debugger.session import Session
from nn_tui.debugger.unit import Unit
from nn_tui.engine.freezing import Cells
from nn_tui.engine.ops.op import Phase
from tests.debugger.quiz.quizzes import NETS, after_an_epoch, array, asked
from tests.debugger.sessions import session_of


def names(questions: tuple[QuizQuestion, ...]) -> list[tuple[str, Wanted]]:
    return [(question.cell, question.wanted) for question in questions]


@pytest.mark.parametrize("net", NETS)
def test_questions_are_right_and_can_be_computed_by_hand(net: str) -> None:
    session = after_an_epoch(net)
    for question in choose_questions(session, 20, seed=3, may_be_fewer=True):
        assert question.value == array(session, question.array)[question.index]
        assert question.found.verdict.kind is not Kind.DIFFERS
        assert longest_sum(question.found.term) <= MOST_TERMS
        assert question.value_by_hand == pytest.approx(question.value, rel=0.005)
        kinked = ("relu", "where", ">")
        assert question.value != 0 or any(word in question.symbols for word in kinked)
        is_copied = question.value in [cell.value for cell in question.operands]
        assert not is_copied or any(word in question.symbols for word in kinked)


@pytest.mark.parametrize("net", NETS)
def test_questions_are_spread_over_the_phases(net: str) -> None:
    questions = choose_questions(after_an_epoch(net), 10, seed=7, may_be_fewer=True)
    phases = [question.phase for question in questions]
    counts = {phase: phases.count(phase) for phase in ASKED_PHASES}
    if net == "and, bce, no hidden layer":
        # A descent is summed over all the deltas that there are: it would tell each of them.
        assert counts.pop(Phase.DESCENT) == 0
    assert set(counts.values()) <= {2, 3}


@pytest.mark.parametrize("net", NETS)
def test_no_question_tells_the_answer_of_another(net: str) -> None:
    questions = choose_questions(after_an_epoch(net), 30, seed=5, may_be_fewer=True)
    asked_for = {question.cell for question in questions}
    assert len(asked_for) == len(questions)
    for question in questions:
        told = {f"{cell.name}[{','.join(map(str, cell.index))}]" for cell in question.operands}
        weights = {name for name in told if name.startswith(("synapse", "bias"))}
        shown = {name for name in weights if "descent" not in name}
        assert not (told - shown) & asked_for


def test_same_seed_asks_the_same_and_another_seed_something_else() -> None:
    one, other = after_an_epoch("classic"), after_an_epoch("classic")
    first = names(choose_questions(one, 10, seed=7))
    assert first == names(choose_questions(other, 10, seed=7))
    assert first == names(choose_questions(one, 10, seed=7))
    assert first != names(choose_questions(one, 10, seed=8))


def test_fewer_questions_are_among_more() -> None:
    session = after_an_epoch("iris, softmax, batches of 5")
    more = names(choose_questions(session, 20, seed=1))
    assert set(names(choose_questions(session, 7, seed=1))) <= set(more)


def test_a_run_is_as_it_was_after_it_has_been_asked_about() -> None:
    session = after_an_epoch("classic")
    before = session.snapshot()
    choose_questions(session, 10, seed=7)
    after = session.snapshot()
    assert after.cursor == before.cursor
    np.testing.assert_array_equal(after.block, before.block)


def test_only_what_is_computed_by_then_is_asked_for() -> None:
    session = after_an_epoch("classic")
    for _ in range(5):
        session.step(Unit.OP)
    questions = choose_questions(session, 8, seed=1)
    assert {question.array for question in questions} <= {"z1", "l1", "z2", "l2", "l2_error"}
    assert {question.cursor.epoch for question in questions} == {2}


def test_operands_of_a_forward_question_are_the_weights_before_the_update() -> None:
    session = session_of("classic")
    drawn = array(session, "synapse_1").copy()
    session.step(Unit.EPOCH)
    weights = [c for c in asked(session, "z2[0,0]").operands if c.name == "synapse_1"]
    assert [cell.value for cell in weights] == drawn[:, 0].tolist()


def test_sums_of_many_rows_are_not_asked_for() -> None:
    questions = choose_questions(_whole("moons"), 20, seed=1)
    assert not {q.array for q in questions if "descent" in q.array}


def _whole(dataset: str) -> Session:
    session = session_of(dataset, batch_size="all")
    session.step(Unit.EPOCH)
    return session


def test_nothing_is_asked_before_the_first_op() -> None:
    with pytest.raises(TooFewCellsError, match="epoch 0: nothing has been computed"):
        choose_questions(session_of("classic"), 1, seed=1)


def test_too_many_are_refused_with_how_many_there_are() -> None:
    session = after_an_epoch("and, bce, no hidden layer")
    with pytest.raises(TooFewCellsError) as refused:
        choose_questions(session, 90, seed=1)
    there = len(choose_questions(session, 90, seed=1, may_be_fewer=True))
    message = str(refused.value)
    assert message.startswith(f"questions 90: must be 1 to {there} at this moment")
    assert len(choose_questions(session, there, seed=1)) == there


def test_frozen_and_typed_cells_are_not_asked_for() -> None:
    session = session_of("classic")
    session.make(Freeze((Cells("synapse_1", (0, 0), (4, 1)),), True))
    session.step(Unit.EPOCH)
    session.make(SetCells("l2_error", (0, 0), np.full((4, 1), 0.25)))
    arrays = {q.array for q in choose_questions(session, 40, seed=1, may_be_fewer=True)}
    assert "synapse_0" in arrays
    assert not arrays & {"synapse_1", "l2_error"}

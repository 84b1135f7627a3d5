"""Explanations in the signs of the gradient view: true arithmetic with what that view shows."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest

from nn_tui.debugger.explain.asking import answer, question_of
from nn_tui.debugger.explain.explanation import Computed, Given, Question
from nn_tui.debugger.explain.gradients import in_gradients, question_in_gradients
from nn_tui.debugger.explain.report import formula_lines, when
from nn_tui.debugger.explain.statement import term_of
from nn_tui.debugger.explain.term import Form
from nn_tui.debugger.explain.verdict import Kind, judge
from nn_tui.debugger.explain.wording import cell_name, with_numbers, written_out
from nn_tui.debugger.explain.words import sentence_of
from nn_tui.debugger.gradient_view import gradient_values, is_negated, stored_name
from nn_tui.debugger.journal import SetCells
from nn_tui.debugger.session import Session
from nn_tui.debugger.unit import Unit
from tests.debugger.explain.test_every_op import FUNCTIONS, RUNS, cells, has_long_sum, moments
from tests.debugger.lab.nets import NETS, places, session_of_net, switch_on
from tests.debugger.sessions import session_of


def explained(run: str) -> Iterator[Computed]:
    place = session_of("classic").timeline.place
    for seed, (before, after) in enumerate(moments(run)):
        op = after.op
        assert op is not None
        values = after.array(op.writes)
        assert values is not None
        for index in cells(op, after, seed, count=2):
            stored, term = float(values[index]), term_of(op, index, before)
            question = Question(op.writes, index, stored, place)
            verdict = judge(stored, term)
            yield Computed(question, op, after.cursor, before, term, verdict, ())


def trained(**given: str) -> Session:
    session = session_of("classic", **given)
    session.step(Unit.EPOCH)
    return session


def in_both_views(cell: str, session: Session) -> tuple[Computed, Computed]:
    found = answer(question_of(cell, session), session)
    shown = in_gradients(found)
    assert isinstance(found, Computed)
    assert isinstance(shown, Computed)
    return found, shown


@pytest.mark.parametrize("run", RUNS)
def test_every_line_as_the_view_lists_it_gives_what_the_view_shows(run: str) -> None:
    for found in explained(run):
        shown = in_gradients(found)
        assert isinstance(shown, Computed)
        assert shown.verdict.kind is found.verdict.kind, found.op.line
        negated = gradient_values(found.op.writes, np.array(found.question.value))
        assert shown.question.value == negated, found.op.line
        for cell in shown.term.cells():
            stored = stored_name(cell.name)
            if stored.startswith("frozen_"):
                continue
            values = found.before.array(stored)
            assert values is not None
            assert cell.value == gradient_values(stored, values)[cell.index], found.op.line


@pytest.mark.parametrize("run", RUNS)
def test_the_printed_line_is_python_that_gives_the_number_in_both_views(run: str) -> None:
    for found in explained(run):
        if has_long_sum(found.term) or found.term.form is Form.NUMBER:
            continue
        for seen in (found, in_gradients(found)):
            assert isinstance(seen, Computed)
            text = with_numbers(written_out(seen.term), digits=17)
            worked_out = eval(text, {"__builtins__": {}}, FUNCTIONS)
            assert worked_out == pytest.approx(seen.question.value, rel=1e-12, abs=1e-15), text


@pytest.mark.parametrize("net", NETS)
def test_every_line_that_is_wrong_on_purpose_gives_what_the_view_shows(net: str) -> None:
    for fault, layer in places(net):
        session = session_of_net(net)
        switch_on(session, fault, layer)
        session.step(Unit.EPOCH)
        for op in session.machine.program.ops(1):
            values = session.snapshot().array(op.writes)
            assert values is not None
            if not is_negated(op.writes):
                continue
            found, shown = in_both_views(cell_name(op.writes, (0,) * values.ndim), session)
            assert found.verdict.kind is not Kind.DIFFERS, f"{fault}: {found.line}"
            assert shown.verdict.kind is found.verdict.kind, f"{fault}: {shown.line}"
            assert sentence_of(shown)


def test_an_error_is_the_output_less_its_target() -> None:
    # Row 0 has target 0 and gets 0.47373 in epoch 1, as in the eleven-line script.
    found, shown = in_both_views("l2_error[0,0]", trained())
    assert formula_lines(found, 4)[:2] == ["l2_error[0,0] = y[0,0] - l2[0,0]", "= 0 - 0.4737"]
    assert formula_lines(shown, 4)[:2] == ["l2_error[0,0] = l2[0,0] - y[0,0]", "= 0.4737 - 0"]
    assert sentence_of(shown) == sentence_of(found) == "Row 0 was 0.474 too high."


def test_a_weight_takes_a_step_against_its_gradient() -> None:
    found, shown = in_both_views("synapse_1[0,0]", trained())
    symbols = "synapse_1[0,0] = synapse_1[0,0] - learning_rate * synapse_1_gradient[0,0]"
    assert formula_lines(shown, 4)[0] == symbols
    assert shown.line == "synapse_1 -= learning_rate * synapse_1_gradient"
    assert shown.term.value == found.term.value
    assert sentence_of(found) == "It moves down by 0.0132: learning_rate * synapse_1_descent[0,0]."
    assert sentence_of(shown) == (
        "It moves down by 0.0132, against its gradient: learning_rate * synapse_1_gradient[0,0]."
    )


def test_the_line_is_named_as_the_view_names_it() -> None:
    _, shown = in_both_views("synapse_1_descent[0,0]", trained())
    line = "synapse_1_gradient = l1.T @ l2_delta"
    assert when(shown) == f"epoch 1, batch 1, after synapse_1_gradient: {line}"


@pytest.mark.parametrize(
    ("cell", "stored", "shown"),
    [
        ("l1_delta[2,1]", "so z is pulled up with 0.02,", "so dL/dz is -0.02,"),
        ("l1_delta[2,1]", "wants more of it", "wants more of it"),
        ("l1_error[2,1]", "What the layer above asks of unit 1", "How much the loss rises as unit"),
        ("synapse_1_descent[0,0]", "2 rows pull the weight up, 2 down; together down", "same"),
    ],
)
def test_words_say_the_same_of_the_world_in_both_views(cell: str, stored: str, shown: str) -> None:
    of_stored, of_shown = in_both_views(cell, trained())
    assert stored in sentence_of(of_stored)
    assert (stored if shown == "same" else shown) in sentence_of(of_shown)


def test_a_delta_without_a_slope_says_its_own_number() -> None:
    given = {"loss": "bce", "output_activation": "sigmoid"}
    _, shown = in_both_views("l2_delta[0,0]", trained(**given))
    reason = "the error over its count: with bce the slope cancels"
    assert sentence_of(shown) == (
        f"Row 0 was 0.474 too high; dL/dz is 0.118, {reason}; z is pulled down."
    )


def test_a_number_without_a_sign_is_the_same_in_both_views() -> None:
    found, shown = in_both_views("l2[0,0]", trained())
    assert formula_lines(found, 17) == formula_lines(shown, 17)
    weight = answer(question_of("synapse_0[0,0]", session_of("classic")), session_of("classic"))
    given = in_gradients(weight)
    assert isinstance(given, Given)
    assert (str(given.question), given.question.value) == (
        str(weight.question),
        weight.question.value,
    )


def test_what_was_typed_over_has_the_sign_of_the_view() -> None:
    session = trained()
    session.make(SetCells("l2_error", (0, 0), np.array([[0.25]])))
    _, shown = in_both_views("l2_error[0,0]", session)
    assert shown.typed_at is not None
    assert shown.question.value == -0.25


def test_zero_has_no_sign() -> None:
    place = session_of("classic").timeline.place
    shown = question_in_gradients(Question("l1_delta", (0, 0), 0.0, place))
    assert str(shown.value) == "0.0"


def test_a_line_without_a_gradient_is_not_worked_out_again() -> None:
    # A loss has a term for each output of each row.
    found, shown = in_both_views("loss", trained())
    assert shown.term is found.term

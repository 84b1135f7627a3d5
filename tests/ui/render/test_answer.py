from __future__ import annotations

import dataclasses
from functools import cache

import pytest

from nn_tui.debugger.explain.asking import answer, question_of
from nn_tui.debugger.explain.explanation import Asked, Computed
from nn_tui.debugger.explain.gradients import asked_in_gradients
from nn_tui.debugger.explain.report import formula_lines
from nn_tui.debugger.explain.term import Term
from nn_tui.debugger.explain.verdict import judge
from nn_tui.debugger.explain.wording import name_of
from nn_tui.debugger.session import Session
from nn_tui.debugger.unit import Unit
from nn_tui.engine.cursor import Cursor
from nn_tui.ui.render.answer import Reading, draw_answer, operand_at, parts_of
from nn_tui.ui.render.crumbs import Crumb, crumb_of
from nn_tui.ui.render.lines import Role, plain, width_of
from tests.ui.driving import session_of
from tests.ui.render.moments import role_at


def trained(dataset: str = "classic", **given: str) -> Session:
    session = session_of(dataset, **given)
    session.step(Unit.EPOCH)
    return session


def asked_of(session: Session, cell: str) -> Asked:
    question = question_of(cell, session)
    return Asked(question, answer(question, session))


@cache
def asked_of_iris(cell: str) -> Asked:
    return asked_of(trained("iris"), cell)


def crumb(asked: Asked) -> Crumb:
    found = crumb_of(asked)
    assert found is not None
    return found


def test_answer_has_formula_numbers_verdict_sentence_and_operands() -> None:
    drawn = draw_answer(asked_of(trained(), "l1_delta[2,1]"), Reading(), 78, 20)
    assert plain(drawn).split("\n") == [
        "epoch 1, batch 1, after l1_delta: l1_delta = l1_error * (l1 * (1 - l1))",
        "l1_delta[2,1] = l1_error[2,1] * (l1[2,1] * (1 - l1[2,1]))",
        "= 0.08558 * (0.6267 * 0.3733)",
        "= 0.020019688441210388",
        "exact: stored to the last bit, as 0.020019688441210388",
        "The layer above wants more of it; the unit is at 0.627, where its slope is",
        "0.234, so z is pulled up with 0.02, slope times error.",
        "slope from l: l1[2,1] * (1 - l1[2,1]) = 0.233935",
        "slope from z: exp(-z1[2,1]) / (1 + exp(-z1[2,1]))**2 = 0.233935",
        "The same at z = 0.5183; with l = 0.6267 in z's place it would be 0.226972, and",
        "    wrong.",
        ">     0.08558  l1_error[2,1]",
        "       0.6267  l1[2,1]",
    ]
    assert role_at(drawn, 4, "exact") is Role.GOOD


def test_terms_of_a_sum_stand_largest_first_with_their_share() -> None:
    drawn = draw_answer(asked_of(trained(), "z2[0,0]"), Reading(entry=1, cell=1), 78, 20)
    rows = [row for row in plain(drawn).split("\n") if "%  l1" in row]
    assert [row[13:18] for row in rows] == ["  34%", "  30%", "  20%", "  16%"]
    assert rows[1].startswith(">")
    selected = [span.text for row in drawn for span in row if span.role is Role.SELECTED]
    assert selected == ["synapse_1[1,0]"]


def test_long_sums_scroll_around_the_selected_term_and_count_the_others() -> None:
    asked = asked_of_iris("synapse_0_descent[0,0]")
    parts = parts_of(asked)
    for entry in (0, 15, len(parts) - 1):
        drawn = plain(draw_answer(asked, Reading(entry=entry), 78, 12)).split("\n")
        assert len(drawn) == 12
        assert [row for row in drawn if row.startswith(">")]
        assert f" more of {len(parts)}, the largest first" in drawn[-1]


@pytest.mark.parametrize("width", [10, 28, 50, 78, 150])
@pytest.mark.parametrize("height", [1, 3, 8, 20])
@pytest.mark.parametrize("cell", ["l2[0,1]", "z1[0,0]", "loss", "l0[0,0]", "synapse_0[0,0]"])
def test_answers_fit_any_room(cell: str, width: int, height: int) -> None:
    drawn = draw_answer(asked_of_iris(cell), Reading(), width, height)
    assert len(drawn) <= height
    assert all(width_of(row) == width for row in drawn)


def test_where_there_is_little_room_the_formula_and_the_verdict_stay() -> None:
    drawn = plain(draw_answer(asked_of(trained(), "l1_delta[2,1]"), Reading(), 50, 8))
    assert "= 0.08558 * (0.6267 * 0.3733)" in drawn
    assert "exact: " in drawn
    assert "slope from z" not in drawn


def test_trail_says_what_was_asked_before() -> None:
    session = trained()
    asked = asked_of(session, "l1_delta[2,1]")
    below = operand_at(asked, 1, 0)
    assert below is not None
    next_asked = Asked(below, answer(below, session))
    drawn = draw_answer(next_asked, Reading(trail=(crumb(asked),)), 78, 20)
    assert plain(drawn).startswith("l1_delta[2,1] > l1[2,1]\n")
    narrow = draw_answer(next_asked, Reading(trail=(crumb(asked),)), 16, 20)
    assert plain(narrow).startswith("…[2,1] > l1[2,1]\n")


def test_a_number_that_differs_is_a_warning() -> None:
    asked = asked_of(trained(), "l2[0,0]")
    assert isinstance(asked.found, Computed)
    corrupted = dataclasses.replace(asked.found, verdict=off_by(1e-6, asked.found.term))
    drawn = draw_answer(dataclasses.replace(asked, found=corrupted), Reading(), 78, 20)
    row = next(y for y, text in enumerate(plain(drawn).split("\n")) if "differs" in text)
    assert role_at(drawn, row, "differs") is Role.WARNING
    assert "1e-06 off: rounding explains" in plain(drawn[row : row + 1])


def off_by(fault: float, term: Term):  # type: ignore[no-untyped-def]
    return judge(term.value + fault, term)


def test_answer_in_the_gradient_view_has_its_names_signs_and_words() -> None:
    asked = asked_in_gradients(asked_of(trained(), "l2_delta[0,0]"))
    drawn = draw_answer(asked, Reading(is_gradient=True), 78, 20)
    assert plain(drawn).split("\n") == [
        "epoch 1, batch 1, after l2_delta: l2_delta = l2_error * (l2 * (1 - l2))",
        "l2_delta[0,0] = l2_error[0,0] * (l2[0,0] * (1 - l2[0,0]))",
        "= 0.4737 * (0.4737 * 0.5263)",
        "= 0.1181054552037558",
        "exact: stored to the last bit, as 0.1181054552037558",
        "Row 0 was 0.474 too high; the sigmoid is at 0.474, where its slope is 0.249,",
        "so dL/dz is 0.118, slope times error; z is pulled down.",
        "slope from l: l2[0,0] * (1 - l2[0,0]) = 0.24931",
        "slope from z: exp(-z2[0,0]) / (1 + exp(-z2[0,0]))**2 = 0.24931",
        "The same at z = -0.1052; with l = 0.4737 in z's place it would be 0.236482,",
        "    and wrong.",
        ">      0.4737  l2_error[0,0]",
        "       0.4737  l2[0,0]",
    ]


def test_what_is_asked_from_the_gradient_view_is_what_is_stored() -> None:
    asked = asked_of(trained(), "synapse_1[0,0]")
    shown = asked_in_gradients(asked)
    assert isinstance(asked.found, Computed)
    # synapse_1 - learning_rate * synapse_1_gradient: the third cell.
    below = operand_at(shown, 2, 0)
    assert below is asked.found.operands[2].question
    assert below.array == "synapse_1_descent"
    drawn = plain(
        draw_answer(shown, Reading(entry=2, trail=(Crumb(below),), is_gradient=True), 78, 20)
    )
    assert drawn.startswith("synapse_1_gradient[0,0] > synapse_1[0,0]\n")


def test_digits_are_as_many_as_chosen() -> None:
    drawn = plain(draw_answer(asked_of(trained(), "l2_error[0,0]"), Reading(digits=17), 78, 20))
    assert "= 0 - 0.47372957107149888" in drawn


def test_what_is_on_its_way_or_refused_is_said() -> None:
    session = trained()
    question = question_of("l1[0,0]", session)
    assert "being computed again" in plain(draw_answer(Asked(question), Reading(), 78, 20))
    refused = draw_answer(Asked(None, refusal="l9: unknown array"), Reading(), 78, 20)
    assert role_at(refused, 0, "l9") is Role.WARNING


def test_a_softmax_has_each_z_of_its_row_once() -> None:
    asked = asked_of_iris("l2[0,1]")
    parts = parts_of(asked)
    assert [part.share is None for part in parts] == [False] * 3
    read = [name_of(cell) for part in parts for cell in part.cells]
    assert sorted(read) == ["z2[0,0]", "z2[0,1]", "z2[0,2]"]
    assert isinstance(asked.found, Computed)
    assert sum(part.share or 0 for part in parts) == pytest.approx(1)
    # Each operand of the formula can be chosen.
    assert {str(operand.question) for operand in asked.found.operands} == set(read)


@pytest.mark.parametrize("cell", ["l2[0,1]", "loss", "z1[0,0]", "synapse_0[0,0]", "l1_delta[0,0]"])
def test_every_operand_can_be_chosen(cell: str) -> None:
    asked = asked_of_iris(cell)
    assert isinstance(asked.found, Computed)
    chosen = {name_of(cell) for part in parts_of(asked) for cell in part.cells}
    assert chosen == {str(operand.question) for operand in asked.found.operands}


def test_operands_and_slopes_have_the_digits_that_were_chosen_too() -> None:
    asked = asked_of(trained(), "l1_delta[2,1]")
    assert isinstance(asked.found, Computed)
    drawn = plain(draw_answer(asked, Reading(digits=17), 90, 30)).split("\n")
    for operand, row in zip(asked.found.operands, drawn[-2:], strict=True):
        assert row.endswith(f"{operand.question} {operand.question.value:.17g}")
    slope = next(row for row in drawn if row.startswith("slope from l"))
    l1 = asked.found.operands[1].question.value
    assert slope.endswith(f" = {l1 * (1 - l1):.17g}")
    assert f"with l = {l1:.17g} in" in " ".join(drawn)


@pytest.mark.parametrize("width", [60, 78])
def test_selected_cell_of_a_term_has_all_its_digits_where_all_do_not_fit(width: int) -> None:
    asked = asked_of(trained(), "z2[0,0]")
    assert isinstance(asked.found, Computed)
    for cell in (0, 1):
        reading = Reading(entry=1, cell=cell, digits=17)
        drawn = draw_answer(asked, reading, width, 20)
        selected = next(row for row in drawn if row[0].text.startswith(">"))
        chosen = parts_of(asked)[1].cells[cell]
        assert f"{name_of(chosen)} {chosen.value:.17g}" in plain([selected])
        assert all(width_of(row) == width for row in drawn)


def test_few_digits_stand_once_beside_a_cell_of_its_own() -> None:
    drawn = plain(draw_answer(asked_of(trained(), "l1_delta[2,1]"), Reading(digits=6), 78, 20))
    assert drawn.endswith(">     0.0855778  l1_error[2,1]\n       0.626746  l1[2,1]")


def test_an_answer_of_a_moment_that_the_run_has_left_says_so() -> None:
    session = trained()
    for cell in ("l1_delta[2,1]", "l0[0,0]"):
        asked = asked_of(session, cell)
        there = plain(draw_answer(asked, Reading(now=session.cursor), 78, 20))
        assert "another moment" not in there
        left = plain(draw_answer(asked, Reading(now=Cursor(2, 1, 3)), 78, 20))
        assert "The run stands at another moment by now: e asks for this number there." in left


def test_a_number_of_a_line_that_is_yet_to_run_is_not_left_behind() -> None:
    asked = asked_of(trained(), "l1_delta[2,1]")
    assert asked.question is not None
    ahead = dataclasses.replace(asked.question, is_ahead=True)
    assert Reading().is_left(asked, Cursor(1, 1, 7))
    assert not Reading().is_left(Asked(ahead), Cursor(1, 1, 7))


def test_a_page_asks_for_what_an_earlier_line_has_read_without_the_run_having_left() -> None:
    session = trained()
    read = operand_at(asked_of(session, "l1_delta[2,1]"), 1, 0)
    assert read is not None
    here = session.cursor
    assert read.place.cursor != here
    asked = Asked(read, answer(read, session), stood=here)
    there = plain(draw_answer(asked, Reading(now=here, begun=here), 78, 20))
    assert "another moment" not in there
    left = plain(draw_answer(asked, Reading(now=Cursor(2, 1, 3), begun=here), 78, 20))
    assert "another moment" in left


def test_what_was_asked_first_says_whether_the_run_has_left() -> None:
    session = trained()
    asked = asked_of(session, "l1_delta[2,1]")
    below = operand_at(asked, 1, 0)
    assert below is not None
    assert below.place.cursor != session.cursor
    reading = Reading(trail=(crumb(asked),), now=session.cursor)
    drawn = plain(draw_answer(Asked(below, answer(below, session)), reading, 78, 20))
    assert "another moment" not in drawn


def test_a_term_can_be_chosen_where_the_formula_of_a_sum_would_take_all_the_room() -> None:
    asked = asked_of(trained(), "synapse_0_descent[0,0]")
    drawn = plain(draw_answer(asked, Reading(), 46, 9))
    assert "\n> " in drawn
    assert "exact: " in drawn


def test_where_there_is_little_room_the_terms_of_a_long_sum_take_that_of_its_numbers() -> None:
    asked = asked_of_iris("synapse_0_descent[0,0]")
    roomy = plain(draw_answer(asked, Reading(digits=17), 46, 20))
    assert "\n= (sum of 30 terms" in roomy
    drawn = plain(draw_answer(asked, Reading(digits=17), 46, 10))
    assert "synapse_0_descent[0,0] = (sum of 30 terms" in drawn
    assert "\n= (sum of" not in drawn
    assert "\n> " in drawn


def test_long_symbols_leave_room_for_their_numbers() -> None:
    asked = asked_of_iris("loss")
    assert isinstance(asked.found, Computed)
    symbols, *_, numbers, value = formula_lines(asked.found, 4)
    assert len(symbols) > 3 * 46
    rows = plain(draw_answer(asked, Reading(), 46, 14)).split("\n")
    start = next(place for place, row in enumerate(rows) if row.startswith("loss = "))
    end = next(place for place, row in enumerate(rows) if row.rstrip().endswith("…"))
    assert end - start == 2
    assert all(len(row) <= 46 for row in rows)
    assert any(row.startswith(numbers[:20]) or row.startswith(value[:12]) for row in rows)

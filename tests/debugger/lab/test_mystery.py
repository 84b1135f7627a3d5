"""A hidden fault: drawn from its number, hidden from every line, judged, told."""

from __future__ import annotations

from collections import Counter

import pytest

from nn_tui.debugger.changes import apply
from nn_tui.debugger.explain.asking import answer, question_of
from nn_tui.debugger.explain.explanation import Computed
from nn_tui.debugger.explain.verdict import Kind
from nn_tui.debugger.lab.command import PlantMystery, TellFault
from nn_tui.debugger.lab.judging import judge, solution
from nn_tui.debugger.lab.offers import draw_mystery, setting_of
from nn_tui.debugger.session import Session
from nn_tui.debugger.unit import Unit
from nn_tui.engine.faults.planted import Planted, Secret
from tests.debugger.lab.nets import offers_at, red, session_of_net
from tests.debugger.sessions import session_of


def hidden_in(session: Session, name: str, layer: int) -> int:
    """Find the number of a mystery."""
    setting = setting_of(session.snapshot())
    drawn = ((n, draw_mystery(setting, n)) for n in range(1, 500))
    return next(n for n, one in drawn if (one.name, one.layer) == (name, layer))


def lines_of(session: Session) -> list[str]:
    return [op.line for op in session.snapshot().program.iteration]


def test_a_number_draws_the_same_and_all_numbers_draw_all_that_is_offered() -> None:
    session = session_of_net("leaky, square, deep")
    setting = setting_of(session.snapshot())
    drawn = [draw_mystery(setting, number) for number in range(1, 801)]
    again = [draw_mystery(setting, number) for number in range(1, 801)]
    assert [(p.name, p.layer) for p in drawn] == [(p.name, p.layer) for p in again]
    offered = [offer for offer in offers_at(session) if not offer.reason]
    assert {p.name for p in drawn} == {offer.cause.name for offer in offered}
    assert {p.layer for p in drawn if p.name == "sign-flipped"} == {1, 2, 3, 4}
    # 800 draws of 10: about 80 of each, with a deviation of 8.5.
    assert all(40 < count < 120 for count in Counter(p.name for p in drawn).values())


@pytest.mark.parametrize("layer", [1, 2])
def test_lines_are_the_right_ones_and_the_numbers_are_not(layer: int) -> None:
    session = session_of()
    right = lines_of(session)
    said = apply(PlantMystery(hidden_in(session, "slope-at-l", layer)), session)
    assert "slope" not in said
    session.step(Unit.EPOCH)
    assert lines_of(session) == right
    assert [op.line for op in session.machine.program.iteration] == right
    found = answer(question_of(f"l{layer}_delta[0,0]", session), session)
    assert isinstance(found, Computed)
    assert found.verdict.kind is Kind.DIFFERS
    assert found.op.line == f"l{layer}_delta = l{layer}_error * (l{layer} * (1 - l{layer}))"
    other = answer(question_of("l1_error[0,0]", session), session)
    assert isinstance(other, Computed)
    assert other.verdict.kind is not Kind.DIFFERS
    assert red(session)[0] == f"synapse_{layer - 1}"


def test_told_is_told_of_every_moment() -> None:
    session = session_of()
    apply(PlantMystery(hidden_in(session, "sign-flipped", 1)), session)
    session.step(Unit.EPOCH)
    assert "in l1_error" in apply(TellFault(), session)
    wrong = "l1_error = -(l2_delta @ synapse_1.T)"
    assert wrong in lines_of(session)
    session.back(Unit.EPOCH)
    assert wrong in lines_of(session)
    session.step(Unit.EPOCH)
    found = answer(question_of("l1_error[0,0]", session), session)
    assert isinstance(found, Computed)
    assert (found.op.line, found.verdict.kind) == (wrong, Kind.EXACT)


def test_nothing_is_told_where_nothing_is_hidden() -> None:
    assert apply(TellFault(), session_of()) == "no fault is switched on: X lists what there is"


HIDDEN = Planted("slope-at-l", 1, Secret(7))


@pytest.mark.parametrize(
    ("named", "is_right", "text"),
    [
        (Planted("slope-at-l", 1), True, "Right: slope taken at l instead of z, in l1_delta."),
        (Planted("slope-at-l", 2), False, "Not in l2_delta: the cause is right"),
        (Planted("slope-forgotten", 1), False, "No: the line of l1_delta is the wrong one"),
        (Planted("sign-flipped", 2), False, "No: it is not the error's sign flipped, in l2_error."),
        (Planted("zero-weights"), False, "No: it is not all weights zero."),
    ],
)
def test_what_is_named_is_judged(named: Planted, is_right: bool, text: str) -> None:
    judgement = judge(named, HIDDEN)
    assert judgement.is_right is is_right
    assert judgement.text.startswith(text)


def test_a_wrong_answer_does_not_give_the_right_one_away() -> None:
    for named in (Planted("sign-flipped", 2), Planted("rate-too-high")):
        assert "slope" not in judge(named, HIDDEN).text
        assert "l1" not in judge(named, HIDDEN).text


def test_a_solution_says_which_grid_is_red_first() -> None:
    assert "the first red grid of G is synapse_0_descent, red there; " in solution(HIDDEN)
    assert "synapse_1_descent, red there and in all below" in solution(Planted("sign-flipped", 2))
    assert "red in that array alone" in solution(Planted("bias-unmoved", 2))
    assert "G finds nothing" in solution(Planted("rate-too-high"))

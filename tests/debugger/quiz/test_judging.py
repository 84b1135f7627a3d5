from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from nn_tui.debugger.quiz.choosing import choose_questions
from nn_tui.debugger.quiz.judging import Judgement, judge
from nn_tui.debugger.quiz.question import QuizQuestion, Wanted
from nn_tui.debugger.quiz.slips import slips_of
from nn_tui.debugger.unit import Unit
from nn_tui.engine.arrays import Array
from nn_tui.errors import InputError
from tests.debugger.quiz.quizzes import NETS, after_an_epoch, array, asked
from tests.debugger.sessions import session_of

Arrays = Callable[[str], Array]
Slipped = Callable[[Arrays, Arrays], Any]


def questions_of(net: str) -> list[QuizQuestion]:
    session = after_an_epoch(net)
    chosen = choose_questions(session, 25, seed=7, may_be_fewer=True)
    return [QuizQuestion(question.found) for question in chosen]


@pytest.mark.parametrize("net", NETS)
@pytest.mark.parametrize("digits", [2, 3, 6])
def test_right_answers_are_right_to_the_digits_that_were_given(net: str, digits: int) -> None:
    for question in questions_of(net):
        typed = f"{question.value:#.{digits}g}"
        assert judge(question, typed).is_right, (question.cell, typed)
        assert judge(question, f" {question.value:.{digits - 1}e}\n").is_right


@pytest.mark.parametrize("net", NETS)
def test_computing_with_the_numbers_as_they_are_shown_is_right(net: str) -> None:
    for question in questions_of(net):
        for digits in (3, 6):
            assert judge(question, f"{question.value_by_hand:#.{digits}g}").is_right


@pytest.mark.parametrize("net", NETS)
@pytest.mark.parametrize("digits", [2, 3])
def test_near_misses_are_wrong(net: str, digits: int) -> None:
    missed = 0
    for question in questions_of(net):
        mantissa, exponent = f"{question.value:.{digits - 1}e}".split("e")
        unit = 10.0 ** (int(exponent) - digits + 1)
        # Where rounded operands take a digit from the answer, two off may still be right.
        if question.value == 0 or abs(question.value_by_hand - question.value) > unit / 2:
            continue
        # A mantissa that falls below 1 has a digit fewer, and is another answer.
        both_ways = (
            (-2, 2) if 1.2 <= abs(float(mantissa)) < 9.8 else (2 if question.value > 0 else -2,)
        )
        for miss in both_ways:
            typed = f"{float(mantissa) + miss * 10.0 ** (1 - digits):.{digits - 1}f}e{exponent}"
            assert not judge(question, typed).is_right, (question.cell, typed)
            missed += 1
    assert missed > 10


@pytest.mark.parametrize("net", NETS)
def test_every_slip_is_recognised_when_it_is_typed(net: str) -> None:
    seen = 0
    for question in questions_of(net):
        for slip in slips_of(question.found):
            # What is as near as that is right by the rounded operands.
            if abs(slip.value - question.value) <= 0.01 * abs(question.value):
                continue
            judgement = judge(question, f"{slip.value:.12g}")
            assert not judgement.is_right
            assert slip.what in [one.what for one in judgement.slips]
            seen += 1
    assert seen > 20


@pytest.mark.parametrize("net", NETS)
def test_a_slip_that_gives_the_right_number_is_never_claimed(net: str) -> None:
    for question in questions_of(net):
        assert judge(question, repr(question.value)).slips == ()
        assert question.value not in [slip.value for slip in slips_of(question.found)]


def test_learning_rate_of_1_cannot_be_forgotten() -> None:
    session = after_an_epoch("classic")
    slips = slips_of(asked(session, "synapse_1[0,0]").found)
    assert not any("learning rate" in slip.what for slip in slips)


SQUARE = {"hidden": "3,3", "learning_rate": "0.5", "bias": "yes"}


def sigmoid_slope(l: Array) -> Array:
    return np.asarray(l * (1 - l))


SLIPPED: list[tuple[str, Slipped, str]] = [
    ("z1[3,1]", lambda a, w: a("l1")[3, 1], "you went on to l1, the sigmoid of it"),
    ("z1[3,1]", lambda a, w: a("l0")[3, :2] @ w("synapse_0")[:2, 1] + w("bias_0")[1],
     "you left a term of the sum out, l0[3,2] * synapse_0[2,1]"),
    ("z2[3,1]", lambda a, w: a("l1")[3] @ w("synapse_1")[1] + w("bias_1")[1],
     "you used synapse_1 transposed: its row, not its column"),
    ("z2[3,1]", lambda a, w: a("l1")[3] @ w("synapse_1")[:, 1], "you left bias_1 out"),
    ("l1[2,0]", lambda a, w: a("z1")[2, 0], "you gave z1, before the sigmoid"),
    ("l1[2,0]", lambda a, w: 1 - a("l1")[2, 0], "you flipped the sign of z1"),
    ("l1[2,0]", lambda a, w: np.tanh(a("z1")[2, 0]), "you used tanh"),
    ("l3_error[2,0]", lambda a, w: a("l3")[2, 0] - a("y")[2, 0],
     "you flipped the sign: l3 - y, not y - l3"),
    ("l3_delta[2,0]", lambda a, w: a("l3_error")[2, 0] * a("l3")[2, 0],
     "you used l3, not its slope"),
    ("l2_delta[1,2]", lambda a, w: a("l2_error")[1, 2], "you forgot the slope"),
    ("l2_delta[1,2]", lambda a, w: sigmoid_slope(a("l2"))[1, 2],
     "you gave the slope alone, without the error"),
    ("l2_delta[1,2]",
     lambda a, w: a("l2_error")[1, 2] * sigmoid_slope(1 / (1 + np.exp(-a("l2"))))[1, 2],
     "you took the slope at l2, not at z2"),
    ("l2_delta[1,2]", lambda a, w: (a("l2_error") * a("z2") * (1 - a("z2")))[1, 2],
     "you put z2 into the slope, where l2 belongs"),
    ("l2_delta[1,2]", lambda a, w: -a("l2_delta")[1, 2], "you flipped the sign"),
    ("l1_error[1,2]", lambda a, w: a("l2_delta")[1] @ w("synapse_1")[:, 2],
     "you used synapse_1 untransposed: its column, not its row"),
    ("l1_error[1,2]", lambda a, w: a("l2_error")[1] @ w("synapse_1")[2],
     "you carried l2_error back, not l2_delta: its slope is forgotten"),
    ("l1_error[1,2]", lambda a, w: a("l2_delta")[1, 1:] @ w("synapse_1")[2, 1:],
     "you left a term of the sum out, l2_delta[1,0] * synapse_1[2,0]"),
    ("synapse_1_descent[0,2]", lambda a, w: a("l1")[:, 0] @ a("l2_error")[:, 2],
     "you multiplied with l2_error, not l2_delta: the slope is forgotten"),
    ("synapse_1_descent[0,2]", lambda a, w: a("l1")[:, 0] @ a("l2_delta")[:, 2] / 4,
     "you took the mean over the rows, not the sum"),
    ("synapse_1_descent[0,2]", lambda a, w: a("l1")[:, 2] @ a("l2_delta")[:, 0],
     "you swapped row and column of the descent"),
    ("bias_1_descent[2]", lambda a, w: a("l2_error")[:, 2].sum(),
     "you summed l2_error, not l2_delta: the slope is forgotten"),
    ("synapse_2[1,0]", lambda a, w: w("synapse_2")[1, 0] + a("synapse_2_descent")[1, 0],
     "you forgot the learning rate"),
    ("synapse_2[1,0]", lambda a, w: 0.5 * a("synapse_2_descent")[1, 0],
     "you gave the step alone, and forgot the value before it"),
    ("synapse_2[1,0]", lambda a, w: w("synapse_2")[1, 0] - 0.5 * a("synapse_2_descent")[1, 0],
     "you took the step backwards: minus, not plus"),
    ("synapse_2[1,0]", lambda a, w: w("synapse_2")[1, 0],
     "you gave the number as it was before its step"),
]  # fmt: skip


@pytest.mark.parametrize(("cell", "slipped", "what"), SLIPPED, ids=[s[2][:40] for s in SLIPPED])
def test_a_slip_that_numpy_makes_is_named(cell: str, slipped: Slipped, what: str) -> None:
    session = session_of("classic", **SQUARE)
    session.step(Unit.EPOCH)
    weights = {name: array(session, name) for name in session.machine.program.network.parameters}
    session.step(Unit.EPOCH)
    value = slipped(lambda name: array(session, name), lambda name: weights[name])
    judgement = judge(asked(session, cell), f"{value:.6g}")
    assert not judgement.is_right
    assert what in [slip.what for slip in judgement.slips]
    assert judgement.explanation.startswith("Wrong: you ")


@pytest.mark.parametrize(
    ("net", "cell", "factor", "what"),
    [
        ("xor, tanh, mse", "l2_delta[1,0]", 4 / 2, "you forgot what the loss divides by: * (2 / "),
        ("xor, tanh, mse", "l2_delta[1,0]", 1 / 2, "you forgot the 2 of the squared error"),
        ("and, bce, no hidden layer", "l1_delta[1,0]", 4, "you forgot what the loss divides by"),
        ("iris, softmax, batches of 5", "l2_delta[1,0]", 5, "you forgot what the loss divides by"),
    ],
)
def test_a_factor_of_the_loss_that_is_left_out_is_named(
    net: str, cell: str, factor: float, what: str
) -> None:
    question = asked(after_an_epoch(net), cell)
    judgement = judge(question, f"{question.value * factor:.5g}")
    assert any(slip.what.startswith(what) for slip in judgement.slips)


def test_a_slope_that_cancels_and_is_multiplied_in_is_named() -> None:
    session = after_an_epoch("and, bce, no hidden layer")
    question, l1 = asked(session, "l1_delta[1,0]"), array(session, "l1")[1, 0]
    judgement = judge(question, f"{question.value * l1 * (1 - l1):.5g}")
    assert "which cancels with this loss" in judgement.explanation


def test_explanation_names_the_slip_and_shows_the_formula_without_the_answer() -> None:
    question = asked(after_an_epoch("classic"), "l1_delta[2,1]")
    # By hand: the error is 0.0855778 and l1 0.626746; their product is 0.0536356.
    assert judge(question, "0.0536").explanation == (
        "Wrong: you used l1, not its slope. "
        "l1_delta[2,1] = l1_error[2,1] * (l1[2,1] * (1 - l1[2,1]))"
    )
    assert judge(question, "0.777").explanation == (
        "Wrong. l1_delta[2,1] = l1_error[2,1] * (l1[2,1] * (1 - l1[2,1]))"
    )
    assert judge(question, "0.0200").explanation == "Right: l1_delta[2,1] is 0.0200197."


def test_a_row_that_is_left_out_of_a_descent_is_named() -> None:
    # In column 0 only rows 2 and 3 of xor are 1: they alone have a part in this descent.
    session = session_of("xor", loss="squared", learning_rate="1")
    session.step(Unit.EPOCH)
    question = asked(session, "synapse_0_descent[0,0]")
    deltas = array(session, "l1_delta")
    judgement = judge(question, f"{deltas[3, 0]:.6g}")
    assert [slip.what for slip in judgement.slips] == [
        "you left a term of the sum out, l0[2,0] * l1_delta[2,0]"
    ]


def test_two_slips_that_fit_are_both_named() -> None:
    question = asked(after_an_epoch("classic"), "l1_delta[2,1]")
    judgement = Judgement(question, "1.0", is_right=False, slips=slips_of(question.found)[:3])
    assert judgement.explanation.startswith(
        "Wrong: you used l1, not its slope, or you gave the slope alone, without the error. "
    )


@pytest.mark.parametrize(("typed", "is_right"), [("+", True), ("-", False), ("0", False)])
def test_a_sign_is_judged_as_a_sign(typed: str, is_right: bool) -> None:
    question = asked(after_an_epoch("classic"), "l2_error[2,0]", Wanted.SIGN)
    assert judge(question, typed).is_right is is_right


def test_a_flipped_sign_is_named_where_a_sign_is_asked_for() -> None:
    question = asked(after_an_epoch("classic"), "l2_error[2,0]", Wanted.SIGN)
    named = "Wrong: you flipped the sign: l2 - y, not y - l2. l2_error[2,0] = y[2,0] - l2[2,0]"
    assert judge(question, "\N{MINUS SIGN}").explanation == named
    assert judge(question, "0").slips == ()


def test_a_dead_unit_gives_0_and_nothing_else() -> None:
    session = after_an_epoch("moons, relu 4-4, batches of 5")
    row, unit = map(int, np.argwhere(array(session, "l1") == 0)[0])
    question = asked(session, f"l1[{row},{unit}]")
    assert judge(question, "0").is_right
    assert judge(question, "0.00").is_right
    assert not judge(question, "0.0010").is_right
    z = array(session, "z1")[row, unit]
    assert "you gave z1, before the relu" in judge(question, f"{z:.4g}").explanation


def test_0_is_no_rounding_of_a_small_number() -> None:
    question = asked(after_an_epoch("classic"), "l1_delta[2,1]")
    assert not judge(question, "0.0").is_right


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("", "answer (empty): must be a number, such as -0.012"),
        ("two", "answer two: must be a number, such as -0.012"),
        ("1_0", "answer 1_0: must be a number, such as -0.012"),
        ("0,02", "answer 0,02: a decimal comma; write 0.02"),
        ("inf", "answer inf: must be finite"),
        ("0.02", "answer 0.02: must have 2 significant digits or more; 0.050 has 2"),
        ("3", "answer 3: must have 2 significant digits or more; 0.050 has 2"),
    ],
)
def test_what_is_no_answer_is_refused(typed: str, message: str) -> None:
    question = asked(after_an_epoch("classic"), "l1_delta[2,1]")
    with pytest.raises(InputError) as refused:
        judge(question, typed)
    assert str(refused.value) == message


def test_a_sign_must_be_a_sign() -> None:
    question = asked(after_an_epoch("classic"), "l2_error[2,0]", Wanted.SIGN)
    with pytest.raises(InputError) as refused:
        judge(question, "0.5")
    assert str(refused.value) == "answer 0.5: must be a sign: +, - or 0"


def test_one_digit_will_do_where_the_number_has_no_more() -> None:
    # The bias is 0 and so is x: the sigmoid of 0 is 0.5.
    question = asked(after_an_epoch("and, bce, no hidden layer"), "l1[0,0]")
    assert judge(question, "0.5").is_right
    assert judge(question, ".50").is_right

"""The bug lab as lines, and the marks of a faulty run on every part of the screen."""

from __future__ import annotations

from dataclasses import replace

import pytest

from nn_tui.debugger.changes import apply
from nn_tui.debugger.lab.command import EndFault, PlantFault, PlantMystery, TellFault
from nn_tui.debugger.lab.offers import draw_mystery, offers_of, setting_of
from nn_tui.debugger.session import Session
from nn_tui.debugger.unit import Unit
from nn_tui.engine.faults.faults import FAULTS
from nn_tui.ui.render.lab import Deed, LabLook, draw_lab, hint_of, title_of
from nn_tui.ui.render.lines import Role, plain, width_of
from nn_tui.ui.render.listing import ListingLook
from nn_tui.ui.render.program import draw_program
from nn_tui.ui.render.sentences import of_op
from nn_tui.ui.render.status import draw_status
from nn_tui.ui.view import View
from tests.ui.driving import session_of

WIDTH, HEIGHT = 71, 19
"""What is left for the list at 80 columns and 24 lines."""


def look_at(session: Session) -> LabLook:
    moment = session.snapshot()
    setting = setting_of(moment)
    return LabLook(setting.program, offers_of(setting), moment.recipe_planned.fault, 482)


def drawn(look: LabLook, width: int = WIDTH, height: int = HEIGHT) -> str:
    return plain(draw_lab(look, width, height))


def test_list_of_the_classic_network() -> None:
    assert drawn(look_at(session_of())) == (
        "Faults: the loss stays right, gradients do not\n"
        "> slope taken at l instead of z                  < l2_delta >\n"
        "  slope forgotten                                < l2_delta >\n"
        "  leaky slope forgotten (needs leaky_relu)\n"
        "  1/rows missing (squared sums over rows)\n"
        "  computed after the weights above were updated  l1_error\n"
        "  synapse used untransposed (synapse_1 is 4 x 1: needs a square one)\n"
        "  the error's sign flipped                       < l2_error >\n"
        "  the bias's descent left at zero (needs a bias: this network has none)\n"
        "Decoys: every gradient is right, the set-up is not\n"
        "  all weights zero\n"
        "  learning rate 100 times too high\n"
        "  mystery: one of these, not told which          < number 482 >\n"
        "\n"
        "\n"
        "sigma'(l) for sigma'(z): l is put through the activation once more.\n"
        "right  l2_delta = l2_error * (l2 * (1 - l2))\n"
        "wrong  l2_delta = l2_error * (sigmoid(l2) * (1 - sigmoid(l2)))"
    )


def test_what_is_chosen_is_told_of_with_its_reason() -> None:
    look = replace(look_at(session_of()), place=2)
    assert "Cannot change this network: needs leaky_relu." in drawn(look)
    assert "right  " not in drawn(look)


def test_what_is_on_is_marked_and_can_be_ended() -> None:
    session = session_of()
    apply(PlantFault("sign-flipped", 1), session)
    look = look_at(session)
    assert "  the error's sign flipped                       < l2_error > on\n" in drawn(look)
    assert look.choices[-1] is Deed.END


def test_a_mystery_asks_for_a_name_and_offers_to_tell() -> None:
    session = session_of()
    apply(PlantMystery(7), session)
    look = look_at(session)
    assert look.choices[-2:] == (Deed.TELL, Deed.END)
    assert title_of(look) == "Bug lab: mystery 7"
    assert "enter names it" in hint_of(look)
    assert " on\n" not in drawn(look)


@pytest.mark.parametrize("place", range(12))
@pytest.mark.parametrize(("width", "height"), [(71, 19), (94, 22), (40, 9), (20, 3), (1, 1)])
def test_every_line_fits(place: int, width: int, height: int) -> None:
    session = session_of(hidden="4,4", activation="tanh,relu", bias="yes")
    look = replace(look_at(session), place=place)
    lines = draw_lab(look, width, height)
    assert len(lines) <= height
    if width >= 71:
        assert max(map(width_of, lines)) <= width
        assert any(row and row[0].role is Role.CURRENT and row[0].text == "> " for row in lines)


@pytest.mark.parametrize("width", [80, 100, 120])
@pytest.mark.parametrize("is_gradient", [False, True])
def test_first_line_says_where_a_fault_is(width: int, is_gradient: bool) -> None:
    session = session_of(bias="yes")
    apply(PlantFault("bias-unmoved", 1), session)
    for _ in range(5):
        session.step(Unit.OP)
    shown = plain([draw_status(View(session.snapshot(), is_gradient=is_gradient), width)])
    name = "bias_0_gradient" if is_gradient else "bias_0_descent"
    assert shown.startswith(f" FAULT {name} ")
    assert " l2_error " in shown
    apply(EndFault(), session)
    session.step(Unit.EPOCH)
    assert plain([draw_status(View(session.snapshot()), width)]).startswith(" after FAULT ")


def test_first_line_marks_a_decoy_likewise_and_says_nothing_of_a_right_run() -> None:
    session = session_of()
    assert "FAULT" not in plain([draw_status(View(session.snapshot()), 80)])
    apply(PlantFault("zero-weights"), session)
    assert plain([draw_status(View(session.snapshot()), 80)]).startswith(" FAULT weights ")


def test_the_faulty_line_is_marked_in_the_listing() -> None:
    session = session_of()
    apply(PlantFault("slope-forgotten", 1), session)
    lines = draw_program(View(session.snapshot()), ListingLook(), 76, 14)
    marked = [row for row in plain(lines).split("\n") if row[1:2] == "!"]
    assert len(marked) == 1
    assert "l1_delta = l1_error" in marked[0]
    row = next(row for row in lines if any("l1_delta = l1_error" in span.text for span in row))
    assert Role.WARNING in {span.role for span in row}


@pytest.mark.parametrize("name", FAULTS.names)
def test_a_faulty_line_is_not_explained_as_a_right_one(name: str) -> None:
    given = {"hidden": "3,3", "activation": "leaky_relu,tanh", "bias": "yes", "loss": "bce"}
    session = session_of("xor", **given)
    fault = FAULTS[name]
    program = session.machine.program
    right, wrong = map(of_op, fault.lines_of(program, fault.offered(program)[0]))
    assert right is not None
    assert wrong is not None
    assert wrong.short != right.short


def leaks(text: str) -> list[str]:
    """List what in a text would give away that a slope is taken at l."""
    return [word for word in ("slope taken", "sigmoid(l", "! ", "FAULT l") if word in text]


def test_nothing_that_is_drawn_gives_a_mystery_away() -> None:
    session = session_of()
    setting = setting_of(session.snapshot())
    number = next(n for n in range(1, 99) if draw_mystery(setting, n).name == "slope-at-l")
    apply(PlantMystery(number), session)
    view = View(session.snapshot())
    listing = plain(draw_program(view, ListingLook(), 76, 20))
    assert leaks(plain([draw_status(view, 80)]) + listing) == []
    assert plain([draw_status(view, 80)]).startswith(" FAULT ? ")
    apply(TellFault(), session)
    view = View(session.snapshot())
    assert "FAULT l" in plain([draw_status(view, 80)])
    assert "sigmoid(l" in plain(draw_program(view, ListingLook(), 76, 20))

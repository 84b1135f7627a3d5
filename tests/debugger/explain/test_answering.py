"""Questions about numbers, asked of the runner as a screen does."""

from __future__ import annotations

import pytest

from nn_tui.debugger.commands import StepBy, ToggleRun
from nn_tui.debugger.explain.command import Explain
from nn_tui.debugger.explain.explanation import Computed
from nn_tui.debugger.snapshot import Snapshot
from nn_tui.debugger.travel import GoTo
from nn_tui.debugger.unit import Unit
from nn_tui.engine.cursor import Cursor
from tests.debugger.screens import Open, Screen
from tests.debugger.sessions import session_of


def answered(moment: Snapshot) -> bool:
    return moment.asked is not None and moment.asked.found is not None


def asked_of(screen: Screen, what: str) -> Computed:
    screen.send(Explain(what))
    moment = screen.wait_for(lambda m: answered(m) and str(question(m)) == what)
    assert moment.asked is not None
    assert isinstance(moment.asked.found, Computed)
    return moment.asked.found


def question(moment: Snapshot) -> object:
    return moment.asked and moment.asked.question


def test_an_answer_stays_with_the_moments_that_follow(open_screen: Open) -> None:
    screen = open_screen(session_of())
    screen.send(StepBy(Unit.EPOCH))
    found = asked_of(screen, "l1_delta[2,1]")
    screen.send(StepBy(Unit.OP))
    later = screen.wait_for(lambda m: m.cursor == Cursor(2, 1, 1))
    assert later.asked is not None
    assert later.asked.found is found
    screen.send(Explain(None))
    assert screen.wait_for(lambda m: m.asked is None).cursor == Cursor(2, 1, 1)


def test_what_an_answer_names_can_be_asked_for(open_screen: Open) -> None:
    screen = open_screen(session_of())
    screen.send(StepBy(Unit.EPOCH))
    found = asked_of(screen, "l1_delta[2,1]")
    operand = found.operands[0].question
    screen.send(Explain(operand))
    moment = screen.wait_for(lambda m: answered(m) and question(m) is operand)
    assert moment.asked is not None
    assert str(moment.asked.question) == "l1_error[2,1]"


def test_a_question_pauses_the_run_and_is_of_where_it_stands(open_screen: Open) -> None:
    screen = open_screen(session_of(epochs="1000000000"))
    screen.send(ToggleRun())
    screen.wait_for(lambda m: m.cursor.epoch > 10)
    found = asked_of(screen, "synapse_0[0,0]")
    moment = screen.wait_for(lambda m: not m.is_running)
    values = moment.array("synapse_0")
    assert values is not None
    assert found.question.value == values[0, 0]


def test_being_done_with_a_question_does_not_pause_a_run(open_screen: Open) -> None:
    screen = open_screen(session_of(epochs="1000000000"))
    screen.send(ToggleRun())
    first = screen.wait_for(lambda m: m.is_running)
    screen.send(Explain(None))
    screen.wait_for(lambda m: m.is_running and m.cursor.epoch > first.cursor.epoch + 100)


def test_a_cell_that_is_not_there_is_refused_beside_the_moment(open_screen: Open) -> None:
    screen = open_screen(session_of())
    screen.send(Explain("l1[0,0]"))
    moment = screen.wait_for(lambda m: m.asked is not None)
    assert moment.asked is not None
    assert moment.asked.found is None
    assert "not computed yet" in moment.asked.refusal


@pytest.mark.parametrize("epoch", [3, 400])
def test_a_question_about_the_past_is_answered_from_there(open_screen: Open, epoch: int) -> None:
    screen = open_screen(session_of(epochs="500"))
    screen.send(ToggleRun())
    screen.wait_for(lambda m: m.is_finished and not m.is_running)
    screen.send(GoTo(Cursor(epoch, 1, 4)))
    screen.wait_for(lambda m: m.cursor == Cursor(epoch, 1, 4))
    assert asked_of(screen, "l2[1,0]").cursor == Cursor(epoch, 1, 4)

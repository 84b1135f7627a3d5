"""What is typed in the gradient view means what that view shows."""

from __future__ import annotations

import numpy as np
import pytest

from nn_tui.debugger.conditions.condition import condition_of, watched_of
from nn_tui.debugger.conditions.moments import MachineNames
from nn_tui.debugger.conditions.signs import Signs, signs_of
from nn_tui.debugger.session import Session
from tests.debugger.sessions import session_of


def trained() -> Session:
    session = session_of()
    session.advance(14 * 3)
    return session


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("l1_delta[0,0]", -1.0),
        ("l2_error[0,0]", -1.0),
        ("l1[0,0]", 1.0),
        ("synapse_0_descent[0,0]", 1.0),
        ("synapse_0_gradient[0,0]", 1.0),
        ("max(abs(l1_delta))", 1.0),
    ],
)
def test_signed_names_are_negated_in_the_gradient_view_alone(text: str, sign: float) -> None:
    session = trained()
    program, names = session.machine.program, MachineNames(session.machine)
    stored, shown = watched_of(text, program), watched_of(text, program, is_gradient=True)
    value = stored.evaluate(names, stored.new_memory())
    assert value
    assert shown.evaluate(names, shown.new_memory()) == sign * value


def test_condition_is_met_by_what_the_view_shows() -> None:
    session = trained()
    program, names = session.machine.program, MachineNames(session.machine)
    is_positive = bool(np.asarray(names["l1_delta"])[0, 0] > 0)
    for is_gradient in (False, True):
        condition = condition_of("l1_delta[0,0] > 0", program, is_gradient)
        assert condition.evaluate(names, condition.new_memory()) == (is_positive is not is_gradient)


def test_breakpoint_of_each_view_stands_by_itself() -> None:
    session = session_of()
    table, program = session.lookout.table, session.machine.program
    for is_gradient in (False, True, True):
        table.add("l1_delta[0,0] > 0", program, is_gradient)
        table.add("loss < 0.1", program, is_gradient)
    assert [str(point.stop) for point in table.points] == [
        "l1_delta[0,0] > 0",
        "loss < 0.1",
        "l1_delta[0,0] > 0 (dL/d)",
    ]


def test_only_names_whose_sign_the_view_turns_are_marked() -> None:
    assert signs_of("loss < 0.1", is_gradient=True) is Signs.SAME
    assert signs_of('op == "l1_delta"', is_gradient=True) is Signs.SAME
    assert signs_of("sum(synapse_0_descent)", is_gradient=False) is Signs.SAME
    assert signs_of("l1_delta[0,0]", is_gradient=True) is Signs.GRADIENT
    assert signs_of("l1_delta[0,0]", is_gradient=False) is Signs.STORED
    assert [Signs.STORED.mark(False), Signs.STORED.mark(True)] == ["", "stored signs"]

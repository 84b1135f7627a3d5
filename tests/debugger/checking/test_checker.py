"""The check of the present iteration: what it checks, what it finds, when its light holds."""

from __future__ import annotations

import numpy as np
import pytest

from nn_tui.debugger.checking.checked import Checked, Light
from nn_tui.debugger.checking.checker import Checker
from nn_tui.debugger.checking.command import CheckGradients
from nn_tui.debugger.journal import SetCells
from nn_tui.debugger.pace import Pace
from nn_tui.debugger.session import Session
from nn_tui.debugger.unit import Unit
from nn_tui.engine.gradient_probe import STEP, Verdict
from tests.debugger.screens import Ticks
from tests.debugger.sessions import assert_same_moment, session_of

FIRST = CheckGradients("synapse_0", (0, 0))
NETS: list[dict[str, str]] = [
    {},
    {"bias": "yes", "activation": "tanh", "loss": "mse", "hidden": "4"},
    {"dataset": "iris", "batch_size": "40", "shuffle": "yes"},
]


def checked(session: Session, what: CheckGradients = FIRST) -> Checked:
    return all_of(Checker(session, Pace(Ticks())), what)


def all_of(checker: Checker, what: CheckGradients) -> Checked:
    checker.ask(what)
    while checker.is_due:
        checker.advance()
    assert checker.checked is not None
    return checker.checked


@pytest.mark.parametrize("steps", [(), (Unit.OP,), (Unit.EPOCH,), (Unit.EPOCH, Unit.OP, Unit.OP)])
@pytest.mark.parametrize("given", NETS)
def test_every_gradient_of_the_iteration_agrees(
    given: dict[str, str], steps: tuple[Unit, ...]
) -> None:
    session = session_of(**given)
    for unit in steps:
        session.step(unit)
    found = checked(session)
    count = session.machine.program.network.parameter_count
    assert len(found.cells) == found.wanted == count
    assert found.count(Verdict.DIFFERS) == 0
    assert found.count(Verdict.AGREES) > count / 2
    assert found.light(session.cursor) is Light.GREEN


def test_gradient_is_that_of_the_weights_with_which_the_iteration_began() -> None:
    session = session_of()
    session.advance(50 * 14 - 14)
    syn0, syn1 = (session.machine.workspace.arrays[f"synapse_{k}"].copy() for k in (0, 1))
    session.advance(14)
    x = np.array([[0, 0, 1], [0, 1, 1], [1, 0, 1], [1, 1, 1]])
    y = np.array([[0], [0], [1], [1]])

    def loss(at: float) -> float:
        moved = syn0.copy()
        moved[2, 1] += at
        l1 = 1 / (1 + np.exp(-(x @ moved)))
        l2 = 1 / (1 + np.exp(-(l1 @ syn1)))
        return float(((y - l2) ** 2).sum() / 2)

    cell = checked(session).cells["synapse_0", (2, 1)]
    step = STEP * max(1, abs(syn0[2, 1]))
    assert cell.above == pytest.approx(loss(step), abs=1e-15)
    assert cell.below == pytest.approx(loss(-step), abs=1e-15)
    assert cell.numeric == pytest.approx((loss(step) - loss(-step)) / (2 * step), rel=1e-6)


def test_what_stands_in_the_run_is_what_is_checked() -> None:
    session = session_of()
    while not session.snapshot().is_of_now("synapse_0_descent"):
        session.step(Unit.OP)
    wrong = session.machine.workspace.arrays["synapse_0_descent"][1:2, 2:3] * 1.01
    session.make(SetCells("synapse_0_descent", (1, 2), wrong))
    found = checked(session)
    differing = [cell for cell, of in found.cells.items() if of.verdict is Verdict.DIFFERS]
    assert differing == [("synapse_0", (1, 2))]
    assert found.light(session.cursor) is Light.RED


def test_run_is_left_as_it_is() -> None:
    session, other = session_of(), session_of()
    for one in (session, other):
        one.advance(100)
    checked(session)
    assert_same_moment(session, other)
    session.advance(100)
    other.advance(100)
    assert_same_moment(session, other)


def test_light_holds_for_its_iteration_alone() -> None:
    session = session_of()
    session.step(Unit.EPOCH)
    found = checked(session)
    assert found.light(session.cursor) is Light.GREEN
    session.step(Unit.OP)
    assert found.light(session.cursor) is Light.GREY
    session.back(Unit.OP)
    assert found.light(session.cursor) is Light.GREEN


@pytest.mark.parametrize(("step", "least"), [(1e-1, 1e-4), (1e-13, 1e-5)])
def test_other_steps_show_truncation_and_rounding_and_light_nothing(
    step: float, least: float
) -> None:
    session = session_of()
    session.step(Unit.EPOCH)
    found = checked(session, CheckGradients("synapse_0", (0, 0), step))
    assert max(cell.relative_error for cell in found.of()) > least
    assert found.light(session.cursor) is Light.GREY


def test_of_a_large_network_the_array_is_checked_and_of_a_large_array_the_cell() -> None:
    session = session_of("iris", hidden="700,4")
    checker = Checker(session, Pace(Ticks()))
    found = all_of(checker, CheckGradients("bias_0", (3,)))
    assert {name for name, _ in found.cells} == {"bias_0"}
    assert len(found.cells) == 700
    found = all_of(checker, CheckGradients("synapse_0", (2, 500)))
    assert len(found.cells) == 701
    assert ("synapse_0", (2, 500)) in found.cells


def test_no_memory_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("nn_tui.debugger.scratch.SCRATCH_LIMIT", 10)
    found = checked(session_of())
    assert "GB of memory" in found.refusal
    assert found.light(session_of().cursor) is Light.GREY


def test_run_that_has_diverged_is_not_called_wrong() -> None:
    session = session_of("sine", hidden="16,16", activation="relu", learning_rate="1000")
    session.advance(session.ops_left())
    assert session.divergence is not None
    found = checked(session)
    assert found.count(Verdict.NOT_FINITE) and not found.count(Verdict.DIFFERS)
    assert found.light(session.cursor) is Light.GREY

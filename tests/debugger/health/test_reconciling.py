"""Findings that hang together: the cause first, and no advice that makes it worse."""

from __future__ import annotations

import numpy as np
import pytest

from nn_tui.debugger.health.beginning import beginning_of
from nn_tui.debugger.health.examination import examine
from nn_tui.debugger.health.finding import Cure, Finding
from nn_tui.debugger.health.rules import check_up
from nn_tui.debugger.session import Session
from nn_tui.engine.ops.op import Phase
from tests.debugger.health.nets import moment_of, sigmoid
from tests.debugger.sessions import session_of


def checked(dataset: str, epoch: int, **given: str) -> tuple[Finding, ...]:
    return check_up(moment_of(dataset, epoch, weights=None, **given)).findings


def test_first_step_is_that_of_the_run_and_first_pass_that_of_its_weights() -> None:
    session = session_of("iris")
    start = session.snapshot()
    phases = [op.phase for op in session.machine.program.ops(1)]
    session.advance(phases.index(Phase.UPDATE))
    arrays = session.machine.workspace.arrays
    ratios = [
        float(np.linalg.norm(rate * arrays[f"{name}_descent"]))
        / float(np.linalg.norm(arrays[name]))
        for name in ("synapse_0", "synapse_1")
        for rate in [float(arrays["learning_rate"])]
    ]
    session.advance(1000)
    examined = examine(session.snapshot())
    began = beginning_of(session.snapshot(), examined.arrays["l0"], examined.arrays["y"])
    assert began.step == pytest.approx(max(ratios))
    at_start = examine(start).arrays
    for name, values in began.arrays.items():
        np.testing.assert_array_equal(values, at_start[name], err_msg=name)


def test_rate_far_too_high_is_named_first_and_never_raised() -> None:
    findings = checked("classic", 50, learning_rate="100")
    assert [one.ailment for one in findings] == [
        *["saturated units"] * 2, "loss stalled", *["steps too small"] * 2,
    ]  # fmt: skip
    first = findings[0]
    # By hand: the first pass and what it pulls, with the weights of seed 1.
    weights = session_of().machine.workspace.arrays
    l0 = np.array([[0.0, 0, 1], [0, 1, 1], [1, 0, 1], [1, 1, 1]])
    y = np.array([[0.0], [0], [1], [1]])
    l1 = sigmoid(l0 @ weights["synapse_0"])
    l2 = sigmoid(l1 @ weights["synapse_1"])
    descent = l1.T @ ((y - l2) * l2 * (1 - l2))
    ratio = np.linalg.norm(100 * descent) / np.linalg.norm(weights["synapse_1"])
    assert first.causes == (
        "at the start they were not: the steps have driven them there, the first was "
        f"{ratio:.3g} of the weights, at rate 100",
    )
    # 100 * 0.1 / 4.45 = 2.2, to one digit.
    assert first.cure == Cure("learning_rate", "2")
    assert {one.cure for one in findings[2:]} == {None}
    assert all("first" in one.advice for one in findings[2:])


def test_cure_heals_it() -> None:
    assert checked("classic", 50, learning_rate="2") == ()


def test_rate_that_is_small_by_now_is_not_lowered_again() -> None:
    session = session_of(learning_rate="100")
    session.go_to(session.machine.program.end_of_epoch(50))
    session.edit("learning_rate", "2")
    first = check_up(session.snapshot()).findings[0]
    assert "at rate 100" in first.causes[0]
    assert first.cure is None
    assert first.advice.startswith("Start over: the learning rate is small enough by now")


@pytest.mark.parametrize(
    ("dataset", "epoch", "given"),
    [
        ("classic", 60, {"learning_rate": "1e308"}),
        ("xor", 100, {"learning_rate": "200"}),
        ("classic", 100, {"hidden": "6,6,6", "learning_rate": "50"}),
        ("moons", 30, {"activation": "relu", "learning_rate": "2"}),
        ("moons", 30, {"activation": "relu", "learning_rate": "20"}),
        ("iris", 30, {"activation": "relu", "learning_rate": "5"}),
        ("iris", 30, {"learning_rate": "100"}),
        ("circles", 30, {"activation": "relu", "hidden": "8,8", "learning_rate": "3"}),
    ],
)
def test_no_two_findings_change_a_setting_in_two_ways(
    dataset: str, epoch: int, given: dict[str, str]
) -> None:
    findings = checked(dataset, epoch, **given)
    cures = {one.cure for one in findings if one.cure is not None}
    assert len({cure.setting for cure in cures}) == len(cures)
    rates = [float(cure.value) for cure in cures if cure.setting == "learning_rate"]
    assert all(rate < float(given["learning_rate"]) for rate in rates)
    assert findings[0].is_cause


def test_units_flat_from_the_start_are_no_fault_of_the_steps() -> None:
    findings = checked("iris", 30, standardize="no", init="normal")
    assert findings[0].cure == Cure("standardize", "yes")
    assert not findings[0].is_cause


def test_few_dead_units_beside_a_tiny_rate_still_want_a_larger_one() -> None:
    synapse_0 = np.random.RandomState(1).uniform(-1, 1, (3, 6))
    synapse_0[:, 0] = -1.0
    weights = {"synapse_0": synapse_0, "synapse_1": np.random.RandomState(2).uniform(-1, 1, (6, 1))}
    moment = moment_of(
        "classic", 5, weights=weights, hidden="6", activation="relu", learning_rate="1e-6"
    )
    findings = {one.ailment: one for one in check_up(moment).findings}
    assert set(findings) >= {"dead units", "steps too small"}
    assert findings["steps too small"].cure == Cure("learning_rate", "1e-05")


def test_check_up_that_finds_nothing_does_not_begin_again(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("it costs as much again")

    monkeypatch.setattr("nn_tui.debugger.health.examination.beginning_of", refuse)
    session: Session = session_of()
    session.advance(100)
    assert check_up(session.snapshot()).is_well

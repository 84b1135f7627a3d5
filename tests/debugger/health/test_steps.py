"""The ratio of update to weight, a layer at a time."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from nn_tui.debugger.health.examination import examine
from nn_tui.debugger.health.finding import Cure
from nn_tui.debugger.health.rules import HEALTH_RULES
from nn_tui.debugger.health.steps import ratios
from nn_tui.debugger.session import Session
from tests.debugger.health.nets import array, found, moment_of, with_losses
from tests.debugger.sessions import session_of, weights_of


def test_ratio_is_that_of_the_step_that_was_taken() -> None:
    session = session_of("iris")
    program = session.machine.program
    session.advance(program.epoch_length - len(program.iteration) - len(program.end))
    before = weights_of(session)
    session.advance(len(program.iteration) + len(program.end))
    after = weights_of(session)
    norm = np.linalg.norm
    assert ratios(session.snapshot()) == {
        name: pytest.approx(norm(after[name] - before[name]) / norm(after[name]))
        for name in ("synapse_0", "synapse_1")
    }


def test_frozen_weights_take_no_step() -> None:
    moment = moment_of(epoch=3)
    mask = np.ones((4, 1), dtype=np.bool_)
    frozen = dataclasses.replace(moment, frozen={"synapse_1": mask})
    assert ratios(frozen) == ratios(moment) | {"synapse_1": 0.0}


def test_huge_weights_have_a_ratio_too() -> None:
    session = session_of()
    session.advance(session.machine.program.epoch_length)
    session.machine.workspace.arrays["synapse_0"][:] *= 1e200
    small = ratios(session.snapshot())["synapse_0"]
    assert 0 < small < 1e-190


def test_steps_of_a_tiny_rate_are_too_small() -> None:
    moment = moment_of("iris", epoch=5, learning_rate="0.0001")
    first, second = found("steps too small", moment)
    for one, name in ((first, "synapse_0"), (second, "synapse_1")):
        step = 0.0001 * array(moment, f"{name}_descent")
        ratio = np.sqrt((step**2).sum()) / np.sqrt((array(moment, name) ** 2).sum())
        assert one.where.array == name
        assert one.number == pytest.approx(ratio)
        assert one.number < one.threshold.value == 1e-4
        assert one.cure == Cure("learning_rate", "0.001")
    assert [first.where.layer, second.where.layer] == [1, 2]


def test_steps_of_the_suggested_rate_are_neither() -> None:
    moment = moment_of("iris", epoch=5)
    assert found("steps too small", moment) == found("steps too large", moment) == []


def test_small_steps_at_the_end_of_learning_are_well() -> None:
    moment = moment_of(epoch=30_000)
    assert max(ratios(moment).values()) < 1e-4
    assert found("steps too small", moment) == []


def test_large_steps_are_an_ailment_when_the_loss_rises() -> None:
    moment = moment_of("sine", epoch=10, learning_rate="1")
    ratio = ratios(moment)["synapse_1"]
    step = array(moment, "synapse_1_descent")
    assert ratio == pytest.approx(np.linalg.norm(step) / np.linalg.norm(array(moment, "synapse_1")))
    rising = with_losses(moment, [1.0, 1.5])
    (one,) = (one for one in found("steps too large", rising) if one.where.layer == 2)
    assert one.number == ratio > one.threshold.value == 0.2
    assert one.cure == Cure("learning_rate", "0.1")
    falling = with_losses(moment_of("sine", epoch=10, learning_rate="0.3"), [1.5, 1.0])
    assert ratios(falling)["synapse_1"] > 0.2
    assert found("steps too large", falling) == []


def test_a_step_that_throws_the_error_above_that_of_a_constant_is_found_at_once() -> None:
    # The loss that the curve has last is of before that step: it is the lowest so far.
    session = session_of("sine")
    program = session.machine.program
    session.go_to(program.end_of_epoch(20))
    session.edit("learning_rate", f"{100 * session.planned.hyperparameters.learning_rate}")
    session.go_to(program.end_of_epoch(21))
    moment = session.snapshot()
    # Large steps that leave the error below that of a constant are well.
    assert min(ratios(moment).values()) > 0.2
    assert examine(moment).relative_error < 1
    assert found("steps too large", moment) == []
    session.go_to(program.end_of_epoch(22))
    moment = session.snapshot()
    losses = moment.curve.loss.last
    assert losses[-1] == losses.min()
    told = [one.says for one in found("steps too large", moment)]
    # By hand: |y - l2| of all rows with the weights after the step.
    y, l0 = moment.epoch_arrays.targets, moment.epoch_arrays.inputs
    l1 = np.tanh(l0 @ array(moment, "synapse_0") + array(moment, "bias_0"))
    error = np.abs(y - (l1 @ array(moment, "synapse_1") + array(moment, "bias_1"))).mean()
    times = error / np.abs(y - y.mean()).mean()
    assert times > 10
    assert len(told) == 2
    assert all(f"to {error:.3g}, {times:.3g} of that of a constant" in one for one in told)


@pytest.mark.parametrize("rule", ["steps too large", "steps too small"])
def test_steps_are_not_judged_before_the_first(rule: str) -> None:
    reason = HEALTH_RULES[rule].missing(examine(moment_of()))
    assert reason == "there has been no update yet"


def test_steps_are_not_judged_beside_weights_of_zero() -> None:
    moment = moment_of("xor", epoch=2, init="zeros")
    assert HEALTH_RULES["steps too small"].missing(examine(moment)) == "all weights are 0"


def test_steps_are_judged_while_an_epoch_runs() -> None:
    session: Session = session_of("iris")
    session.advance(session.machine.program.epoch_length + 3)
    assert set(ratios(session.snapshot())) == {"synapse_0", "synapse_1"}

"""The check-up: quiet where all is well, and what it rests on."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from nn_tui.debugger.health.examination import examine
from nn_tui.debugger.health.rules import HEALTH_RULES, check_up
from nn_tui.recipe.fields import FIELDS
from tests.debugger.health.nets import array, moment_of
from tests.debugger.sessions import session_of


@pytest.mark.parametrize(
    ("dataset", "epoch"),
    [
        ("classic", 0),
        ("classic", 1),
        ("classic", 50),
        ("classic", 1000),
        ("classic", 60_000),
        ("xor", 1),
        ("xor", 20),
        ("xor", 200),
        ("iris", 1),
        ("iris", 20),
        ("iris", 100),
        ("sine", 20),
        ("sine", 500),
        ("moons", 20),
        ("moons", 100),
        ("circles", 100),
        ("and", 100),
        ("or", 100),
    ],
)
def test_nets_at_their_suggested_settings_are_well(dataset: str, epoch: int) -> None:
    checked = check_up(moment_of(dataset, epoch))
    assert checked.findings == ()
    assert checked.is_well


def test_pass_is_the_next_iteration_of_one_batch() -> None:
    session = session_of(hidden="4,3")
    program = session.machine.program
    session.go_to(program.end_of_epoch(7))
    arrays = examine(session.snapshot()).arrays
    names = [op.writes for op in program.iteration if op.writes.startswith(("z", "l"))]
    session.advance(len(names))
    moment = session.snapshot()
    for name in names:
        np.testing.assert_array_equal(arrays[name], array(moment, name), err_msg=name)


def test_examination_leaves_the_run_as_it_was() -> None:
    session = session_of("iris")
    session.advance(session.machine.program.epoch_length + 5)
    before = session.snapshot()
    check_up(before)
    np.testing.assert_array_equal(before.block, session.snapshot().block)


def test_relative_error_is_that_of_the_output_over_that_of_the_mean() -> None:
    moment = moment_of("iris", epoch=3)
    examined = examine(moment)
    y, l2 = array(moment, "targets"), examined.arrays["l2"]
    expected = np.abs(y - l2).mean() / np.abs(y - y.mean(axis=0)).mean()
    assert examined.relative_error == pytest.approx(expected)


ILL: dict[str, tuple[str, int, dict[str, Any]]] = {
    "not finite": ("sine", 500, {"learning_rate": "1e9"}),
    "loss rising": ("sine", 30, {"learning_rate": "0.5"}),
    "loss oscillating": ("xor", 100, {"learning_rate": "20"}),
    "loss stalled": ("xor", 100, {"hidden": "none"}),
    "saturated units": ("iris", 0, {"standardize": "no", "init": "normal"}),
    "dead units": ("moons", 30, {"activation": "relu", "learning_rate": "2"}),
    "vanishing deltas": ("classic", 50, {"hidden": "6,6,6", "init": "xavier"}),
    "exploding deltas": (
        "iris",
        0,
        {"hidden": "60,60,60,60", "init": "normal", "activation": "leaky_relu"},
    ),
    "steps too large": ("sine", 30, {"learning_rate": "0.5"}),
    "steps too small": ("iris", 5, {"learning_rate": "0.0001"}),
}


@pytest.mark.parametrize("rule", HEALTH_RULES.names)
def test_every_rule_has_a_net_that_triggers_it(rule: str) -> None:
    dataset, epoch, given = ILL[rule]
    checked = check_up(moment_of(dataset, epoch, **given))
    findings = [one for one in checked.findings if one.ailment == rule]
    assert findings
    assert all(one.threshold.source and one.says for one in findings)


@pytest.mark.parametrize("rule", HEALTH_RULES.names)
def test_every_cure_can_be_applied(rule: str) -> None:
    dataset, epoch, given = ILL[rule]
    session = session_of(dataset, **given)
    session.go_to(session.machine.program.end_of_epoch(epoch))
    cures = {one.cure for one in check_up(session.snapshot()).findings if one.cure}
    for cure in cures:
        session.edit(cure.setting, cure.value)
        applied = getattr(session.planned.hyperparameters, cure.setting)
        assert applied == FIELDS[cure.setting].parse(cure.value)

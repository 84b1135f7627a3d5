"""Numbers that are not finite, or about to be."""

from __future__ import annotations

import numpy as np

from nn_tui.debugger.health.finding import Cure
from nn_tui.debugger.health.rules import check_up
from nn_tui.debugger.session import Session
from nn_tui.debugger.unit import Unit
from tests.debugger.health.nets import finding, found, moment_of
from tests.debugger.sessions import session_of


def diverged() -> Session:
    session = session_of("sine", learning_rate="1e9")
    session.advance(500 * session.machine.program.epoch_length)
    assert session.divergence is not None
    return session


def test_op_that_would_not_stay_finite_is_named_before_it_runs() -> None:
    session = diverged()
    assert session.divergence is not None
    moment = session.snapshot()
    one = finding("not finite", moment)
    assert one.where.array == session.divergence.writes
    assert session.divergence.line in one.says
    assert one.number == np.abs(moment.block).max() < one.threshold.value
    assert one.cure == Cure("learning_rate", "1e+08")


def test_first_array_that_is_not_finite_is_named_once_it_is_there() -> None:
    session = diverged()
    assert session.divergence is not None
    writes = session.divergence.writes
    session.step(Unit.OP)
    session.step(Unit.OP)
    moment = session.snapshot()
    values = moment.array(writes)
    assert values is not None
    bad = np.argwhere(~np.isfinite(values))
    one = finding("not finite", moment)
    assert one.where.array == writes
    assert f"{len(bad)} of {values.size} numbers of {writes} are not finite" in one.says
    assert f"first in [{bad[0][0]},{bad[0][1]}]" in one.says
    assert not np.isfinite(one.number)


def test_weights_too_large_for_a_pass_are_found_before_it_is_run() -> None:
    weights = {"synapse_0": np.full((3, 1), 1e200), "synapse_1": np.full((1, 1), 1e200)}
    moment = moment_of(weights=weights, hidden="1", activation="linear")
    one = finding("not finite", moment)
    assert "a pass with these weights gives a z2 that is not finite" in one.says
    assert one.number == 1e200


def test_other_rules_say_that_they_cannot_judge_such_a_pass() -> None:
    weights = {"synapse_0": np.full((3, 1), 1e200), "synapse_1": np.full((1, 1), 1e200)}
    checked = check_up(moment_of(weights=weights, hidden="1", activation="linear"))
    assert [one.ailment for one in checked.findings] == ["not finite"]
    reason = "a pass over the rows is not finite with these weights"
    for rule in ("saturated units", "dead units", "vanishing deltas", "exploding deltas"):
        assert checked.not_judged[rule] == reason


def test_finite_run_is_well() -> None:
    assert found("not finite", moment_of(epoch=50)) == []

"""Numbers that are not finite, or about to be."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from nn_tui.debugger.health.finding import BadCell, Cure
from nn_tui.debugger.health.rules import check_up
from nn_tui.debugger.session import Session
from nn_tui.debugger.snapshot import Snapshot
from nn_tui.debugger.unit import Unit
from nn_tui.engine.arrays import Array
from tests.debugger.health.nets import finding, found, moment_of
from tests.debugger.sessions import recipe_of, session_of


def diverged() -> Session:
    session = session_of("sine", learning_rate="1e9")
    session.advance(500 * session.machine.program.epoch_length)
    assert session.divergence is not None
    return session


def before_z2(weights: dict[str, Array], **given: str) -> Snapshot:
    recipe = recipe_of(activation="linear", **given)
    session = Session(replace(recipe, weights=weights))
    session.advance(2)
    # On its own a run finds out once it has been there.
    return replace(session.snapshot(), is_diverged=True)


def test_op_that_would_not_stay_finite_is_named_before_it_runs() -> None:
    session = diverged()
    assert session.divergence is not None
    moment = session.snapshot()
    one = finding("not finite", moment)
    assert one.where.array == session.divergence.writes
    assert session.divergence.line in one.says
    assert not np.isfinite(one.number)
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
    assert f"first {writes}[{bad[0][0]},{bad[0][1]}]: row {bad[0][0]} of the data" in one.says
    assert one.cell == BadCell(writes, tuple(bad[0].tolist()), one.number)
    assert not np.isfinite(one.number)


@pytest.mark.parametrize(
    ("dataset", "given"),
    [
        ("sine", {"hidden": "16,16", "activation": "relu", "learning_rate": "1000"}),
        ("sine", {"hidden": "16,16", "activation": "linear", "learning_rate": "1"}),
        ("iris", {"activation": "relu", "learning_rate": "1e6"}),
        ("moons", {"activation": "relu", "learning_rate": "1e200"}),
        ("iris", {"activation": "tanh", "learning_rate": "1e308"}),
        ("xor", {"loss": "mse", "activation": "linear", "output_activation": "linear",
                 "learning_rate": "1e5", "epochs": "2000"}),
    ],
)  # fmt: skip
def test_cell_that_is_named_is_the_first_that_the_op_then_spoils(
    dataset: str, given: dict[str, str]
) -> None:
    session = session_of(dataset, **given)
    session.advance(60 * session.machine.program.epoch_length)
    assert session.divergence is not None
    moment = session.snapshot()
    one = finding("not finite", moment)
    assert one.cell is not None
    assert one.cell.after == session.divergence.cursor
    assert np.isfinite(moment.block).all()
    session.step(Unit.OP)
    after = session.snapshot()
    values, rows = after.array(one.cell.array), after.dataset_rows(one.cell.array)
    assert values is not None
    assert rows is not None
    first = np.argwhere(~np.isfinite(values))[0]
    assert one.cell.index == tuple(first)
    assert np.array_equal(values[one.cell.index], one.cell.value, equal_nan=True)
    assert f": row {rows[first[0]]} of the data, unit {first[1]} of layer " in one.says
    bad = int((~np.isfinite(values)).sum())
    assert f"gives {bad} of {values.size} numbers" in one.says


def test_what_overflowed_is_named_with_its_numbers() -> None:
    # z2[0,0] = l1[0,0] * synapse_1[0,0]: 1e200 * 1e200 is over 1.8e308.
    weights = {"synapse_0": np.full((3, 1), 1e200), "synapse_1": np.full((1, 1), 1e200)}
    causes = finding("not finite", before_z2(weights, hidden="1")).causes
    assert causes == (
        "l1[0,0] * synapse_1[0,0] = 1e+200 * 1e+200 = inf",
        "the largest number that it reads is l1[0,0] = 1e+200",
    )


def test_infinities_that_cancel_are_named_both() -> None:
    weights = {"synapse_0": np.full((3, 2), 1e200), "synapse_1": np.array([[1e200], [-1e200]])}
    causes = finding("not finite", before_z2(weights, hidden="2")).causes
    assert causes[0] == (
        "among its 2 terms are l1[0,0] * synapse_1[0,0] = 1e+200 * 1e+200 = inf, and "
        "l1[0,1] * synapse_1[1,0] = 1e+200 * (-1e+200) = -inf: together nan"
    )


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


def test_a_square_that_overflows_is_worked_out_as_inf() -> None:
    # The loss squares an error of 1e154 and more: as a power of Python floats that raises.
    session = session_of("sine", learning_rate="4")
    session.advance(100 * session.machine.program.epoch_length)
    assert session.divergence is not None
    told = finding("not finite", session.snapshot()).causes
    assert any("**2 = (" in cause and cause.endswith("= inf") for cause in told)

"""Saturated and dead units: which, for which rows, and when not."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import numpy as np
import pytest

from nn_tui.debugger.health.examination import MOST_ROWS, examine
from nn_tui.debugger.health.finding import Cure, UnitRows
from nn_tui.debugger.health.rules import check_up
from nn_tui.debugger.health.wording import in_brief, measured
from nn_tui.debugger.rows import leave_out
from nn_tui.debugger.session import Session
from nn_tui.engine.arrays import Array
from tests.debugger.health.nets import array, finding, found, moment_of, sigmoid
from tests.debugger.sessions import recipe_of

CLASSIC = np.array([[0.0, 0, 1], [0, 1, 1], [1, 0, 1], [1, 1, 1]])


def test_sigmoid_units_far_out_for_every_row_are_saturated() -> None:
    # x2 is always 1. Unit 1: z is 6 in every row, slope 0.0025; unit 3: z = -5 - x0, at most
    # 0.0066; both below 0.05 * 0.25 = 0.0125. Unit 2: z = 5 in the rows with x0 = 1 alone.
    synapse_0 = np.array([[0.1, 0, 5, -1], [0.2, 0, 0, 0], [0.3, 6, 0, -5]])
    synapse_1 = np.array([[0.1], [0.1], [0.1], [0.1]])
    moment = moment_of(weights={"synapse_0": synapse_0, "synapse_1": synapse_1})
    l1 = sigmoid(CLASSIC @ synapse_0)
    flat = l1 * (1 - l1) < 0.0125
    assert flat.mean(axis=0).tolist() == [0, 1, 0.5, 1]
    one = finding("saturated units", moment)
    assert (one.where.array, one.where.layer) == ("l1", 1)
    assert one.where.units == (UnitRows(1, (0, 1, 2, 3)), UnitRows(3, (0, 1, 2, 3)))
    assert (one.number, one.threshold.value) == (1.0, 0.9)
    assert "2 of 4 units of l1 have a slope below 0.0125" in one.says
    assert one.cure == Cure("init", "xavier")


def test_tanh_is_flat_at_a_twentieth_of_its_own_slope() -> None:
    # tanh(2.1) has slope 0.058, tanh(2.3) has 0.039: the limit is 0.05. No bias: x2 makes z.
    synapse_0 = np.array([[0.0, 0.0], [0.0, 0.0], [2.1, 2.3]])
    weights = {"synapse_0": synapse_0, "synapse_1": np.array([[0.1], [0.1]])}
    moment = moment_of(weights=weights, hidden="2", activation="tanh")
    assert finding("saturated units", moment).where.units == (UnitRows(1, (0, 1, 2, 3)),)


def test_large_inputs_are_to_be_standardized() -> None:
    moment = moment_of("iris", standardize="no", init="normal")
    z1 = array(moment, "inputs") @ array(moment, "synapse_0") + array(moment, "bias_0")
    flat = (1 - np.tanh(z1) ** 2 < 0.05).mean(axis=0)
    assert (flat >= 0.9).any()
    one = finding("saturated units", moment)
    assert [unit.unit for unit in one.where.units] == np.flatnonzero(flat >= 0.9).tolist()
    assert one.number == flat.max()
    assert one.cure == Cure("standardize", "yes")


def test_output_that_is_flat_and_wrong_is_saturated() -> None:
    # l2 is sigmoid(4 * 0.5 * 4) = 0.9997 in every row: right in rows 2 and 3, wrong in 0 and 1.
    weights = {"synapse_0": np.zeros((3, 4)), "synapse_1": np.full((4, 1), 4.0)}
    one = finding("saturated units", moment_of(weights=weights))
    assert (one.where.array, one.where.units) == ("l2", (UnitRows(0, (0, 1)),))
    assert one.cure == Cure("loss", "bce")


def test_output_is_not_saturated_where_its_slope_is_no_factor() -> None:
    weights = {"synapse_0": np.zeros((3, 4)), "synapse_1": np.full((4, 1), 4.0)}
    assert found("saturated units", moment_of(weights=weights, loss="bce")) == []


def test_saturation_is_no_ailment_once_the_task_is_learned() -> None:
    # z1 is 20 or -20 by x0, which is the target; l2 = sigmoid(+-10).
    synapse_0 = np.array([[40.0], [0.0], [-20.0]])
    solved = {"synapse_0": synapse_0, "synapse_1": np.array([[10.0]])}
    assert found("saturated units", moment_of(weights=solved, hidden="1", activation="tanh")) == []
    wrong = {"synapse_0": synapse_0, "synapse_1": np.array([[-0.1]])}
    assert found("saturated units", moment_of(weights=wrong, hidden="1", activation="tanh"))


def relu_weights() -> dict[str, Array]:
    # z of unit 0 is -0.5 or lower, of unit 1 is 0 (slope 0 too), of unit 2 is 0.5 in row 2 alone.
    synapse_0 = np.array([[-1.0, 0, 1], [-1, 0, -1], [-0.5, 0, -0.5]])
    return {"synapse_0": synapse_0, "synapse_1": np.array([[0.1], [0.1], [0.1]])}


def test_relu_units_below_the_kink_in_every_row_are_dead() -> None:
    weights = relu_weights()
    assert ((CLASSIC @ weights["synapse_0"]) <= 0).all(axis=0).tolist() == [True, True, False]
    one = finding("dead units", moment_of(weights=weights, hidden="3", activation="relu"))
    assert (one.where.array, one.where.layer) == ("z1", 1)
    assert one.where.units == (UnitRows(0, (0, 1, 2, 3)), UnitRows(1, (0, 1, 2, 3)))
    assert one.number == one.threshold.value == 1.0
    assert one.cure == Cure("activation", "leaky_relu")


def test_leaky_units_below_the_kink_let_a_hundredth_through() -> None:
    moment = moment_of(weights=relu_weights(), hidden="3", activation="leaky_relu")
    one = finding("dead units", moment)
    assert "a hundredth of the error comes through" in one.says
    assert one.cure is None


def test_only_the_layer_with_dead_units_gets_another_activation() -> None:
    weights = relu_weights() | {"synapse_1": np.full((3, 2), 0.1), "synapse_2": np.ones((2, 1))}
    moment = moment_of(weights=weights, hidden="3,2", activation="relu,tanh")
    assert finding("dead units", moment).cure == Cure("activation", "leaky_relu,tanh")


def test_unit_that_is_alive_in_one_row_of_another_batch_is_not_dead() -> None:
    # The last batch is row 3 alone, where unit 2 is below its kink; in row 2 it is not.
    moment = moment_of(weights=relu_weights(), hidden="3", activation="relu", batch_size="3")
    assert [unit.unit for unit in finding("dead units", moment).where.units] == [0, 1]


def test_units_with_a_slope_are_neither() -> None:
    moment = moment_of("iris", activation="relu")
    assert found("dead units", moment) == found("saturated units", moment) == []


def test_rows_are_numbered_as_in_the_dataset_when_some_are_left_out() -> None:
    recipe = recipe_of(hidden="3", activation="relu")
    session = Session(dataclasses.replace(recipe, weights=relu_weights()))
    leave_out(session, 1)
    (one,) = check_up(session.snapshot()).findings
    # The start of a run goes on with the other rows at once.
    assert one.where.units[0] == UnitRows(0, (0, 2, 3))


@pytest.mark.parametrize("rows", [3, MOST_ROWS + 1, 2 * MOST_ROWS + 500])
def test_many_rows_are_looked_at_evenly_spaced(tmp_path: Path, rows: int) -> None:
    path = tmp_path / "many.csv"
    path.write_text("x,y\n" + "".join(f"{row},{row % 7}.5\n" for row in range(rows)))
    examined = examine(moment_of(str(path), hidden="2"))
    places = examined.rows
    assert (places[0], places[-1], len(places)) == (0, rows - 1, min(rows, MOST_ROWS))
    assert max(np.diff(places)) - min(np.diff(places)) <= 1
    assert examined.arrays["l0"][:, 0].tolist() == places.tolist()


def test_units_that_zero_weights_keep_at_the_kink_are_told_as_that() -> None:
    moment = moment_of("iris", epoch=1, activation="relu", init="zeros")
    one = finding("dead units", moment)
    assert one.says.startswith("all weights are zero: 8 of 8 units of l1 (relu) have z <= 0")
    assert one.cure == Cure("init", "he")
    assert in_brief(one, moment.program.network) == "8 of 8 units"
    assert measured(one).startswith("share of rows 1, threshold 1 (")

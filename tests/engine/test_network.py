"""What can be built, and the weights that it starts from."""

from __future__ import annotations

from collections.abc import Callable
from math import sqrt

import numpy as np
import pytest

from nn_tui.engine.activations import ACTIVATIONS
from nn_tui.engine.arrays import Array
from nn_tui.engine.compatibility import check_targets
from nn_tui.engine.errors import NetworkError
from nn_tui.engine.initializers import INITIALIZERS
from nn_tui.engine.losses import LOSSES
from nn_tui.engine.schedule import Schedule
from tests.engine.building import Plan


def test_parameters_are_named_in_order() -> None:
    network = Plan((3, 5, 2), bias=True).network()
    assert list(network.parameters.items()) == [
        ("synapse_0", (3, 5)),
        ("bias_0", (5,)),
        ("synapse_1", (5, 2)),
        ("bias_1", (2,)),
    ]
    assert network.parameter_count == 15 + 5 + 10 + 2


def test_network_without_bias_has_synapses_alone() -> None:
    assert list(Plan((3, 5, 2)).network().parameters) == ["synapse_0", "synapse_1"]


Draw = Callable[[np.random.RandomState, int, int], Array]

DRAWS: dict[str, Draw] = {
    "uniform": lambda rs, n_in, n_out: 2 * rs.random_sample((n_in, n_out)) - 1,
    "zeros": lambda rs, n_in, n_out: np.zeros((n_in, n_out)),
    "xavier": lambda rs, n_in, n_out: (
        (2 * rs.random_sample((n_in, n_out)) - 1) * sqrt(6 / (n_in + n_out))
    ),
    "he": lambda rs, n_in, n_out: rs.standard_normal((n_in, n_out)) * sqrt(2 / n_in),
    "normal": lambda rs, n_in, n_out: rs.standard_normal((n_in, n_out)),
}


def test_every_initializer_is_drawn_below() -> None:
    assert set(DRAWS) == set(INITIALIZERS.names)


@pytest.mark.parametrize("seed", [0, 1, 2**32 - 1])
@pytest.mark.parametrize("init", INITIALIZERS.names)
def test_weights_are_one_stream_of_numpy(init: str, seed: int) -> None:
    weights = Plan((3, 5, 2), bias=True).network().draw(INITIALIZERS[init], seed)
    stream = np.random.RandomState(seed)
    expected = {
        "synapse_0": DRAWS[init](stream, 3, 5),
        "bias_0": np.zeros(5),
        "synapse_1": DRAWS[init](stream, 5, 2),
        "bias_1": np.zeros(2),
    }
    assert list(weights) == list(expected)
    for name, values in expected.items():
        np.testing.assert_array_equal(weights[name], values, err_msg=name)


def refusal_of(plan: Plan) -> str:
    with pytest.raises(NetworkError) as refusal:
        plan.network()
    return str(refusal.value)


@pytest.mark.parametrize(
    ("loss", "output", "advice"),
    [
        ("bce", "tanh", "bce goes with sigmoid alone"),
        ("bce", "softmax", "bce goes with sigmoid alone"),
        ("cross-entropy", "sigmoid", "cross-entropy goes with softmax alone"),
        ("cross-entropy", "linear", "cross-entropy goes with softmax alone"),
        ("squared", "softmax", "softmax goes with cross-entropy alone"),
        ("mse", "softmax", "softmax goes with cross-entropy alone"),
    ],
)
def test_refused_pair_gets_one_line_with_a_way_out(loss: str, output: str, advice: str) -> None:
    message = refusal_of(Plan((3, 1), (output,), loss))
    assert message.startswith(f"loss {loss} with output activation {output}: {advice}; use ")
    assert "\n" not in message


FORCED = {"bce": "sigmoid", "cross-entropy": "softmax"}


def is_allowed(loss: str, output: str) -> bool:
    return output == FORCED[loss] if loss in FORCED else output != "softmax"


PAIRS = [(loss, output) for loss in LOSSES.names for output in ACTIVATIONS.names]


@pytest.mark.parametrize(("loss", "output"), [pair for pair in PAIRS if is_allowed(*pair)])
def test_pair_of_the_table_is_built(loss: str, output: str) -> None:
    network = Plan((3, 2), (output,), loss).network()
    assert (network.loss.name, network.activations[-1].name) == (loss, output)


@pytest.mark.parametrize(("loss", "output"), [pair for pair in PAIRS if not is_allowed(*pair)])
def test_pair_outside_the_table_is_refused(loss: str, output: str) -> None:
    assert loss in refusal_of(Plan((3, 2), (output,), loss))


def test_layer_without_units_is_refused() -> None:
    assert refusal_of(Plan((3, 0, 1))) == "layer of 0 units: must have at least 1"


def test_wrong_number_of_activations_is_refused() -> None:
    assert refusal_of(Plan((3, 4, 1), ("tanh",))) == "1 activations for 2 layers: must be one each"


def test_softmax_in_a_hidden_layer_is_refused() -> None:
    message = refusal_of(Plan((3, 4, 1), ("softmax", "sigmoid")))
    assert message.startswith("activation softmax: for the output layer only; use ")


@pytest.mark.parametrize("value", [-0.001, 1.001, 7.0])
def test_bce_target_outside_0_to_1_is_refused(value: float) -> None:
    with pytest.raises(NetworkError) as refusal:
        check_targets(LOSSES["bce"], np.array([[0.0], [1.0], [value]]))
    assert str(refusal.value) == (
        f"targets of row 2: {value:g}: bce takes targets from 0 to 1; use loss mse"
    )


@pytest.mark.parametrize("row", [[0.5, 0.4], [1.0, 1.0], [1.5, -0.5], [0.0, 0.0]])
def test_cross_entropy_target_that_is_no_share_is_refused(row: list[float]) -> None:
    with pytest.raises(NetworkError, match=r"row 1: .*: cross-entropy takes target rows that sum"):
        check_targets(LOSSES["cross-entropy"], np.array([[1.0, 0.0], row]))


@pytest.mark.parametrize(
    ("rows", "batch_size", "message"),
    [(0, 1, "0 rows: must be"), (4, 0, "batch size 0: must be"), (4, -2, "batch size -2: must be")],
)
def test_empty_schedule_is_refused(rows: int, batch_size: int, message: str) -> None:
    with pytest.raises(NetworkError, match=message):
        Schedule(rows, batch_size, False)

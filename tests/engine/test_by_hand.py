"""Small networks worked by hand, number by number, and the machine held against them op by op.

The weights are chosen so that every z is 0 or a logarithm: then every sigmoid and every softmax is
a fraction, and the whole iteration can be worked without a calculator.
"""

from __future__ import annotations

from math import log
from typing import Any

import numpy as np
import pytest

from nn_tui.engine.machine import Machine
from tests.engine.building import Plan, arrays_of

LN3 = log(3)

# One row through a 2-2-1 sigmoid network with biases; squared loss; learning rate 2.
#   x = [1, 2], y = 1
#   synapse_0 = [[1, 0], [-1, 1/2]]   bias_0 = [1, ln 3 - 1]
#   synapse_1 = [[2], [-4]]           bias_1 = [2 - ln 3]
SIGMOID_WEIGHTS: dict[str, Any] = {
    "synapse_0": [[1, 0], [-1, 0.5]],
    "bias_0": [1, LN3 - 1],
    "synapse_1": [[2], [-4]],
    "bias_1": [2 - LN3],
}

SIGMOID_OPS: list[tuple[str, Any]] = [
    # z1 = [1 * 1 - 2 * 1 + 1, 1 * 0 + 2 * 1/2 + ln 3 - 1] = [0, ln 3]
    ("z1", [[0, LN3]]),
    # sigmoid(0) = 1/2; sigmoid(ln 3) = 1 / (1 + 1/3) = 3/4
    ("l1", [[1 / 2, 3 / 4]]),
    # z2 = 1/2 * 2 - 3/4 * 4 + 2 - ln 3 = 1 - 3 + 2 - ln 3 = -ln 3
    ("z2", [[-LN3]]),
    # sigmoid(-ln 3) = 1 / (1 + 3)
    ("l2", [[1 / 4]]),
    # 1 - 1/4
    ("l2_error", [[3 / 4]]),
    # slope 1/4 * 3/4 = 3/16; 3/4 * 3/16
    ("l2_delta", [[9 / 64]]),
    # 9/64 * [2, -4]
    ("l1_error", [[9 / 32, -9 / 16]]),
    # slopes 1/2 * 1/2 = 1/4 and 3/4 * 1/4 = 3/16; 9/32 * 1/4 and -9/16 * 3/16
    ("l1_delta", [[9 / 128, -27 / 256]]),
    # [1/2, 3/4] down, times 9/64
    ("synapse_1_descent", [[9 / 128], [27 / 256]]),
    # one row: its delta itself
    ("bias_1_descent", [9 / 64]),
    # [1, 2] down, times [9/128, -27/256] across
    ("synapse_0_descent", [[9 / 128, -27 / 256], [9 / 64, -27 / 128]]),
    ("bias_0_descent", [9 / 128, -27 / 256]),
    # 2 + 2 * 9/128; -4 + 2 * 27/256
    ("synapse_1", [[2 + 9 / 64], [-4 + 27 / 128]]),
    # 2 - ln 3 + 2 * 9/64
    ("bias_1", [2 - LN3 + 9 / 32]),
    # 1 + 2 * 9/128, 0 - 2 * 27/256; -1 + 2 * 9/64, 1/2 - 2 * 27/128
    ("synapse_0", [[1 + 9 / 64, -27 / 128], [-1 + 9 / 32, 1 / 2 - 27 / 64]]),
    # 1 + 2 * 9/128; ln 3 - 1 - 2 * 27/256
    ("bias_0", [1 + 9 / 64, LN3 - 1 - 27 / 128]),
    # 1/2 * (3/4)^2, from the outputs before the update
    ("loss", 9 / 32),
    ("error", 3 / 4),
]


def sigmoid_machine() -> Machine:
    plan = Plan((2, 2, 1), bias=True, learning_rate=2.0, batch_size=1)
    machine = plan.machine(np.array([[1.0, 2.0]]), np.array([[1.0]]))
    machine.workspace.set_parameters(
        {name: np.array(values, dtype=np.float64) for name, values in SIGMOID_WEIGHTS.items()}
    )
    return machine


def test_sigmoid_ops_come_in_the_order_of_the_hand() -> None:
    program = sigmoid_machine().program
    assert [op.writes for op in program.ops(1)] == [name for name, _ in SIGMOID_OPS]


@pytest.mark.parametrize("count", range(1, len(SIGMOID_OPS) + 1))
def test_sigmoid_op_writes_the_numbers_of_the_hand(count: int) -> None:
    machine = sigmoid_machine()
    for _ in range(count):
        op = machine.run_op()
    name, expected = SIGMOID_OPS[count - 1]
    assert op.writes == name
    np.testing.assert_allclose(arrays_of(machine)[name], expected, rtol=1e-13, atol=1e-15)


def test_sigmoid_epoch_at_full_speed_writes_the_numbers_of_the_hand() -> None:
    machine = sigmoid_machine()
    machine.run_epoch()
    for name, expected in SIGMOID_OPS:
        np.testing.assert_allclose(
            arrays_of(machine)[name], expected, rtol=1e-13, atol=1e-15, err_msg=name
        )


def one_layer(activation: str, loss: str, x: Any, y: Any, synapse: Any) -> Machine:
    """Run one epoch without bias, learning rate 1."""
    inputs, targets = np.array(x, dtype=np.float64), np.array(y, dtype=np.float64)
    sizes = (inputs.shape[1], targets.shape[1])
    machine = Plan(sizes, (activation,), loss).machine(inputs, targets)
    machine.workspace.set_parameters({"synapse_0": np.array(synapse, dtype=np.float64)})
    machine.run_epoch()
    return machine


def assert_epoch(machine: Machine, **expected: Any) -> None:
    for name, values in expected.items():
        np.testing.assert_allclose(
            arrays_of(machine)[name], values, rtol=1e-13, atol=1e-15, err_msg=name
        )


def test_mse_is_a_mean_over_rows_and_outputs() -> None:
    # x = [1], [2]; w = [3, -1]: l1 = [3, -1], [6, -2]; y = 1 everywhere: errors -2, 2, -5, 3.
    # delta = error * 2 / 4; descent = [1 * -1 + 2 * -2.5, 1 * 1 + 2 * 1.5] = [-6, 4].
    machine = one_layer("linear", "mse", [[1], [2]], [[1, 1], [1, 1]], [[3, -1]])
    assert_epoch(
        machine,
        l1=[[3, -1], [6, -2]],
        l1_error=[[-2, 2], [-5, 3]],
        l1_delta=[[-1, 1], [-2.5, 1.5]],
        synapse_0_descent=[[-6, 4]],
        synapse_0=[[-3, 3]],
        loss=(4 + 4 + 25 + 9) / 4,
        error=(2 + 2 + 5 + 3) / 4,
    )


def test_bce_is_a_mean_over_rows_and_outputs() -> None:
    # x = [1], [-1]; w = ln 3: l1 = 3/4, 1/4; y = 1, 1: errors 1/4, 3/4, over 2 rows.
    # descent = 1 * 1/8 - 1 * 3/8 = -1/4. loss = (-ln 3/4 - ln 1/4) / 2 = ln(16/3) / 2.
    machine = one_layer("sigmoid", "bce", [[1], [-1]], [[1], [1]], [[LN3]])
    assert_epoch(
        machine,
        l1=[[3 / 4], [1 / 4]],
        l1_delta=[[1 / 8], [3 / 8]],
        synapse_0_descent=[[-1 / 4]],
        synapse_0=[[LN3 - 1 / 4]],
        loss=log(16 / 3) / 2,
        error=1 / 2,
    )


def test_cross_entropy_is_a_mean_over_rows() -> None:
    # x = [1], [0]; w = [0, ln 3]: softmax [1/4, 3/4], [1/2, 1/2]; y = [1, 0], [0, 1].
    # delta = error / 2 rows: [3/8, -3/8], [-1/4, 1/4]; the second row's input is 0.
    # loss = (-ln 1/4 - ln 1/2) / 2 = ln 8 / 2.
    machine = one_layer("softmax", "cross-entropy", [[1], [0]], [[1, 0], [0, 1]], [[0, LN3]])
    assert_epoch(
        machine,
        l1=[[1 / 4, 3 / 4], [1 / 2, 1 / 2]],
        l1_error=[[3 / 4, -3 / 4], [-1 / 2, 1 / 2]],
        l1_delta=[[3 / 8, -3 / 8], [-1 / 4, 1 / 4]],
        synapse_0_descent=[[3 / 8, -3 / 8]],
        synapse_0=[[3 / 8, LN3 - 3 / 8]],
        loss=log(8) / 2,
        error=(3 / 4 + 3 / 4 + 1 / 2 + 1 / 2) / 4,
    )


def test_relu_passes_nothing_back_at_zero() -> None:
    # x = [1]; w = [2, 0, -2]: z = 2, 0, -2: l1 = 2, 0, 0; y = 1: errors -1, 1, 1; slopes 1, 0, 0.
    machine = one_layer("relu", "squared", [[1]], [[1, 1, 1]], [[2, 0, -2]])
    assert_epoch(machine, l1=[[2, 0, 0]], l1_delta=[[-1, 0, 0]], synapse_0=[[1, 0, -2]])


def test_leaky_relu_passes_a_hundredth_back_below_zero() -> None:
    # x = [1]; w = [2, -2]: l1 = 2, -0.02; y = 0: errors -2, 0.02; slopes 1, 0.01.
    machine = one_layer("leaky_relu", "squared", [[1]], [[0, 0]], [[2, -2]])
    assert_epoch(machine, l1=[[2, -0.02]], l1_delta=[[-2, 0.0002]], synapse_0=[[0, -1.9998]])


def test_tanh_slope_is_one_less_its_square() -> None:
    # tanh(ln 3) = (3 - 1/3) / (3 + 1/3) = 4/5; slope 1 - 16/25 = 9/25; error 1 - 4/5 = 1/5.
    machine = one_layer("tanh", "squared", [[1]], [[1]], [[LN3]])
    assert_epoch(machine, l1=[[4 / 5]], l1_delta=[[9 / 125]], synapse_0=[[LN3 + 9 / 125]])

"""Op by op, at full speed, by listing, and by loops that share no code: the same bits."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nn_tui.engine.activations import ACTIVATIONS
from nn_tui.engine.arrays import Array
from nn_tui.engine.machine import Machine
from tests.engine.building import CLASSIC_X, CLASSIC_Y, Plan, arrays_of
from tests.engine.plans import Case, cases
from tests.engine.reference import (
    bce_no_hidden,
    classic,
    deep_squared,
    relu_mse,
    softmax_two_hidden,
)


def assert_same(machine: Machine, expected: dict[str, Array]) -> None:
    actual = arrays_of(machine)
    for name, values in expected.items():
        if name == "loss_history":
            np.testing.assert_array_equal(machine.records.losses, values, err_msg=name)
        elif name == "error_history":
            np.testing.assert_array_equal(machine.records.errors, values, err_msg=name)
        else:
            np.testing.assert_array_equal(actual[name], values, err_msg=name)


def test_classic_at_epoch_50_gives_the_published_outputs() -> None:
    machine = Plan().machine()
    machine.run_ops(50 * machine.program.epoch_length)
    published = [0.16773399, 0.1427798, 0.84060332, 0.82558171]
    np.testing.assert_allclose(machine.workspace.outputs.ravel(), published, rtol=0, atol=5e-9)


@pytest.mark.parametrize("epochs", [1, 2, 50, 300])
def test_classic_gives_the_bits_of_the_loop_typed_out(epochs: int) -> None:
    machine = Plan().machine()
    machine.run_ops(epochs * machine.program.epoch_length)
    assert_same(machine, classic.train(epochs))


def test_two_hidden_softmax_gives_the_bits_of_the_loop_typed_out() -> None:
    stream = np.random.RandomState(3)
    inputs, targets = stream.standard_normal((11, 3)), np.eye(3)[stream.randint(0, 3, 11)]
    plan = Plan((3, 5, 4, 3), ("tanh", "relu", "softmax"), "cross-entropy", True, "xavier", 9, 0.3)
    machine = Plan(**{**vars(plan), "batch_size": 4, "shuffle": True}).machine(inputs, targets)
    machine.run_ops(7 * machine.program.epoch_length)
    expected = softmax_two_hidden.train(
        inputs, targets, hidden=(5, 4), seed=9, learning_rate=0.3, batch_size=4, epochs=7
    )
    assert_same(machine, expected)


def test_leaky_relu_mse_gives_the_bits_of_the_loop_typed_out() -> None:
    stream = np.random.RandomState(4)
    inputs, targets = stream.standard_normal((10, 2)), stream.standard_normal((10, 2))
    machine = Plan(
        (2, 6, 2), ("leaky_relu", "linear"), "mse", True, "he", 5, 0.05, batch_size=4
    ).machine(inputs, targets)
    machine.run_ops(9 * machine.program.epoch_length)
    expected = relu_mse.train(
        inputs, targets, hidden=6, seed=5, learning_rate=0.05, batch_size=4, epochs=9
    )
    assert_same(machine, expected)


def test_no_hidden_layer_gives_the_bits_of_the_loop_typed_out() -> None:
    stream = np.random.RandomState(5)
    inputs = stream.standard_normal((9, 3))
    targets = (inputs[:, :1] > 0).astype(np.float64)
    machine = Plan(
        (3, 1), ("sigmoid",), "bce", True, "zeros", 2, 0.7, batch_size=2, shuffle=True
    ).machine(inputs, targets)
    machine.run_ops(6 * machine.program.epoch_length)
    expected = bce_no_hidden.train(
        inputs, targets, seed=2, learning_rate=0.7, batch_size=2, epochs=6
    )
    assert_same(machine, expected)


def test_three_hidden_squared_gives_the_bits_of_the_loop_typed_out() -> None:
    stream = np.random.RandomState(6)
    inputs, targets = stream.standard_normal((8, 2)), stream.random_sample((8, 2))
    names = ("relu", "tanh", "sigmoid", "tanh")
    plan = Plan((2, 3, 4, 3, 2), names, "squared", False, "normal", 8, 0.1, 8, True)
    machine = plan.machine(inputs, targets)
    machine.run_ops(12 * machine.program.epoch_length)
    expected = deep_squared.train(
        inputs, targets, hidden=(3, 4, 3), seed=8, learning_rate=0.1, epochs=12
    )
    assert_same(machine, expected)


@settings(deadline=None, max_examples=100)
@given(case=cases(), epochs=st.integers(1, 4))
def test_full_speed_gives_the_bits_of_the_general_loop(case: Case, epochs: int) -> None:
    machine = case.plan.machine(case.inputs, case.targets)
    machine.run_ops(epochs * machine.program.epoch_length)
    assert_same(machine, case.plan.reference(case.inputs, case.targets, epochs))


@settings(deadline=None, max_examples=100)
@given(case=cases(), epochs=st.integers(1, 3))
def test_op_by_op_gives_the_bits_of_the_general_loop(case: Case, epochs: int) -> None:
    machine = case.plan.machine(case.inputs, case.targets)
    for _ in range(epochs * machine.program.epoch_length):
        machine.run_op()
    assert_same(machine, case.plan.reference(case.inputs, case.targets, epochs))


@settings(deadline=None, max_examples=100)
@given(case=cases(), data=st.data())
def test_any_mix_of_steps_gives_the_bits_of_a_straight_run(case: Case, data: st.DataObject) -> None:
    machine = case.plan.machine(case.inputs, case.targets)
    total = 3 * machine.program.epoch_length
    left = total
    while left:
        count = data.draw(st.integers(1, left))
        machine.run_ops(count)
        left -= count
    straight = case.plan.machine(case.inputs, case.targets)
    straight.run_ops(total)
    expected, actual = arrays_of(straight), arrays_of(machine)
    for name in expected:
        np.testing.assert_array_equal(actual[name], expected[name], err_msg=name)
    np.testing.assert_array_equal(machine.records.losses, straight.records.losses)
    assert machine.cursor == straight.cursor


def run_listing(machine: Machine, epochs: int) -> dict[str, Any]:
    """Run the program's own lines as Python, in a namespace that holds numpy and the data."""
    program, workspace = machine.program, machine.workspace
    names: dict[str, Any] = {"np": np, "inputs": workspace.inputs, "targets": workspace.targets}
    for activation in ACTIVATIONS:
        exec(activation.definition, names)
    exec(program.network.loss.definition, names)
    parameters = program.network.parameters
    names |= {name: workspace.arrays[name].copy() for name in parameters}
    names |= {"l0": workspace.inputs, "y": workspace.targets}
    names |= {name: array.copy() for name, array in workspace.epoch_arrays.items()}
    names |= {f"frozen_{name}": mask.copy() for name, mask in workspace.frozen.items()}
    names["learning_rate"] = workspace.arrays["learning_rate"].item()
    for names["epoch"] in range(1, epochs + 1):
        for batch in range(1, program.schedule.batches + 1):
            window = program.schedule.window(batch)
            names |= {"start": window.start, "stop": window.stop}
            for op in program.ops(batch):
                exec(op.line, names)
    return names


@settings(deadline=None, max_examples=60)
@given(case=cases(), epochs=st.integers(1, 3))
def test_listing_run_as_python_gives_the_same_bits(case: Case, epochs: int) -> None:
    machine = case.plan.machine(case.inputs, case.targets)
    with np.errstate(all="ignore"):
        names = run_listing(machine, epochs)
    machine.run_ops(epochs * machine.program.epoch_length)
    actual = arrays_of(machine)
    for name in machine.program.written - {"order", "outputs"}:
        np.testing.assert_array_equal(actual[name], names[name], err_msg=name)


def test_classic_listing_reads_as_the_eleven_lines() -> None:
    program = Plan().machine().program
    assert "\n".join(op.line for op in program.iteration) == (
        "z1 = l0 @ synapse_0\n"
        "l1 = sigmoid(z1)\n"
        "z2 = l1 @ synapse_1\n"
        "l2 = sigmoid(z2)\n"
        "l2_error = y - l2\n"
        "l2_delta = l2_error * (l2 * (1 - l2))\n"
        "l1_error = l2_delta @ synapse_1.T\n"
        "l1_delta = l1_error * (l1 * (1 - l1))\n"
        "synapse_1_descent = l1.T @ l2_delta\n"
        "synapse_0_descent = l0.T @ l1_delta\n"
        "synapse_1 += learning_rate * synapse_1_descent\n"
        "synapse_0 += learning_rate * synapse_0_descent"
    )


@settings(deadline=None, max_examples=60)
@given(case=cases(), before=st.integers(0, 40), after=st.integers(0, 60))
def test_restored_moment_goes_on_with_the_same_bits(case: Case, before: int, after: int) -> None:
    machine = case.plan.machine(case.inputs, case.targets)
    machine.run_ops(before)
    state = machine.save()
    machine.run_ops(after)
    expected = {name: array.copy() for name, array in arrays_of(machine).items()}
    machine.run_ops(17)
    machine.restore(state)
    assert machine.cursor == state.cursor
    machine.run_ops(after)
    written = machine.program.written | machine.program.network.parameters.keys()
    for name in written - {"order", "epoch_x", "epoch_y"}:
        np.testing.assert_array_equal(arrays_of(machine)[name], expected[name], err_msg=name)


def test_classic_data_is_what_the_article_trained_on() -> None:
    np.testing.assert_array_equal(CLASSIC_X[1], [0, 1, 1])
    np.testing.assert_array_equal(CLASSIC_Y.ravel(), [0, 0, 1, 1])

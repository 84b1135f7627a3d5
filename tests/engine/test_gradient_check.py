"""The gradient check: what passes, what fails, what it leaves unjudged, what it samples."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest

from nn_tui.engine.activations import ACTIVATIONS
from nn_tui.engine.arrays import Array
from nn_tui.engine.compatibility import check_pair
from nn_tui.engine.errors import NetworkError
from nn_tui.engine.gradient_check import SAMPLE, ArrayCheck, check_gradients
from nn_tui.engine.gradient_probe import Verdict
from nn_tui.engine.losses import LOSSES
from nn_tui.engine.machine import Machine
from tests.engine.building import Plan
from tests.engine.drawn_data import machine_on_drawn_data


def is_allowed(loss: str, activation: str) -> bool:
    try:
        check_pair(LOSSES[loss], ACTIVATIONS[activation])
    except NetworkError:
        return False
    return True


PAIRS = [(a, b) for a in LOSSES.names for b in ACTIVATIONS.names if is_allowed(a, b)]
HIDDEN = [activation.name for activation in ACTIVATIONS if activation.slope is not None]


def machine_of(plan: Plan, rows: int = 5) -> Machine:
    return machine_on_drawn_data(plan, rows)


def check(machine: Machine, limit: int | None = SAMPLE, seed: int = 1) -> list[ArrayCheck]:
    return check_gradients(machine.program, machine.workspace, seed=seed, limit=limit)


def count(checks: list[ArrayCheck], verdict: Verdict) -> int:
    return sum(array.count(verdict) for array in checks)


def verdicts(checks: list[ArrayCheck]) -> Iterator[Verdict]:
    return (cell.verdict for array in checks for cell in array.cells)


def assert_passes(checks: list[ArrayCheck]) -> None:
    judged = count(checks, Verdict.AGREES)
    assert count(checks, Verdict.DIFFERS) == 0
    assert judged >= sum(array.size for array in checks) / 2


@pytest.mark.parametrize("hidden", HIDDEN)
@pytest.mark.parametrize(("loss", "output"), PAIRS)
def test_one_hidden_layer_passes(loss: str, output: str, hidden: str) -> None:
    # Seed 4 leaves no relu dead and no z near a kink.
    assert_passes(check(machine_of(Plan((3, 4, 2), (hidden, output), loss, bias=True, seed=4))))


@pytest.mark.parametrize(("loss", "output"), PAIRS)
def test_no_hidden_layer_passes(loss: str, output: str) -> None:
    assert_passes(check(machine_of(Plan((3, 3), (output,), loss, bias=True, seed=4))))


@pytest.mark.parametrize("hidden", HIDDEN)
@pytest.mark.parametrize("bias", [True, False])
def test_three_hidden_layers_pass(hidden: str, bias: bool) -> None:
    plan = Plan((3, 5, 4, 5, 2), (hidden,) * 3 + ("tanh",), "mse", bias, seed=2)
    assert_passes(check(machine_of(plan)))


@pytest.mark.parametrize("shuffle", [True, False])
def test_mini_batches_pass_on_the_first_batch(shuffle: bool) -> None:
    plan = Plan((3, 4, 3), ("tanh", "softmax"), "cross-entropy", True, batch_size=2)
    assert_passes(check(machine_of(replace(plan, shuffle=shuffle), rows=5)))


def test_analytic_gradient_is_that_of_the_first_batch() -> None:
    inputs, targets = np.array([[1.0], [5.0]]), np.array([[0.0], [0.0]])
    machine = Plan((1, 1), ("linear",), batch_size=1).machine(inputs, targets)
    machine.workspace.set_parameters({"synapse_0": np.array([[2.0]])})
    # L = (2 * 1)^2 / 2, dL/dw = 2 * 1; all rows together would give 2 + 50.
    assert check(machine)[0].cells[0].analytic == 2.0


def test_every_cell_is_named_by_array_and_index() -> None:
    checks = check(machine_of(Plan((2, 3, 1), bias=True)))
    assert [array.name for array in checks] == ["synapse_0", "bias_0", "synapse_1", "bias_1"]
    assert [cell.index for cell in checks[0].cells] == list(np.ndindex(2, 3))


def test_saturated_net_is_counted_too_small() -> None:
    machine = machine_of(Plan((3, 4, 1), bias=True))
    for name in machine.program.network.parameters:
        machine.workspace.arrays[name][...] = 300.0
    checks = check(machine)
    assert set(verdicts(checks)) == {Verdict.TOO_SMALL}
    assert all(array.worst is None for array in checks)


def relu_unit(x: float, w: float, b: float) -> dict[str, Verdict]:
    """Check one relu unit with target 1, of which the verdicts can be worked out."""
    machine = Plan((1, 1), ("relu",), "mse", bias=True).machine(np.array([[x]]), np.ones((1, 1)))
    machine.workspace.set_parameters({"synapse_0": np.array([[w]]), "bias_0": np.array([b])})
    return {array.name: array.cells[0].verdict for array in check(machine)}


def test_kink_is_excused_where_z_changes_sign() -> None:
    assert relu_unit(x=1.0, w=0.0, b=0.0) == {
        "synapse_0": Verdict.KINK,
        "bias_0": Verdict.KINK,
    }


def test_kink_is_excused_for_the_weight_that_crosses_it_alone() -> None:
    # z = 0 * w + b: w never moves it.
    assert relu_unit(x=0.0, w=1.0, b=0.0) == {
        "synapse_0": Verdict.TOO_SMALL,
        "bias_0": Verdict.KINK,
    }


def test_kink_beyond_one_step_is_no_excuse_and_none_is_needed() -> None:
    assert relu_unit(x=1.0, w=1.0, b=-1.0 + 3e-6) == {
        "synapse_0": Verdict.AGREES,
        "bias_0": Verdict.AGREES,
    }


def with_weights(machine: Machine, *values: Array) -> Machine:
    names = machine.program.network.parameters
    machine.workspace.set_parameters(dict(zip(names, values, strict=True)))
    return machine


@pytest.mark.parametrize("hidden", HIDDEN)
def test_nan_is_no_gradient(hidden: str) -> None:
    machine = Plan((1, 1, 1), (hidden, "linear"), "mse").machine(
        np.array([[np.nan]]), np.ones((1, 1))
    )
    checks = check(machine)
    assert set(verdicts(checks)) == {Verdict.NOT_FINITE}


def test_infinite_loss_judges_nothing() -> None:
    machine = Plan((1, 1), ("linear",), "squared").machine(np.ones((1, 1)), np.zeros((1, 1)))
    checks = check(with_weights(machine, np.array([[1e200]])))
    assert set(verdicts(checks)) == {Verdict.NOT_FINITE}


def test_infinite_loss_does_not_let_a_gradient_of_zero_agree() -> None:
    # The hidden unit is dead, so dL/dw is 0; but the loss is infinite on both sides.
    machine = Plan((1, 1, 1), ("relu", "linear"), "squared", bias=True).machine(
        np.ones((1, 1)), np.zeros((1, 1))
    )
    one = np.ones((1, 1))
    checks = check(with_weights(machine, -one, np.zeros(1), one, np.full(1, 1e200)))
    assert checks[0].cells[0].verdict is Verdict.NOT_FINITE


BIG = Plan((41, 50, 1))
"""2,100 parameters."""


def places(checks: list[ArrayCheck]) -> set[tuple[str, tuple[int, ...]]]:
    return {(cell.array, cell.index) for array in checks for cell in array.cells}


def test_sample_is_taken_above_2000_parameters() -> None:
    assert len(places(check(machine_of(BIG, rows=1)))) == SAMPLE == 2000


def test_all_cells_are_checked_without_a_limit() -> None:
    assert len(places(check(machine_of(BIG, rows=1), limit=None))) == 41 * 50 + 50


def test_sample_is_of_the_seed() -> None:
    first, again, other = (places(check(machine_of(BIG, 1), 30, seed)) for seed in (5, 5, 6))
    assert first == again != other


def test_no_sample_is_taken_up_to_the_limit() -> None:
    machine = machine_of(Plan((3, 4, 1)))
    assert places(check(machine, limit=16)) == places(check(machine_of(Plan((3, 4, 1))), None))


def test_report_counts_up_to_all() -> None:
    machine, seen = machine_of(Plan((2, 2, 1))), []
    check_gradients(
        machine.program,
        machine.workspace,
        seed=1,
        report=lambda done, total: seen.append((done, total)),
    )
    assert seen == [(done, 6) for done in range(1, 7)]


def test_weights_are_left_as_they_were() -> None:
    machine = machine_of(Plan((3, 4, 1), bias=True))
    before = machine.workspace.parameters.copy()
    check(machine)
    np.testing.assert_array_equal(machine.workspace.parameters, before)

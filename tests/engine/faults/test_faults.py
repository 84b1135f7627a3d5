"""Every fault of the lab: it runs what its line says, and changes what it is offered for alone."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nn_tui.engine.arrays import Array
from nn_tui.engine.faults.faults import FAULTS
from nn_tui.engine.faults.planted import Planted
from nn_tui.engine.faults.scales import has_rows, without_rows
from nn_tui.engine.losses import LOSSES
from nn_tui.engine.machine import Machine
from tests.engine.building import Plan, arrays_of
from tests.engine.drawn_data import machine_on_drawn_data
from tests.engine.plans import Case, cases
from tests.engine.test_same_bits import run_listing

ROWS = 7

NETS = (
    Plan(),
    Plan((3, 4, 4, 2), ("tanh", "sigmoid", "tanh"), "mse", True, batch_size=3, learning_rate=0.1),
    Plan((2, 3, 3, 3, 1), ("leaky_relu", "relu", "tanh", "sigmoid"), "bce", True, batch_size=7),
    Plan((4, 3, 3), ("leaky_relu", "softmax"), "cross-entropy", True, batch_size=4),
    Plan((2, 5, 5, 1), ("linear", "leaky_relu", "linear"), "mse", False, "normal", batch_size=7),
    Plan((3, 2), ("sigmoid",), "squared", True, batch_size=2, shuffle=True),
    Plan((3, 1, 1), ("sigmoid", "linear"), "mse", False, batch_size=1, learning_rate=0.1),
)


def planted(machine: Machine, name: str, layer: int) -> Machine:
    machine.plant(Planted(name, layer))
    return machine


def ran(machine: Machine, epochs: int = 2) -> dict[str, Array]:
    machine.run_ops(epochs * machine.program.epoch_length)
    return {name: array.copy() for name, array in arrays_of(machine).items()}


def are_same(one: dict[str, Array], other: dict[str, Array]) -> bool:
    return all(np.array_equal(one[name], other[name], equal_nan=True) for name in one)


def places_of(plan: Plan) -> list[tuple[str, int]]:
    return [(f.name, layer) for f in FAULTS for layer in f.layers(plan.network())]


@pytest.mark.parametrize("plan", NETS, ids=str)
def test_a_fault_is_offered_where_it_changes_something_and_nowhere_else(plan: Plan) -> None:
    right = ran(machine_on_drawn_data(plan, ROWS))
    for name, layer in places_of(plan):
        machine = machine_on_drawn_data(plan, ROWS)
        reason = FAULTS[name].reason_against(machine.program, layer)
        changed = not are_same(ran(planted(machine, name, layer)), right)
        assert changed is not bool(reason), (name, layer, reason)


@settings(deadline=None, max_examples=60)
@given(case=cases())
def test_a_fault_that_is_not_offered_leaves_every_bit(case: Case) -> None:
    right = ran(case.plan.machine(case.inputs, case.targets))
    for name, layer in places_of(case.plan):
        machine = case.plan.machine(case.inputs, case.targets)
        if FAULTS[name].reason_against(machine.program, layer):
            assert are_same(ran(planted(machine, name, layer)), right), (name, layer)


def test_a_network_without_the_layers_for_a_fault_is_told_so() -> None:
    program = Plan((3, 1), ("sigmoid",)).machine().program
    reasons = {fault.name: fault.reason_against(program) for fault in FAULTS}
    assert reasons == {
        "slope-at-l": "",
        "slope-forgotten": "",
        "leak-forgotten": "needs leaky_relu",
        "rows-missing": "squared sums over rows",
        "updated-first": "needs a hidden layer",
        "untransposed": "needs a hidden layer",
        "sign-flipped": "",
        "bias-unmoved": "needs a bias: this network has none",
    }


@settings(deadline=None, max_examples=60)
@given(case=cases(min_depth=1), data=st.data())
def test_a_faulty_listing_run_as_python_gives_the_same_bits(
    case: Case, data: st.DataObject
) -> None:
    name, layer = data.draw(st.sampled_from(places_of(case.plan)))
    machine = planted(case.plan.machine(case.inputs, case.targets), name, layer)
    with np.errstate(all="ignore"):
        names = run_listing(machine, 2)
    actual = ran(machine)
    for array in machine.program.written - {"order", "outputs"}:
        np.testing.assert_array_equal(actual[array], names[array], err_msg=array)


@settings(deadline=None, max_examples=60)
@given(case=cases(), data=st.data())
def test_op_by_op_a_fault_gives_the_bits_of_full_speed(case: Case, data: st.DataObject) -> None:
    name, layer = data.draw(st.sampled_from(places_of(case.plan)))
    machine = planted(case.plan.machine(case.inputs, case.targets), name, layer)
    for _ in range(2 * machine.program.epoch_length):
        machine.run_op()
    straight = planted(case.plan.machine(case.inputs, case.targets), name, layer)
    assert are_same(arrays_of(machine), ran(straight))


def test_an_error_over_updated_weights_is_that_of_a_program_that_updates_first() -> None:
    machine = planted(Plan().machine(), "updated-first", 1)
    machine.run_ops(7)
    arrays = machine.workspace.arrays
    synapse = arrays["synapse_1"] + 1.0 * (arrays["l1"].T @ arrays["l2_delta"])
    np.testing.assert_array_equal(arrays["l1_error"], arrays["l2_delta"] @ synapse.T)


def test_frozen_weights_are_not_updated_too_soon_either() -> None:
    plan = Plan((3, 4, 2), ("sigmoid", "sigmoid"), "squared", batch_size=7)
    mask = np.zeros((4, 2), dtype=np.bool_)
    mask[0] = True
    machine = planted(machine_on_drawn_data(plan, ROWS), "updated-first", 1)
    machine.freeze({"synapse_1": mask})
    before = machine.workspace.arrays["synapse_1"].copy()
    with np.errstate(all="ignore"):
        names = run_listing(machine, 1)
    machine.run_ops(machine.program.epoch_length)
    error = machine.workspace.arrays["l1_error"]
    np.testing.assert_array_equal(error, names["l1_error"])
    delta = machine.workspace.arrays["l2_delta"]
    # All the weights of unit 0 stay where they are, so what it is asked for is as without a fault.
    np.testing.assert_allclose(error[:, 0], delta @ before[0], rtol=1e-12)


@pytest.mark.parametrize("loss", LOSSES.names)
@pytest.mark.parametrize("outputs", [1, 3])
def test_a_loss_without_its_rows_has_a_delta_that_many_times_as_large(
    loss: str, outputs: int
) -> None:
    if not has_rows(LOSSES[loss]):
        assert loss == "squared"
        return
    error = np.random.RandomState(1).standard_normal((5, outputs))
    right, wrong = np.empty_like(error), np.empty_like(error)
    for scaled, delta in ((LOSSES[loss], right), (without_rows(LOSSES[loss], outputs), wrong)):
        for call in scaled.scale(error, delta):
            call()
    np.testing.assert_allclose(wrong, 5 * right, rtol=1e-12)


def test_a_fault_that_ends_leaves_the_right_lines() -> None:
    machine, right = Plan().machine(), Plan().machine()
    before = machine.program
    planted(machine, "sign-flipped", 2).plant(None)
    assert machine.program == before
    assert are_same(ran(machine), ran(right))

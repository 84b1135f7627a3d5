"""The machine: steps, short batches, records, saved moments, finiteness, allocation."""

from __future__ import annotations

import tracemalloc
import warnings
from collections.abc import Callable

import numpy as np
import pytest

from nn_tui.engine.cursor import Cursor
from nn_tui.engine.machine import Machine
from tests.engine.building import Plan, arrays_of
from tests.engine.drawn_data import machine_on_drawn_data

SHORT = Plan((2, 3, 1), ("tanh", "sigmoid"), "bce", True, batch_size=3)
"""On 7 rows: batches of 3, 3 and 1."""


def short_machine(shuffle: bool = False) -> Machine:
    return machine_on_drawn_data(Plan(**{**vars(SHORT), "shuffle": shuffle}), rows=7)


def test_nothing_has_run_at_first() -> None:
    machine = short_machine()
    assert machine.cursor == Cursor(0, 0, 0)
    assert len(machine.records) == 0


def test_run_op_does_one_op_and_names_it() -> None:
    machine = short_machine()
    assert [machine.run_op().writes for _ in range(4)] == ["l0", "y", "z1", "l1"]
    assert machine.cursor == Cursor(1, 1, 4)


def test_run_op_writes_its_array_alone() -> None:
    machine = short_machine()
    while machine.cursor.epoch < 2:
        before = {name: array.copy() for name, array in machine.workspace.arrays.items()}
        written = machine.run_op().writes
        for name in machine.workspace.layout.places:
            if name != written:
                np.testing.assert_array_equal(
                    machine.workspace.arrays[name], before[name], err_msg=f"{written}: {name}"
                )


@pytest.mark.parametrize("ops", [0, 1, 5])
def test_run_batch_ends_this_batch_or_the_next(ops: int) -> None:
    machine = short_machine()
    machine.run_ops(ops)
    machine.run_batch()
    assert machine.cursor == Cursor(1, 1, machine.program.length(1))
    machine.run_batch()
    assert machine.cursor == Cursor(1, 2, machine.program.length(2))


@pytest.mark.parametrize("ops", [0, 1, 20, 40])
def test_run_epoch_ends_this_epoch_or_the_next(ops: int) -> None:
    machine = short_machine()
    machine.run_ops(ops)
    machine.run_epoch()
    assert machine.cursor == Cursor(1, 3, machine.program.length(3))
    machine.run_epoch()
    assert machine.cursor == Cursor(2, 3, machine.program.length(3))


def test_short_batch_updates_by_its_own_rows() -> None:
    machine = short_machine()
    machine.run_epoch()
    assert arrays_of(machine)["l2"].shape == (1, 1)
    descent = arrays_of(machine)["l1"].T @ arrays_of(machine)["l2_delta"]
    np.testing.assert_array_equal(machine.workspace.arrays["synapse_1_descent"], descent)


@pytest.mark.parametrize("shuffle", [True, False])
def test_every_row_goes_through_once_an_epoch(shuffle: bool) -> None:
    machine = short_machine(shuffle)
    seen: list[list[float]] = []
    for _ in range(3):
        machine.run_batch()
        seen += arrays_of(machine)["l0"].tolist()
    assert sorted(seen) == sorted(machine.workspace.inputs.tolist())
    assert (seen == machine.workspace.inputs.tolist()) is not shuffle


def test_shuffled_order_is_of_seed_and_epoch_alone() -> None:
    machine = short_machine(shuffle=True)
    machine.run_ops(4 * machine.program.epoch_length)
    expected = np.random.RandomState([1, 0, 4]).permutation(7)
    np.testing.assert_array_equal(machine.workspace.order, expected)


def test_outputs_are_in_the_order_of_the_file() -> None:
    machine = short_machine(shuffle=True)
    machine.workspace.set_learning_rate(0.0)
    machine.run_epoch()
    arrays = machine.workspace.arrays
    l1 = np.tanh(machine.workspace.inputs @ arrays["synapse_0"] + arrays["bias_0"])
    expected = 1 / (1 + np.exp(-(l1 @ arrays["synapse_1"] + arrays["bias_1"])))
    np.testing.assert_allclose(machine.workspace.outputs, expected, rtol=1e-13)


@pytest.mark.parametrize("batch_size", [3, 7])
@pytest.mark.parametrize("shuffle", [True, False])
def test_each_epoch_is_recorded_once(batch_size: int, shuffle: bool) -> None:
    plan = Plan(**{**vars(SHORT), "batch_size": batch_size, "shuffle": shuffle})
    machine = machine_on_drawn_data(plan, rows=7)
    for count in (5, machine.program.epoch_length, 3 * machine.program.epoch_length, 1):
        machine.run_ops(count)
    machine.run_epoch()
    assert machine.records.epochs.tolist() == list(range(1, machine.cursor.epoch + 1))


def test_recorded_loss_weighs_batches_by_their_rows() -> None:
    machine = short_machine()
    losses = []
    for _ in range(3):
        machine.run_batch()
        arrays = arrays_of(machine)
        y, l = arrays["y"], arrays["l2"]
        losses.append((len(y), float(-np.mean(y * np.log(l) + (1 - y) * np.log(1 - l)))))
    weighed = sum(rows * loss for rows, loss in losses) / 7
    assert machine.records.losses[0] == pytest.approx(weighed, rel=1e-12)


def test_restored_moment_forgets_later_records() -> None:
    machine = short_machine()
    machine.run_epoch()
    machine.run_op()
    state = machine.save()
    machine.run_ops(3 * machine.program.epoch_length)
    machine.restore(state)
    assert machine.records.epochs.tolist() == [1]


def test_saved_moment_does_not_change_when_the_run_goes_on() -> None:
    machine = short_machine(shuffle=True)
    machine.run_epoch()
    state = machine.save()
    block, outputs = state.block.copy(), state.epoch_arrays["outputs"].copy()
    machine.run_epoch()
    np.testing.assert_array_equal(state.block, block)
    np.testing.assert_array_equal(state.epoch_arrays["outputs"], outputs)


@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf])
def test_one_number_that_is_not_finite_is_found(value: float) -> None:
    machine = Plan().machine()
    assert machine.is_finite()
    machine.workspace.arrays["synapse_1"][2, 0] = value
    assert not machine.is_finite()


def test_finite_numbers_whose_sum_overflows_are_finite() -> None:
    machine = Plan().machine()
    machine.workspace.arrays["synapse_0"][...] = 1e308
    assert machine.is_finite()


def test_infinities_that_cancel_are_found() -> None:
    machine = Plan().machine()
    machine.workspace.arrays["synapse_0"][0, :2] = np.inf, -np.inf
    assert not machine.is_finite()


RUNS: list[Callable[[Machine], object]] = [
    Machine.run_op,
    Machine.run_batch,
    Machine.run_epoch,
    lambda machine: machine.run_ops(3 * machine.program.epoch_length),
]


@pytest.mark.parametrize("run", RUNS)
def test_overflow_warns_of_nothing(run: Callable[[Machine], object]) -> None:
    machine = Plan((3, 4, 1), ("sigmoid", "linear"), batch_size=3).machine()
    machine.workspace.arrays["synapse_0"][...] = -1e308
    machine.workspace.arrays["synapse_1"][...] = 1e308
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for _ in range(40):
            run(machine)
    assert not machine.is_finite()


LARGE = Plan((64, 64, 64), ("sigmoid", "sigmoid"), "mse", True)
"""On 512 rows one array of a layer is 262 kB."""


@pytest.mark.parametrize("shuffle", [True, False])
@pytest.mark.parametrize("batch_size", [512, 200])
def test_iteration_allocates_no_array(batch_size: int, shuffle: bool) -> None:
    plan = Plan(**{**vars(LARGE), "batch_size": batch_size, "shuffle": shuffle})
    machine = machine_on_drawn_data(plan, rows=512)
    machine.run_ops(2 * machine.program.epoch_length)
    tracemalloc.start()
    try:
        machine.run_ops(2 * machine.program.epoch_length)
        before = tracemalloc.get_traced_memory()[0]
        tracemalloc.reset_peak()
        machine.run_ops(10 * machine.program.epoch_length)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    # A row order of 4 kB is drawn anew each epoch, and ufuncs on views may buffer 8,192 numbers.
    assert peak - before < 100_000


def test_thousand_epochs_take_the_memory_of_their_records() -> None:
    machine = Plan(batch_size=3).machine()
    machine.run_ops(1000 * machine.program.epoch_length)
    machine.records.clear()
    tracemalloc.start()
    try:
        machine.run_ops(10 * machine.program.epoch_length)
        before = tracemalloc.get_traced_memory()[0]
        tracemalloc.reset_peak()
        machine.run_ops(1000 * machine.program.epoch_length)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    # Three numbers an epoch, in a table that may be twice as large, and is copied when it grows.
    assert peak - before < 1000 * 80

"""The memory of a run: views of one block, and how much of it is allowed."""

from __future__ import annotations

import tracemalloc
from itertools import pairwise

import numpy as np
import pytest

from nn_tui.engine import workspace as module
from nn_tui.engine.composition import build_program
from nn_tui.engine.errors import NetworkError
from nn_tui.engine.program import Program
from nn_tui.engine.schedule import Schedule
from nn_tui.engine.workspace import MEMORY_LIMIT, Workspace, check_memory, memory_needed
from tests.engine.building import CLASSIC_X, CLASSIC_Y, Plan


def program_of(sizes: tuple[int, ...], rows: int = 4, batch_size: int = 4) -> Program:
    plan = Plan(sizes, ("sigmoid",) * (len(sizes) - 1))
    return build_program(plan.network(), Schedule(rows, batch_size, False), seed=1)


def test_every_array_of_the_layout_is_a_view_of_the_block() -> None:
    workspace = Plan(bias=True).machine().workspace
    for name in workspace.layout.places:
        assert np.shares_memory(workspace.arrays[name], workspace.block), name


def test_no_two_arrays_of_the_layout_overlap() -> None:
    workspace = Plan((3, 5, 2, 1), ("sigmoid",) * 3, bias=True).machine().workspace
    places = sorted((p.start, p.stop) for p in workspace.layout.places.values())
    assert all(stop <= start for (_, stop), (start, _) in pairwise(places))


def test_parameters_and_descents_lie_alike() -> None:
    workspace = Plan(bias=True).machine().workspace
    layout = workspace.layout
    shift = layout.descents.start - layout.parameters.start
    for name in workspace.program.network.parameters:
        assert layout.places[f"{name}_descent"].start == layout.places[name].start + shift


def test_arrays_have_the_shapes_of_the_network() -> None:
    plan = Plan((3, 5, 2), ("sigmoid",) * 2, bias=True)
    workspace = plan.machine(CLASSIC_X, np.eye(4)[:, :2]).workspace
    shapes = {name: array.shape for name, array in workspace.arrays.items()}
    expected = {
        "l0": (4, 3),
        "y": (4, 2),
        "z1": (4, 5),
        "l1_delta": (4, 5),
        "l2_error": (4, 2),
        "synapse_0": (3, 5),
        "bias_1": (2,),
        "synapse_1_descent": (5, 2),
        "loss": (),
        "outputs": (4, 2),
    }
    assert {name: shapes[name] for name in expected} == expected


def test_short_batch_sees_the_first_rows() -> None:
    workspace = Plan(batch_size=3).machine().workspace
    short = workspace.buffers(1)
    assert short["l1"].shape == (1, 4)
    assert np.shares_memory(short["l1"], workspace.arrays["l1"][:1])


def test_inputs_and_targets_are_never_written() -> None:
    inputs, targets = CLASSIC_X.copy(), CLASSIC_Y.copy()
    for array in (inputs, targets):
        array.setflags(write=False)
    for batch_size, shuffle in [(4, False), (4, True), (3, True), (3, False)]:
        machine = Plan(batch_size=batch_size, shuffle=shuffle).machine(inputs, targets)
        machine.run_ops(2 * machine.program.epoch_length)
        np.testing.assert_array_equal(machine.workspace.inputs, CLASSIC_X)
        np.testing.assert_array_equal(machine.workspace.targets, CLASSIC_Y)


def test_parameters_are_copied_in() -> None:
    machine = Plan().machine()
    weights = {"synapse_0": np.ones((3, 4)), "synapse_1": np.ones((4, 1))}
    machine.workspace.set_parameters(weights)
    machine.run_epoch()
    assert weights["synapse_0"].tolist() == np.ones((3, 4)).tolist()


def test_memory_above_the_limit_is_refused_with_its_size() -> None:
    with pytest.raises(NetworkError) as refusal:
        check_memory(program_of((3, 100_000_000, 1)))
    assert str(refusal.value) == (
        "a 3-100000000-1 network with batches of 4 rows would take 26 GB of memory: "
        "the limit is 1 GB; use fewer hidden units or a smaller batch size"
    )


@pytest.mark.parametrize("rows", [10, 10**6, 10**9])
def test_memory_of_many_rows_counts(rows: int) -> None:
    needed = memory_needed(program_of((3, 4, 1), rows, rows))
    # 21 numbers a row at the least: l0, y, z, l, error and delta of 4 + 1 units.
    assert needed >= 8 * 24 * rows


def test_memory_is_refused_before_anything_is_allocated() -> None:
    program = program_of((3, 100_000_000, 1))
    tracemalloc.start()
    try:
        with pytest.raises(NetworkError):
            Workspace(program, CLASSIC_X, CLASSIC_Y)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 1_000_000


def test_memory_up_to_the_limit_is_allowed(monkeypatch: pytest.MonkeyPatch) -> None:
    program = program_of((3, 4, 1))
    monkeypatch.setattr(module, "MEMORY_LIMIT", memory_needed(program))
    check_memory(program)


def test_memory_one_byte_above_the_limit_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    program = program_of((3, 4, 1))
    monkeypatch.setattr(module, "MEMORY_LIMIT", memory_needed(program) - 1)
    with pytest.raises(NetworkError, match="a 3-4-1 network"):
        check_memory(program)


def test_limit_is_one_gigabyte() -> None:
    assert MEMORY_LIMIT == 10**9


@pytest.mark.parametrize("shuffle", [True, False])
@pytest.mark.parametrize("batch_size", [1000, 100])
def test_memory_taken_is_no_more_than_was_foreseen(batch_size: int, shuffle: bool) -> None:
    plan = Plan((20, 30, 10), ("tanh", "softmax"), "cross-entropy", True)
    plan = Plan(**{**vars(plan), "batch_size": batch_size, "shuffle": shuffle})
    inputs = np.random.RandomState(0).standard_normal((1000, 20))
    targets = np.eye(10)[np.arange(1000) % 10]
    tracemalloc.start()
    try:
        machine = plan.machine(inputs, targets)
        machine.run_epoch()
        taken = tracemalloc.get_traced_memory()[0]
    finally:
        tracemalloc.stop()
    # Python's own objects (bound calls, views) are some 200 kB, whatever the network's size.
    assert taken <= memory_needed(machine.program) + 300_000

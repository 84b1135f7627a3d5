"""Frozen weights: they take no step, the others the step they always take, at any speed."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from nn_tui.engine.arrays import Array, Mask
from nn_tui.engine.freezing import Cells
from nn_tui.engine.fusion import fused_iteration
from nn_tui.engine.gradient_check import check_gradients
from nn_tui.engine.machine import Machine
from nn_tui.engine.program import Program
from tests.engine.building import Plan, arrays_of
from tests.engine.plans import Case, cases
from tests.engine.test_same_bits import run_listing

Masks = dict[str, Mask]


def drawn_masks(machine: Machine, seed: int) -> Masks:
    """Freeze about half of the cells of about two thirds of the parameters."""
    stream = np.random.RandomState(seed)
    shapes = machine.program.network.parameters.items()
    drawn = {name: stream.random_sample(shape) < 0.5 for name, shape in shapes}
    return {name: mask for name, mask in drawn.items() if stream.randint(3)}


def mask_of(*cells: tuple[int, int]) -> Mask:
    mask = np.zeros((3, 4), dtype=bool)
    for cell in cells:
        mask[cell] = True
    return mask


def lines(machine: Machine) -> list[str]:
    return [op.line for op in machine.program.iteration[-2:]]


def _rows_written(machine: Machine, name: str) -> int | None:
    """Count the rows that an array was given last; None: all there are, or it has no rows."""
    place, written = machine.workspace.layout.places.get(name), machine.written_at(name)
    if place is None or not place.has_rows or written is None:
        return None
    return machine.program.schedule.rows_of(written.batch)


def _first(array: Array, rows: int | None) -> Array:
    return array if rows is None else array[:rows]


def assert_same_arrays(one: Machine, other: Machine) -> None:
    expected, actual = arrays_of(other), arrays_of(one)
    for name in expected:
        # Behind the rows of a short last batch stands what nobody is shown.
        rows = _rows_written(other, name)
        np.testing.assert_array_equal(
            _first(actual[name], rows), _first(expected[name], rows), err_msg=name
        )
    np.testing.assert_array_equal(one.records.losses, other.records.losses)
    assert one.cursor == other.cursor


def test_classic_with_a_frozen_weight_gives_the_bits_of_the_loop_typed_out() -> None:
    machine = Plan().machine()
    machine.freeze({"synapse_0": mask_of((1, 2))})
    l0, y = machine.workspace.inputs, machine.workspace.targets
    synapse_0, synapse_1 = (machine.workspace.arrays[f"synapse_{k}"].copy() for k in (0, 1))
    held = synapse_0[1, 2].item()
    for _ in range(50):
        l1 = 1 / (1 + np.exp(-(l0 @ synapse_0)))
        l2 = 1 / (1 + np.exp(-(l1 @ synapse_1)))
        l2_delta = (y - l2) * (l2 * (1 - l2))
        l1_delta = (l2_delta @ synapse_1.T) * (l1 * (1 - l1))
        synapse_1 += l1.T @ l2_delta
        synapse_0 += l0.T @ l1_delta
        synapse_0[1, 2] = held
    machine.run_ops(50 * machine.program.epoch_length)
    np.testing.assert_array_equal(machine.workspace.arrays["synapse_0"], synapse_0)
    np.testing.assert_array_equal(machine.workspace.arrays["synapse_1"], synapse_1)


@settings(deadline=None, max_examples=60)
@given(case=cases(), seed=st.integers(0, 99), epochs=st.integers(1, 3))
def test_full_speed_with_frozen_weights_gives_the_bits_of_the_listing(
    case: Case, seed: int, epochs: int
) -> None:
    machine = case.plan.machine(case.inputs, case.targets)
    machine.freeze(drawn_masks(machine, seed))
    with np.errstate(all="ignore"):
        names = run_listing(machine, epochs)
    machine.run_ops(epochs * machine.program.epoch_length)
    actual = arrays_of(machine)
    for name in machine.program.written - {"order", "outputs"}:
        np.testing.assert_array_equal(actual[name], names[name], err_msg=name)


@settings(deadline=None, max_examples=60)
@given(case=cases(), seed=st.integers(0, 99))
def test_frozen_weights_stay_and_others_take_their_step(case: Case, seed: int) -> None:
    machine, free = (case.plan.machine(case.inputs, case.targets) for _ in range(2))
    masks = drawn_masks(machine, seed)
    machine.freeze(masks)
    before = {name: machine.workspace.arrays[name].copy() for name in masks}
    for one in (machine, free):
        one.run_batch()
    for name in machine.program.network.parameters:
        moved, held = free.workspace.arrays[name], before.get(name, 0.0)
        expected = np.where(masks.get(name, False), held, moved)
        np.testing.assert_array_equal(machine.workspace.arrays[name], expected, err_msg=name)


@settings(deadline=None, max_examples=60)
@given(case=cases(), seed=st.integers(0, 99), first=st.integers(0, 30), then=st.integers(0, 60))
def test_freezing_amid_an_iteration_keeps_all_else(
    case: Case, seed: int, first: int, then: int
) -> None:
    fast, slow = (case.plan.machine(case.inputs, case.targets) for _ in range(2))
    masks = drawn_masks(fast, seed)
    fast.run_ops(first)
    fast.freeze(masks)
    fast.run_ops(then)
    fast.freeze({})
    fast.run_ops(17)
    for count, wanted in ((first, masks), (then, {}), (17, {})):
        for _ in range(count):
            slow.run_op()
        slow.freeze(wanted)
    assert_same_arrays(fast, slow)


def test_update_line_says_what_may_be_frozen_and_the_cursor_stays() -> None:
    machine = Plan().machine()
    machine.run_ops(17)
    before, cursor, length = machine.workspace.block.copy(), machine.cursor, 14
    plain = lines(machine)
    machine.freeze({"synapse_0": mask_of((1, 2)), "synapse_1": np.zeros((4, 1), dtype=bool)})
    assert lines(machine) == [
        plain[0],
        "synapse_0 += np.where(frozen_synapse_0, 0, learning_rate * synapse_0_descent)",
    ]
    assert (machine.cursor, machine.program.epoch_length) == (cursor, length)
    assert machine.workspace.block.tolist() == before.tolist()
    machine.freeze({})
    assert lines(machine) == plain


def test_program_with_other_frozen_parameters_is_of_the_same_run() -> None:
    program = Plan().machine().program
    frozen = program.with_frozen({"synapse_1"})
    assert not program.frozen
    assert frozen.frozen == {"synapse_1"}
    assert frozen.is_same_run(program)
    assert frozen.with_frozen(()) == program
    assert not Plan().machine().program.is_same_run(program)


def test_mask_that_changes_under_the_same_line_counts_from_the_next_update() -> None:
    machine = Plan().machine()
    machine.freeze({"synapse_0": mask_of((1, 2))})
    machine.run_epoch()
    machine.freeze({"synapse_0": mask_of((0, 0))})
    before = machine.workspace.arrays["synapse_0"].copy()
    machine.run_epoch()
    still = machine.workspace.arrays["synapse_0"] == before
    assert still.tolist() == mask_of((0, 0)).tolist()


def test_full_speed_runs_one_more_call_while_something_is_frozen_and_none_otherwise() -> None:
    machine = Plan(bias=True).machine()
    workspace, plain = machine.workspace, machine.program
    buffers = workspace.buffers(4)

    def count(program: Program) -> int:
        return len(fused_iteration(program, workspace, buffers))

    frozen = plain.with_frozen({"synapse_0", "bias_0", "synapse_1"})
    assert count(frozen) == count(plain) + 1
    assert count(frozen.with_frozen(())) == count(plain)


def test_gradient_check_is_of_frozen_weights_too() -> None:
    free, frozen = Plan(bias=True).machine(), Plan(bias=True).machine()
    frozen.freeze({"synapse_0": mask_of((1, 2)), "bias_1": np.array([True])})
    checks = [check_gradients(m.program, m.workspace, seed=1) for m in (free, frozen)]
    assert checks[0] == checks[1]
    assert sum(check.size for check in checks[1]) == 21


def test_window_is_the_rectangle_of_the_cells() -> None:
    cells = Cells("synapse_0", (0, 2), (3, 1))
    mask = np.zeros((3, 4), dtype=bool)
    mask[cells.window] = True
    assert mask.tolist() == mask_of((0, 2), (1, 2), (2, 2)).tolist()

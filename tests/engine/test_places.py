"""Cursors as counts of ops, and rows gathered in the order of their own epoch."""

from __future__ import annotations

import numpy as np
import pytest

from nn_tui.engine.cursor import Cursor
from nn_tui.engine.machine import Machine
from nn_tui.recipe.recipe import assemble, plan
from tests.debugger.sessions import recipe_of

SCHEDULES = [
    {},
    {"batch_size": "3"},
    {"batch_size": "3", "shuffle": "yes"},
    {"shuffle": "yes"},
    {"batch_size": "2", "shuffle": "yes", "bias": "yes"},
]


@pytest.mark.parametrize("given", SCHEDULES)
def test_cursor_and_count_of_ops_are_each_other(given: dict[str, str]) -> None:
    program = plan(recipe_of(**given))
    cursor = Cursor()
    for ops in range(4 * program.epoch_length):
        assert program.ops_before(cursor) == ops
        assert program.cursor_at(ops) == cursor
        cursor = program.after(cursor)


@pytest.mark.parametrize("given", SCHEDULES)
def test_end_of_an_epoch_is_where_a_machine_stands_after_it(given: dict[str, str]) -> None:
    machine = assemble(recipe_of(**given))
    for epoch in range(4):
        assert machine.program.end_of_epoch(epoch) == machine.cursor
        machine.run_epoch()


def gathered(machine: Machine) -> list[list[float]]:
    arrays = machine.workspace.epoch_arrays
    return [arrays[name].ravel().tolist() for name in ("epoch_x", "epoch_y")]


def test_rows_stay_in_the_last_order_between_shuffling_and_gathering() -> None:
    machine = assemble(recipe_of("xor", batch_size="3", shuffle="yes"))
    machine.run_ops(2 * machine.program.epoch_length + 1)
    before = gathered(machine)
    order = machine.workspace.order
    assert before[0] != machine.workspace.inputs[order].ravel().tolist()
    state = machine.save()
    machine.run_ops(7)
    machine.restore(state)
    assert gathered(machine) == before
    drawn = np.random.RandomState([1, 0, 2]).permutation(len(order))
    np.testing.assert_array_equal(machine.order_in("epoch_x"), drawn)

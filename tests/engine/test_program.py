"""The program's arithmetic with cursors, against the list of moments written out."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nn_tui.engine.composition import build_program
from nn_tui.engine.cursor import Cursor
from nn_tui.engine.ops.op import Phase
from nn_tui.engine.program import Program
from nn_tui.engine.schedule import Schedule
from tests.engine.building import Plan

EPOCHS = 4


@st.composite
def programs(draw: st.DrawFn) -> Program:
    """Draw a program; its arithmetic depends on rows, batches and order more than on layers."""
    rows = draw(st.integers(1, 9))
    schedule = Schedule(rows, draw(st.integers(1, rows + 1)), draw(st.booleans()))
    hidden = draw(st.sampled_from([(), (2,)]))
    loss, output = draw(st.sampled_from([("squared", "sigmoid"), ("bce", "sigmoid")]))
    activations = ("tanh",) * len(hidden) + (output,)
    plan = Plan((2, *hidden, 1), activations, loss, bias=draw(st.booleans()))
    return build_program(plan.network(), schedule, seed=1)


def moments(program: Program, epochs: int = EPOCHS) -> list[Cursor]:
    """Write out every moment of a run, from before the first op."""
    batches = range(1, program.schedule.batches + 1)
    return [Cursor()] + [
        Cursor(epoch, batch, op)
        for epoch in range(1, epochs + 1)
        for batch in batches
        for op in range(1, len(program.ops(batch)) + 1)
    ]


def batch_ends(program: Program) -> list[int]:
    """Places in `moments` that end a batch."""
    every = enumerate(moments(program))
    return [i for i, cursor in every if i and cursor.op == len(program.ops(cursor.batch))]


def epoch_ends(program: Program) -> list[int]:
    """Places in `moments` that end an epoch."""
    every, last = moments(program), program.schedule.batches
    return [i for i in batch_ends(program) if every[i].batch == last]


SETTINGS = settings(deadline=None, max_examples=40)


@SETTINGS
@given(programs())
def test_after_goes_through_every_moment(program: Program) -> None:
    every = moments(program)
    assert [program.after(cursor) for cursor in every[:-1]] == every[1:]


@SETTINGS
@given(programs())
def test_batch_ends_are_where_a_batch_ends(program: Program) -> None:
    every = moments(program)
    done = [i for i, cursor in enumerate(every) if program.is_batch_done(cursor)]
    assert done == [0, *batch_ends(program)]


@SETTINGS
@given(programs())
def test_epoch_ends_are_where_an_epoch_ends(program: Program) -> None:
    every = moments(program)
    done = [i for i, cursor in enumerate(every) if program.is_epoch_done(cursor)]
    assert done == [0, *epoch_ends(program)]


@SETTINGS
@given(programs())
def test_ops_to_batch_end_reach_the_next_end(program: Program) -> None:
    ends = batch_ends(program)
    for place, cursor in enumerate(moments(program)[:-1]):
        assert program.ops_to_batch_end(cursor) == min(e for e in ends if e > place) - place


@SETTINGS
@given(programs())
def test_ops_to_epoch_end_reach_the_next_end(program: Program) -> None:
    ends = epoch_ends(program)
    for place, cursor in enumerate(moments(program)[:-1]):
        assert program.ops_to_epoch_end(cursor) == min(e for e in ends if e > place) - place


@SETTINGS
@given(programs())
def test_epoch_length_is_the_distance_of_epoch_ends(program: Program) -> None:
    first, second, *_ = epoch_ends(program)
    assert program.epoch_length == first == second - first


@SETTINGS
@given(programs(), st.data())
def test_whole_ends_at_the_last_end_within_reach(program: Program, data: st.DataObject) -> None:
    every = moments(program)
    place = data.draw(st.integers(0, len(every) - 2))
    ops = data.draw(st.integers(1, len(every) - 1 - place))
    reach = range(place + 1, place + ops + 1)
    ends = [e for e in epoch_ends(program) if e in reach]
    ends = ends or [e for e in batch_ends(program) if e in reach]
    expected = max(ends) - place if ends else ops
    assert program.whole(every[place], ops) == expected


@SETTINGS
@given(programs())
def test_op_before_is_the_op_that_was_done(program: Program) -> None:
    done = [op for b in range(1, program.schedule.batches + 1) for op in program.ops(b)]
    every = moments(program, epochs=1)
    assert [program.op_before(cursor) for cursor in every] == [None, *done]


@SETTINGS
@given(programs())
def test_written_at_agrees_with_a_history_of_writes(program: Program) -> None:
    history: dict[str, Cursor] = {}
    for cursor in moments(program):
        op = program.op_before(cursor)
        if op is not None:
            history[op.writes] = cursor
        found = {name: program.written_at(name, cursor) for name in program.written}
        assert found == {name: history.get(name) for name in program.written}


@SETTINGS
@given(programs())
def test_name_that_no_op_writes_was_never_written(program: Program) -> None:
    assert all(program.written_at("learning_rate", c) is None for c in moments(program))


@SETTINGS
@given(programs())
def test_length_counts_the_ops_of_a_batch(program: Program) -> None:
    for batch in range(1, program.schedule.batches + 1):
        assert program.length(batch) == len(program.ops(batch))


def test_cursors_are_ordered_in_time() -> None:
    every = moments(build_program(Plan().network(), Schedule(5, 2, True), seed=1))
    assert sorted(reversed(every)) == every


def test_descents_all_come_before_any_update() -> None:
    program = build_program(Plan(bias=True).network(), Schedule(4, 4, False), seed=1)
    phases = [op.phase for op in program.iteration]
    last_descent = max(i for i, phase in enumerate(phases) if phase is Phase.DESCENT)
    assert last_descent < phases.index(Phase.UPDATE)


def test_shuffled_batches_are_gathered_and_taken() -> None:
    program = build_program(Plan().network(), Schedule(4, 3, True), seed=7)
    assert [op.line for op in (*program.start, *program.iteration[:2])] == [
        "order = np.random.RandomState([7, 0, epoch]).permutation(len(inputs))",
        "epoch_x = inputs[order]",
        "epoch_y = targets[order]",
        "l0 = epoch_x[start:stop]",
        "y = epoch_y[start:stop]",
    ]


@pytest.mark.parametrize(
    ("rows", "batch_size", "sizes"),
    [(4, 4, [4]), (4, 9, [4]), (5, 2, [2, 2, 1]), (6, 3, [3, 3]), (3, 1, [1, 1, 1])],
)
def test_rows_are_dealt_out_to_the_last(rows: int, batch_size: int, sizes: list[int]) -> None:
    schedule = Schedule(rows, batch_size, False)
    batches = range(1, schedule.batches + 1)
    assert [schedule.rows_of(batch) for batch in batches] == sizes
    taken = [row for batch in batches for row in range(rows)[schedule.window(batch)]]
    assert taken == list(range(rows))

"""Back and forth in time: every moment has the bits of a straight run to it."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nn_tui.data.revision import write_cells
from nn_tui.debugger.changes import apply
from nn_tui.debugger.commands import ToggleFrozen
from nn_tui.debugger.destinations import Landmark
from nn_tui.debugger.journal import Begin, Continue, Freeze, Place, SetCells, path
from nn_tui.debugger.journey import Journey
from nn_tui.debugger.parts import part_of
from nn_tui.debugger.rows import change_row, leave_out
from nn_tui.debugger.session import Session
from nn_tui.debugger.travel import GoToLine, PassLandmark
from nn_tui.debugger.travels import NowhereError, set_out
from nn_tui.debugger.unit import Unit
from nn_tui.engine.arrays import Mask
from nn_tui.engine.cursor import Cursor
from nn_tui.engine.machine import Machine
from nn_tui.errors import InputError
from nn_tui.recipe.recipe import assemble
from tests.debugger.sessions import session_of

KINDS = [
    ("classic", {}),
    ("xor", {"batch_size": "3", "shuffle": "yes"}),
    ("xor", {"batch_size": "3"}),
    ("xor", {"shuffle": "yes"}),
    ("classic", {"batch_size": "2", "standardize": "yes"}),
]


def straight(place: Place) -> Machine:
    """Run a machine of its own straight to a place, with the changes on the way."""
    entries = list(place.entry.back())[::-1]
    machine, frozen = assemble(entries[0].recipe), set[tuple[str, tuple[int, ...]]]()
    for entry in entries[1:]:
        _run_to(machine, entry.cursor)
        match entry.change:
            case Begin(recipe):
                machine, frozen = assemble(recipe), set()
            case Continue(recipe):
                later = assemble(recipe)
                for name in (*later.program.network.parameters, "learning_rate", "loss", "error"):
                    later.workspace.arrays[name][...] = machine.workspace.arrays[name]
                later.begin_after(machine.program.epochs_done(machine.cursor))
                machine = later
                machine.freeze(_masks(machine, frozen))
            case Freeze(some, is_frozen):
                for cells in some:
                    for index in np.ndindex(*cells.shape):
                        cell = cells.array, tuple(np.add(cells.start, index).tolist())
                        (frozen.add if is_frozen else frozen.discard)(cell)
                machine.freeze(_masks(machine, frozen))
            case SetCells(name, start, values):
                array = machine.workspace.arrays[name]
                for index in np.ndindex(*values.shape):
                    array[tuple(np.add(start, index))] = values[index]
    _run_to(machine, place.cursor)
    return machine


def _masks(machine: Machine, cells: set[tuple[str, tuple[int, ...]]]) -> dict[str, Mask]:
    shapes = machine.program.network.parameters
    masks = {name: np.zeros(shape, dtype=bool) for name, shape in shapes.items()}
    for name, index in cells:
        masks[name][index] = True
    return masks


def _run_to(machine: Machine, cursor: Cursor) -> None:
    while machine.cursor < cursor:
        machine.run_op()


def assert_straight(session: Session) -> None:
    """Hold a session against the straight run to where it stands, bit for bit."""
    place, tip = session.timeline.place, session.timeline.branch.tip
    ahead = path(place.entry, tip)
    assert ahead is not None and (not ahead or place.cursor <= ahead[0].cursor)
    machine, reference = session.machine, straight(place)
    assert machine.cursor == reference.cursor
    assert machine.began == reference.began
    lines, expected = ([op.line for op in m.program.iteration] for m in (machine, reference))
    assert lines == expected
    for name, mask in reference.workspace.frozen.items():
        np.testing.assert_array_equal(machine.workspace.frozen[name], mask, err_msg=name)
    for name, array in reference.workspace.arrays.items():
        shown = slice(_rows_shown(reference, name))
        here = machine.workspace.arrays[name]
        np.testing.assert_array_equal(
            np.atleast_1d(here)[shown], np.atleast_1d(array)[shown], err_msg=name
        )
    for name, array in reference.workspace.epoch_arrays.items():
        if reference.written_at(name) is not None:
            here = machine.workspace.epoch_arrays[name]
            np.testing.assert_array_equal(here, array, err_msg=name)
    np.testing.assert_array_equal(machine.workspace.order, reference.workspace.order)


def _rows_shown(machine: Machine, name: str) -> int | None:
    """Count the rows that an array has, but for those of a longer batch before; None: all."""
    place = machine.workspace.layout.places.get(name)
    written = machine.written_at(name)
    if place is None or not place.has_rows or written is None:
        return None
    return machine.program.schedule.rows_of(written.batch)


@pytest.mark.parametrize(("dataset", "given_"), KINDS)
@pytest.mark.parametrize("unit", Unit)
def test_back_undoes_a_step(dataset: str, given_: dict[str, str], unit: Unit) -> None:
    session = session_of(dataset, **given_)
    places = []
    for _ in range(12):
        places.append(session.cursor)
        session.step(unit)
    for cursor in reversed(places):
        session.back(unit)
        assert session.cursor == cursor
        assert_straight(session)


@pytest.mark.parametrize(("dataset", "given_"), KINDS)
def test_one_op_back_from_anywhere(dataset: str, given_: dict[str, str]) -> None:
    session = session_of(dataset, **given_)
    ops = 3 * session.machine.program.epoch_length
    session.advance(ops)
    for count in range(ops - 1, -1, -1):
        session.back(Unit.OP)
        assert session.machine.program.ops_before(session.cursor) == count
        assert_straight(session)


def test_batch_and_epoch_back_end_at_the_end_before() -> None:
    session = session_of("xor", batch_size="3", shuffle="yes")
    program = session.machine.program
    session.go_to(Cursor(3, 2, 4))
    session.back(Unit.BATCH)
    assert session.cursor == Cursor(3, 1, program.length(1))
    session.back(Unit.EPOCH)
    assert session.cursor == Cursor(2, 2, program.length(2))
    session.back(Unit.EPOCH)
    assert session.cursor == Cursor(1, 2, program.length(2))


def test_end_of_an_epoch_is_found_where_batches_had_another_size() -> None:
    session = session_of()
    session.advance(10 * session.machine.program.epoch_length)
    session.edit("batch_size", "2")
    session.advance(10 * session.machine.program.epoch_length)
    end = session.cursor
    for epoch, batches in ((5, 1), (15, 2), (10, 1), (0, 1)):
        session.travel(session.ways.to_epoch(epoch))
        assert session.machine.program.schedule.batches == batches
        assert session.cursor == session.machine.program.end_of_epoch(epoch)
        assert_straight(session)
    session.travel(session.ways.to_epoch(500))
    assert session.cursor == end


def test_going_back_from_the_beginning_stays_there() -> None:
    session = session_of()
    for unit in Unit:
        session.back(unit)
        assert session.cursor == Cursor()


def test_run_on_from_the_past_makes_the_changes_again() -> None:
    session = session_of()
    session.advance(30)
    session.edit("learning_rate", "0.25")
    session.advance(200)
    end = session.cursor
    session.go_to(Cursor(1, 1, 3))
    assert session.recipe.hyperparameters.learning_rate == 1.0
    session.go_to(end)
    assert session.recipe.hyperparameters.learning_rate == 0.25
    assert_straight(session)
    assert len(session.timeline.branches) == 1


def test_change_in_the_past_begins_a_branch_and_keeps_the_other() -> None:
    session = session_of()
    session.advance(session.ops_left())
    weights = session.machine.workspace.parameters.copy()
    session.go_to(Cursor(20, 1, 5))
    session.edit("learning_rate", "0.25")
    main, branch = session.timeline.branches
    assert session.timeline.branch is branch
    assert (main.name, branch.name) == ("main", "branch 2")
    session.advance(session.ops_left())
    assert_straight(session)
    assert session.machine.workspace.parameters.tolist() != weights.tolist()
    session.travel(session.ways.to_branch(main))
    assert session.machine.workspace.parameters.tolist() == weights.tolist()
    assert_straight(session)


def test_branch_shares_the_curve_up_to_where_it_parted() -> None:
    session = session_of()
    session.advance(session.ops_left())
    whole = session.snapshot().curve.table
    session.go_to(Cursor(20, 1, 5))
    session.edit("learning_rate", "0.25")
    np.testing.assert_array_equal(session.snapshot().curve.table, whole[:19])
    session.step(Unit.EPOCH)
    assert session.snapshot().curve.epochs.tolist() == list(range(1, 21))


def test_batch_size_waits_for_the_next_epoch() -> None:
    session = session_of()
    session.advance(30)
    session.edit("batch_size", "3")
    assert session.machine.program.schedule.batches == 1
    assert session.planned.hyperparameters.batch_size == 3
    session.step(Unit.EPOCH)
    assert session.cursor.epoch == 3
    assert session.machine.program.schedule.batches == 2
    assert session.snapshot().array("l2") is None
    session.step(Unit.EPOCH)
    assert session.cursor.epoch == 4
    assert_straight(session)
    assert session.snapshot().curve.epochs.tolist() == [1, 2, 3, 4]
    session.back(Unit.EPOCH)
    session.back(Unit.OP)
    assert session.machine.program.schedule.batches == 1
    assert_straight(session)


@pytest.mark.parametrize("kind", Landmark)
def test_landmark_before_the_first_op_after_other_batches_is_where_they_begin(
    kind: Landmark,
) -> None:
    session = session_of()
    session.step(Unit.EPOCH)
    session.edit("batch_size", "2")
    began = session.timeline.place
    session.step(Unit.OP)
    way = set_out(PassLandmark(kind, is_back=True), session)
    assert isinstance(way, Journey)
    session.travel(way)
    assert session.timeline.place == began
    assert_straight(session)


def test_line_of_the_epoch_before_other_batches_is_not_gone_to() -> None:
    session = session_of()
    session.step(Unit.EPOCH)
    session.edit("batch_size", "2")
    session.step(Unit.OP)
    with pytest.raises(NowhereError, match="that line has not run yet"):
        set_out(GoToLine(3, is_back=True), session)


def test_moment_of_other_batches_from_before_they_began_is_where_they_begin() -> None:
    session = session_of()
    session.step(Unit.EPOCH)
    session.edit("batch_size", "2")
    began = session.timeline.place
    session.step(Unit.EPOCH)
    session.go_to(began.cursor)
    assert session.timeline.place == began
    assert_straight(session)


def test_second_change_of_the_batches_replaces_the_one_that_waits() -> None:
    session = session_of()
    session.advance(30)
    session.edit("batch_size", "3")
    session.edit("shuffle", "yes")
    assert len(session.timeline.branch.pending) == 1
    session.step(Unit.EPOCH)
    schedule = session.machine.program.schedule
    assert (schedule.batches, schedule.is_shuffled) == (2, True)


def test_going_back_crosses_into_the_run_before() -> None:
    session = session_of()
    session.advance(100)
    before = session.cursor
    session.edit("hidden", "3")
    assert session.cursor == Cursor()
    session.back(Unit.OP)
    assert session.cursor == before
    assert session.machine.program.network.sizes == (3, 4, 1)
    assert_straight(session)
    session.step(Unit.OP)
    assert (session.cursor, session.machine.program.network.sizes) == (Cursor(), (3, 3, 1))


def test_run_is_not_gone_on_with_past_where_another_began() -> None:
    session = session_of()
    session.advance(47)
    before = session.cursor
    session.edit("hidden", "3")
    session.step(Unit.EPOCH)
    session.back(Unit.EPOCH)
    session.back(Unit.OP)
    assert session.cursor == before
    assert not session.go_to(Cursor(9, 1, 2))
    assert session.cursor == Cursor()
    assert session.machine.program.network.sizes == (3, 3, 1)
    assert_straight(session)
    session.advance(35)
    assert_straight(session)


def test_undo_takes_a_change_back_where_it_was_made() -> None:
    session = session_of()
    session.advance(30)
    session.edit("learning_rate", "0.25")
    session.advance(50)
    session.travel(session.ways.undo())
    assert session.cursor == session.machine.program.cursor_at(30)
    assert session.recipe.hyperparameters.learning_rate == 1.0
    session.travel(session.ways.redo())
    assert session.recipe.hyperparameters.learning_rate == 0.25
    assert session.timeline.branch.name == "main"


def test_undo_of_the_last_change_leaves_no_branch() -> None:
    session = session_of()
    session.advance(30)
    session.edit("learning_rate", "0.25")
    session.travel(session.ways.undo())
    assert len(session.timeline.branches) == 1
    session.travel(session.ways.redo())
    assert session.recipe.hyperparameters.learning_rate == 0.25
    assert session.ways.redo() is None


def test_undo_frees_and_redo_freezes() -> None:
    session = session_of()
    session.advance(30)
    freeze(session, "l1[2]")
    session.advance(50)
    session.travel(session.ways.undo())
    assert session.cursor == session.machine.program.cursor_at(30)
    assert not session.snapshot().frozen
    session.travel(session.ways.redo())
    assert session.snapshot().frozen["synapse_0"].tolist() == [[False, False, True, False]] * 3
    assert_straight(session)


def test_going_back_before_a_freeze_frees_and_going_on_freezes_again() -> None:
    session = session_of()
    session.advance(30)
    freeze(session, "synapse_0[1,2]")
    session.advance(200)
    end, weights = session.cursor, session.machine.workspace.parameters.copy()
    session.go_to(Cursor(1, 1, 3))
    assert not session.snapshot().frozen
    session.go_to(end)
    assert session.snapshot().frozen["synapse_0"].sum() == 1
    assert session.machine.workspace.parameters.tolist() == weights.tolist()
    assert len(session.timeline.branches) == 1


def test_freezing_in_the_past_begins_a_branch_and_the_other_stays_free() -> None:
    session = session_of()
    session.advance(session.ops_left())
    weights = session.machine.workspace.parameters.copy()
    session.go_to(Cursor(20, 1, 5))
    freeze(session, "l1")
    session.advance(session.ops_left())
    assert_straight(session)
    session.travel(session.ways.to_branch(session.timeline.branches[0]))
    assert session.machine.workspace.parameters.tolist() == weights.tolist()
    assert not session.snapshot().frozen


def test_what_is_frozen_goes_on_with_other_batches_and_ends_with_the_run() -> None:
    session = session_of()
    session.advance(30)
    freeze(session, "l2")
    session.edit("batch_size", "3")
    session.step(Unit.EPOCH)
    session.step(Unit.EPOCH)
    assert session.machine.program.schedule.batches == 2
    assert session.snapshot().frozen.keys() == {"synapse_1"}
    assert_straight(session)
    session.start_over()
    assert not session.snapshot().frozen
    session.step(Unit.EPOCH)
    session.back(Unit.OP)
    assert not session.snapshot().frozen
    assert_straight(session)


def freeze(session: Session, part: str) -> None:
    assert apply(ToggleFrozen(part_of(part)), session).startswith(part)


cells = st.tuples(
    st.sampled_from(["synapse_0", "synapse_1", "l1", "l2_delta", "synapse_0_descent"]),
    st.floats(-2, 2),
)
actions = st.one_of(
    st.tuples(st.just("step"), st.sampled_from(Unit)),
    st.tuples(st.just("back"), st.sampled_from(Unit)),
    st.tuples(st.just("advance"), st.integers(1, 90)),
    st.tuples(st.just("go"), st.integers(0, 150)),
    st.tuples(st.just("rate"), st.sampled_from(["0.25", "0.5", "2"])),
    st.tuples(st.just("batch_size"), st.sampled_from(["2", "3", "all"])),
    st.tuples(st.just("shuffle"), st.sampled_from(["yes", "no"])),
    st.tuples(st.just("hidden"), st.sampled_from(["2", "3", "4"])),
    st.tuples(st.just("cells"), cells),
    st.tuples(st.just("freeze"), st.sampled_from(["synapse_0[1,0]", "l1[1]", "l1", "l2[0]"])),
    st.tuples(st.just("row"), st.tuples(st.integers(0, 3), st.integers(0, 2), st.floats(0, 1))),
    st.tuples(st.just("leave"), st.tuples(st.integers(0, 3), st.booleans())),
    st.tuples(st.just("undo"), st.none()),
    st.tuples(st.just("redo"), st.none()),
    st.tuples(st.just("over"), st.none()),
    st.tuples(st.just("branch"), st.integers(0, 5)),
)


def act(session: Session, verb: str, value: object) -> None:  # noqa: C901
    match verb, value:
        case "step", Unit() as unit:
            session.step(unit)
        case "back", Unit() as unit:
            session.back(unit)
        case "advance", int(ops):
            session.advance(ops)
        case "go", int(ops):
            cursor = session.machine.program.cursor_at(ops)
            session.go_to(max(cursor, session.machine.began))
        case "rate", str(text):
            session.edit("learning_rate", text)
        case "cells", (str(name), float(number)):
            array = session.machine.workspace.arrays[name]
            session.make(SetCells(name, (0,) * array.ndim, np.full((1,) * array.ndim, number)))
        case "freeze", str(part):
            freeze(session, part)
        case "row", (int(row), int(column), float(number)):
            texts = list(write_cells(session.planned.dataset, row))
            texts[column if column < 2 else -1] = repr(number)
            change_row(session, row, tuple(texts))
        case "leave", (int(row), bool(is_left_out)):
            left_out = session.planned.dataset.left_out
            if not is_left_out or len({*left_out, row}) < 4:
                leave_out(session, row, is_left_out)
        case "undo", _:
            session.travel(session.ways.undo())
        case "redo", _:
            session.travel(session.ways.redo())
        case "over", _:
            session.start_over()
        case "branch", int(number):
            branches = session.timeline.branches
            session.travel(session.ways.to_branch(branches[number % len(branches)]))
        case name, str(text):
            try:
                session.edit(name, text)
            except InputError:
                raise AssertionError(f"{name} {text} was refused") from None


@pytest.mark.parametrize("op", [1, 5, 20])
def test_moment_of_a_batch_that_is_no_longer_there_is_not_waited_for(op: int) -> None:
    session = session_of("xor", batch_size="2")
    session.advance(5)
    session.edit("batch_size", "all")
    assert not session.go_to(Cursor(2, 2, op))
    assert session.machine.program.schedule.batches == 1
    assert_straight(session)


@settings(deadline=None, max_examples=150)
@given(kind=st.sampled_from(KINDS), steps=st.lists(actions, max_size=14))
def test_any_course_equals_a_straight_replay(
    kind: tuple[str, dict[str, str]], steps: list[tuple[str, object]]
) -> None:
    dataset, given_ = kind
    session = session_of(dataset, **given_)
    for verb, value in steps:
        act(session, verb, value)
        assert_straight(session)


def test_each_run_keeps_the_epochs_that_were_asked_of_it() -> None:
    session = session_of(epochs="7")
    session.advance(30)
    session.open(session.recipe.with_changes(epochs=100, seed=5))
    session.edit("epochs", "90")
    assert session.recipe.hyperparameters.epochs == 90
    session.back(Unit.OP)
    assert session.recipe.hyperparameters.epochs == 7

"""Snapshots: what each array is at a moment, when it was written, whose outputs they are."""

from __future__ import annotations

import numpy as np
import pytest

from nn_tui.debugger.activity import Activity
from nn_tui.debugger.changes import apply
from nn_tui.debugger.commands import ToggleFrozen
from nn_tui.debugger.parts import OneLayer, OneUnit
from nn_tui.debugger.session import Session
from nn_tui.debugger.unit import Unit
from nn_tui.engine.arrays import Array
from nn_tui.engine.cursor import Cursor
from tests.debugger.sessions import session_of

BATCHED = {"hidden": "2", "batch_size": "3", "shuffle": "yes", "seed": "5"}
"""On xor's four rows: a batch of three and one of one."""


def steps(session: Session, count: int) -> Session:
    for _ in range(count):
        session.step(Unit.OP)
    return session


def array_of(session: Session, name: str) -> Array:
    array = session.snapshot().array(name)
    assert array is not None
    return array


def test_names_go_forward_backward_then_to_the_weights() -> None:
    assert session_of("classic").snapshot().names == (
        "l0", "y", "z1", "l1", "z2", "l2",
        "l2_error", "l2_delta", "l1_error", "l1_delta",
        "synapse_0_descent", "synapse_1_descent", "synapse_0", "synapse_1",
        "learning_rate", "loss", "error",
    )  # fmt: skip


def test_names_of_a_shuffled_run_hold_what_is_as_long_as_the_dataset() -> None:
    names = session_of("xor", **BATCHED).snapshot().names
    rest = ("inputs", "targets", "order", "epoch_x", "epoch_y", "epoch_z", "epoch_outputs")
    assert names[-len(rest) - 1 :] == (*rest, "outputs")


def test_epoch_arrays_are_those_of_the_listing_amid_an_epoch() -> None:
    session = session_of("xor", **BATCHED)
    session.step(Unit.EPOCH)
    session.step(Unit.BATCH)
    snapshot = session.snapshot()
    order, x, inputs = (array_of(session, name) for name in ("order", "epoch_x", "inputs"))
    np.testing.assert_array_equal(x, inputs[order.astype(int)])
    # One batch of three rows has gone through.
    np.testing.assert_array_equal(array_of(session, "epoch_outputs"), array_of(session, "l2"))
    np.testing.assert_array_equal(array_of(session, "epoch_z"), array_of(session, "z2"))
    rows = snapshot.dataset_rows("epoch_outputs")
    assert rows is not None
    assert rows.tolist() == order[:3].tolist()


def test_names_of_a_network_with_biases_hold_them() -> None:
    names = session_of("xor").snapshot().names
    assert {"bias_0", "bias_1", "bias_0_descent", "bias_1_descent"} <= set(names)


def test_nothing_but_data_and_weights_is_computed_at_epoch_0() -> None:
    snapshot = session_of("classic").snapshot()
    there = {name for name in snapshot.names if snapshot.array(name) is not None}
    assert there == {"l0", "y", "synapse_0", "synapse_1", "learning_rate"}
    assert {snapshot.written_at(name) for name in there} == {Cursor()}


def test_taken_data_is_not_there_at_epoch_0() -> None:
    snapshot = session_of("xor", **BATCHED).snapshot()
    assert snapshot.array("l0") is None
    assert snapshot.shape("l0") == (3, 2)


def test_array_is_current_from_its_op_to_the_end_of_the_iteration() -> None:
    session = session_of("classic", epochs="2")
    places = {op.writes: place for place, op in enumerate(session.snapshot().program.ops(1), 1)}
    for _ in range(2):
        for done in range(1, len(places) + 1):
            steps(session, 1)
            snapshot = session.snapshot()
            current = {name for name in snapshot.names if snapshot.is_of_now(name)}
            expected = {name for name in snapshot.names if places.get(name, 0) <= done}
            assert current == expected | {"synapse_0", "synapse_1", "learning_rate"}


def test_written_at_is_just_after_the_op() -> None:
    session = steps(session_of("classic"), 3)
    snapshot = session.snapshot()
    assert snapshot.written_at("l1") == Cursor(1, 1, 2)
    assert snapshot.written_at("l2") is None
    assert snapshot.op is not None
    assert snapshot.op.writes == "z2"


def test_array_of_the_iteration_before_keeps_its_moment() -> None:
    session = session_of("classic")
    session.step(Unit.EPOCH)
    kept = array_of(session, "l2").copy()
    steps(session, 2)
    assert session.snapshot().written_at("l2") == Cursor(1, 1, 4)
    assert not session.snapshot().is_of_now("l2")
    np.testing.assert_array_equal(array_of(session, "l2"), kept)


def test_array_of_a_short_batch_has_its_rows() -> None:
    session = session_of("xor", **BATCHED)
    session.step(Unit.BATCH)
    assert array_of(session, "l1").shape == (3, 2)
    session.step(Unit.BATCH)
    assert array_of(session, "l1").shape == (1, 2)
    assert array_of(session, "synapse_0").shape == (2, 2)


def test_array_of_a_full_batch_has_all_rows_within_the_short_one() -> None:
    session = session_of("xor", **BATCHED)
    session.step(Unit.BATCH)
    steps(session, 3)
    assert session.snapshot().cursor.batch == 2
    assert array_of(session, "z1").shape == (1, 2)
    assert array_of(session, "l1").shape == (3, 2)


def test_snapshot_does_not_change_when_the_run_goes_on() -> None:
    session = session_of("xor", **BATCHED)
    session.advance(50)
    snapshot = session.snapshot()
    before = [
        snapshot.block.copy(), snapshot.order.copy(), snapshot.outputs.values.copy(),
        snapshot.outputs.epochs.copy(), snapshot.curve.table.copy(),
    ]  # fmt: skip
    session.advance(500)
    after = [
        snapshot.block, snapshot.order, snapshot.outputs.values,
        snapshot.outputs.epochs, snapshot.curve.table,
    ]  # fmt: skip
    for kept, now in zip(before, after, strict=True):
        np.testing.assert_array_equal(kept, now)


@pytest.mark.parametrize("shuffle", ["yes", "no"])
@pytest.mark.parametrize("batch_size", ["1", "3", "4"])
def test_outputs_are_those_of_each_rows_last_way_through(batch_size: str, shuffle: str) -> None:
    given = {**BATCHED, "batch_size": batch_size, "shuffle": shuffle}
    session = session_of("xor", **given)
    inputs, last = session.recipe.dataset.inputs.tolist(), np.full((4, 1), np.nan)
    epochs = np.zeros(4)
    while session.cursor.epoch < 4:
        session.step(Unit.OP)
        snapshot = session.snapshot()
        assert snapshot.op is not None
        if snapshot.op.writes == "l2":
            kept = [inputs.index(row) for row in array_of(session, "l0").tolist()]
            pending = (kept, array_of(session, "l2").copy())
        is_kept = batch_size == "4" or snapshot.op.line.endswith("[start:stop] = l2")
        if is_kept and snapshot.is_of_now("l2"):
            last[pending[0]] = pending[1]
            epochs[pending[0]] = snapshot.cursor.epoch
        np.testing.assert_array_equal(snapshot.outputs.epochs, epochs)
        through = epochs > 0
        np.testing.assert_array_equal(snapshot.outputs.values[through], last[through])


def test_row_in_batch_finds_the_row_that_went_through() -> None:
    session = session_of("xor", **BATCHED)
    for _ in range(4):
        session.step(Unit.BATCH)
        snapshot = session.snapshot()
        taken = array_of(session, "l0").tolist()
        for row, values in enumerate(session.recipe.dataset.inputs.tolist()):
            place = snapshot.row_in_batch(row)
            assert (place is None) == (values not in taken)
            if place is not None:
                assert taken[place] == values


def test_loss_and_error_are_those_of_the_last_finished_epoch() -> None:
    session = session_of("classic")
    assert (session.snapshot().loss, session.snapshot().error) == (None, None)
    session.step(Unit.EPOCH)
    snapshot = session.snapshot()
    y, l2 = array_of(session, "y"), array_of(session, "l2")
    assert snapshot.loss == 0.5 * np.sum((y - l2) ** 2)
    assert snapshot.error == np.mean(np.abs(y - l2))
    steps(session, 3)
    assert session.snapshot().loss == snapshot.loss


def test_epochs_done_counts_whole_ones() -> None:
    session = session_of("classic")
    assert session.snapshot().epochs_done == 0
    steps(session, 1)
    assert session.snapshot().epochs_done == 0
    session.step(Unit.EPOCH)
    assert session.snapshot().epochs_done == 1


def test_extra_fields_are_taken_over() -> None:
    activity = Activity(is_running=True, speed=2.0)
    snapshot = session_of("classic").snapshot(activity, "look")
    assert (snapshot.notice, snapshot.is_running, snapshot.activity) == ("look", True, activity)


def test_frozen_masks_are_those_of_the_moment() -> None:
    session = session_of("xor")
    assert session.snapshot().frozen == {}
    apply(ToggleFrozen(OneUnit(1, 2)), session)
    before = session.snapshot()
    apply(ToggleFrozen(OneLayer(1)), session)
    assert before.frozen["synapse_0"].tolist() == [[False, False, True, False]] * 2
    assert before.frozen["bias_0"].tolist() == [False, False, True, False]
    assert session.snapshot().frozen["bias_0"].all()


def test_snapshot_of_many_branches_is_written_out_as_soon_as_of_one() -> None:
    session = session_of("classic")
    for rate in range(2, 8):
        session.step(Unit.EPOCH)
        session.step(Unit.EPOCH)
        session.back(Unit.EPOCH)
        session.edit("learning_rate", str(rate))
    assert len(session.timeline.branches) == 7
    # Each change leads to those before it by several ways: written out, three times as much.
    assert len(repr(session.snapshot())) < 50_000

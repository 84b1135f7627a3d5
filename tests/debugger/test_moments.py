"""Moments by name: where they are, how a session gets there, and which arrays are current."""

from __future__ import annotations

import dataclasses
import itertools

import numpy as np
import pytest

from nn_tui.debugger.moments import (
    MomentError,
    current_array,
    go_to,
    moment_of,
    not_computed,
    place_of,
)
from nn_tui.debugger.pace import Pace
from nn_tui.debugger.session import Session
from nn_tui.debugger.snapshot import Snapshot
from nn_tui.debugger.unit import Unit
from nn_tui.engine.cursor import Cursor
from nn_tui.engine.program import Program
from tests.debugger.sessions import assert_same_moment, session_of

IRIS = {"shuffle": "yes", "batch_size": "40"}
DIVERGING = {"activation": "relu", "learning_rate": "5"}


def program_of(dataset: str = "classic", **given: str) -> Program:
    return session_of(dataset, **given).snapshot().program


def pace() -> Pace:
    ticks = itertools.count()
    return Pace(lambda: next(ticks) * 0.001)


def at(epoch: int, batch: int | None = None, op: str | None = None, **given: str) -> Snapshot:
    session = session_of("iris", **{**IRIS, **given})
    assert go_to(session, moment_of(session.snapshot().program, epoch, batch, op), pace())
    return session.snapshot()


def test_without_op_it_is_the_end_of_the_batch_or_epoch() -> None:
    program = program_of("iris", **IRIS)
    assert moment_of(program, 0) == Cursor()
    assert moment_of(program, 3, 2) == Cursor(3, 2, program.length(2))
    assert moment_of(program, 3) == Cursor(3, 4, program.length(4))
    assert program.is_epoch_done(moment_of(program, 3))


def test_with_op_it_is_just_after_the_op_that_writes_the_array() -> None:
    program = program_of("iris", **IRIS)
    for name in program.written:
        moment = moment_of(program, 2, op=name)
        op = program.op_before(moment)
        assert op is not None
        assert op.writes == name
        assert moment.batch == (1 if name in ("order", "epoch_x", "epoch_y") else 4)
    assert moment_of(program, 2, 3, "l1").batch == 3
    assert moment_of(program, 2, 3, "synapse_0_gradient") == moment_of(
        program, 2, 3, "synapse_0_descent"
    )


def test_where_two_ops_write_the_array_it_is_the_last() -> None:
    plain = program_of()
    written_twice = dataclasses.replace(plain, iteration=plain.iteration + plain.iteration[:1])
    assert moment_of(written_twice, 1, 1, "z1") == Cursor(1, 1, len(plain.iteration) + 1)


@pytest.mark.parametrize(
    ("epoch", "batch", "op", "message"),
    [
        (1, 5, None, "batch 5: must be 1 to 4: an epoch takes 150 rows in 4 batches"),
        (1, 0, None, "batch 0: must be 1 to 4"),
        (1, None, "l1_dleta", "op l1_dleta: unknown; did you mean l1_delta? known: order, epoch_x"),
        (1, 3, "loss", "op loss: not in batch 3: runs in batch 4 only; give that"),
        (1, 3, "order", "op order: not in batch 3: runs in batch 1 only; give that"),
        (1, None, "inputs", "op inputs: unknown"),
        (0, 1, None, "batch 1: epoch 0 is before the first batch and op; give epoch 1 or later"),
        (0, None, "l1", "op l1: epoch 0 is before the first batch and op; give epoch 1 or later"),
    ],
)
def test_moment_that_no_run_comes_to_is_refused(
    epoch: int, batch: int | None, op: str | None, message: str
) -> None:
    with pytest.raises(MomentError) as refusal:
        moment_of(program_of("iris", **IRIS), epoch, batch, op)
    assert str(refusal.value).startswith(message)


def test_only_batch_is_named_as_such() -> None:
    with pytest.raises(MomentError, match=r"batch 2: must be 1: an epoch takes 4 rows in 1 batch$"):
        moment_of(program_of(), 1, 2)


@pytest.mark.parametrize(
    ("epoch", "batch", "op"),
    [(0, None, None), (3, None, None), (3, 2, "l2_delta"), (2, 1, "order"), (40, 3, None)],
)
def test_going_there_gives_the_bits_of_single_steps(
    epoch: int, batch: int | None, op: str | None
) -> None:
    stepped, gone = session_of("iris", **IRIS), session_of("iris", **IRIS)
    moment = moment_of(gone.snapshot().program, epoch, batch, op)
    assert go_to(gone, moment, pace())
    while stepped.cursor < moment:
        stepped.step(Unit.OP)
    assert_same_moment(gone, stepped)


def test_going_there_from_amid_a_batch_stops_at_the_moment() -> None:
    session = session_of("iris", **IRIS)
    for op in ("l1", "l2_delta"):
        assert go_to(session, moment_of(session.snapshot().program, 3, 2, op), pace())
        assert (
            place_of(session.snapshot().program, session.cursor) == f"epoch 3, batch 2, after {op}"
        )


def test_epochs_on_the_way_are_reported() -> None:
    told: list[int] = []
    assert go_to(session_of(), Cursor(200, 1, 14), pace(), told.append)
    assert told == sorted(told)
    assert told[-1] == 200
    assert len(told) > 3


def diverged_at(session: Session, moment: Cursor) -> bool:
    return not go_to(session, moment, pace())


def test_divergence_on_the_way_is_not_gone_past() -> None:
    session = session_of("sine", **DIVERGING)
    program = session.snapshot().program
    assert diverged_at(session, moment_of(program, 100))
    assert session.divergence is not None
    assert (session.divergence.writes, session.divergence.cursor.epoch) == ("z2", 7)
    assert diverged_at(session_of("sine", **DIVERGING), moment_of(program, 7, op="z2"))
    assert not diverged_at(session_of("sine", **DIVERGING), moment_of(program, 7, op="l1"))


def names_current_after(program: Program, cursor: Cursor) -> set[str]:
    """Go through the listing: what has run in this batch, and in this epoch what is an epoch's."""
    current = {*program.network.parameters}
    current |= {op.writes for op in program.ops(cursor.batch)[: cursor.op]}
    if cursor.batch > 1:
        of_epoch = {"order", "epoch_x", "epoch_y", "epoch_z", "epoch_outputs"}
        of_epoch |= set() if program.schedule.is_shuffled else {"outputs"}
        current |= of_epoch & program.written
    return current


@pytest.mark.parametrize("shuffle", ["yes", "no"])
@pytest.mark.parametrize("batch_size", ["40", "all"])
def test_array_is_current_when_its_op_is_done(shuffle: str, batch_size: str) -> None:
    session = session_of("iris", shuffle=shuffle, batch_size=batch_size)
    program = session.snapshot().program
    assert go_to(session, moment_of(program, 1), pace())
    for _ in range(program.epoch_length):
        session.step(Unit.OP)
        moment = session.snapshot()
        current = {name for name in moment.names if current_array(moment, name) is not None}
        read_only = set(moment.names) - program.written
        assert current - read_only == names_current_after(program, session.cursor), session.cursor


def test_before_the_first_op_only_weights_and_data_are_current() -> None:
    moment = session_of("iris", **IRIS).snapshot()
    current = {name for name in moment.names if current_array(moment, name) is not None}
    weights = {"synapse_0", "bias_0", "synapse_1", "bias_1"}
    assert current == {*weights, "learning_rate", "inputs", "targets"}
    full_batch = session_of().snapshot()
    assert current_array(full_batch, "l0") is not None
    assert current_array(full_batch, "l1") is None


def test_gradient_is_the_negative_of_the_descent() -> None:
    moment = at(1)
    descent, gradient = (
        current_array(moment, f"synapse_0_{word}") for word in ("descent", "gradient")
    )
    assert descent is not None
    np.testing.assert_array_equal(gradient, -descent)


def test_order_is_whole_numbers() -> None:
    order = current_array(at(1), "order")
    assert order is not None
    assert order.dtype == np.int64
    assert sorted(order.tolist()) == list(range(150))


def test_outputs_of_rows_that_are_not_through_are_not_a_number() -> None:
    moment = at(2, 3, "outputs", shuffle="no")
    outputs, through = current_array(moment, "outputs"), moment.array("l2")
    assert outputs is not None
    np.testing.assert_array_equal(outputs[80:120], through)
    assert np.isfinite(outputs[:120]).all()
    assert np.isnan(outputs[120:]).all()


@pytest.mark.parametrize(
    ("moment", "name", "message"),
    [
        (
            (3, 2, "l1"),
            "l2_delta",
            "l2_delta: not computed yet at epoch 3, batch 2, after l1: "
            "l2_delta = l2_error / len(l2) runs later; go to op l2_delta or later",
        ),
        ((3, 2, None), "loss", "loss: not computed yet at epoch 3, batch 2, after bias_0: loss = "),
        ((0, None, None), "l1", "l1: not computed yet at epoch 0: nothing has run; go to epoch 1"),
        (
            (3, 2, "l1"),
            "synapse_0_gradient",
            "synapse_0_gradient: not computed yet at epoch 3, batch 2, after l1: synapse_0_desc",
        ),
    ],
)
def test_what_is_not_computed_says_when_it_will_be(
    moment: tuple[int, int | None, str | None], name: str, message: str
) -> None:
    assert not_computed(at(*moment), name).startswith(message)


def test_what_another_batch_computes_names_the_batch() -> None:
    assert not_computed(at(3, 2), "loss").endswith(" runs in batch 4; go there")

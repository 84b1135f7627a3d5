"""Faults as changes of a run: kept in its history, taken back, ended, taken along and dropped."""

from __future__ import annotations

import numpy as np
import pytest

from nn_tui.debugger.changes import apply
from nn_tui.debugger.commands import Edit, WriteScript
from nn_tui.debugger.lab.command import EndFault
from nn_tui.debugger.script import segments_of
from nn_tui.debugger.session import Session
from nn_tui.debugger.unit import Unit
from tests.debugger.lab.nets import switch_on
from tests.debugger.sessions import assert_same_moment, session_of, weights_of


def in_words(session: Session) -> tuple[str, bool]:
    fault = session.snapshot().recipe.fault
    return "" if fault is None else fault.told, session.snapshot().standing.has_been_faulty


def lines_of(session: Session) -> list[str]:
    return [op.line for op in session.snapshot().program.iteration]


@pytest.mark.parametrize(
    ("name", "layer"), [("slope-at-l", 1), ("updated-first", 1), ("zero-weights", 0)]
)
@pytest.mark.parametrize("ops_before", [0, 12, 28, 33])
def test_going_back_over_a_switch_gives_the_same_bits(
    name: str, layer: int, ops_before: int
) -> None:
    session, straight = session_of(), session_of()
    for one in (session, straight):
        one.advance(ops_before)
        switch_on(one, name, layer)
        one.advance(40)
        apply(EndFault(), one)
    for _ in range(20):
        session.step(Unit.OP)
    there = session.cursor
    for _ in range(60):
        session.back(Unit.OP)
        assert session.machine.lines.fault == session.timeline.player.entry.planted
    session.go_to(there)
    straight.advance(20)
    assert_same_moment(session, straight)
    assert in_words(session) == ("", True)


def test_a_switch_in_mid_iteration_waits_until_that_is_done() -> None:
    session, right = session_of(), session_of()
    for one in (session, right):
        one.advance(3)
    said = switch_on(session, "sign-flipped", 2)
    assert "from the next batch on" in said
    assert session.recipe.fault is None
    assert session.planned.fault is not None
    for one in (session, right):
        one.step(Unit.EPOCH)
    for name, weights in weights_of(right).items():
        np.testing.assert_array_equal(weights_of(session)[name], weights)
    assert in_words(session) == ("the error's sign flipped, in l2_error", True)
    assert "l2_error = l2 - y" in lines_of(session)


def test_weights_are_kept_when_a_fault_is_switched_on() -> None:
    session = session_of()
    session.step(Unit.EPOCH)
    before, l1 = weights_of(session), session.snapshot().array("l1")
    assert "from here on" in switch_on(session, "slope-forgotten", 1)
    np.testing.assert_array_equal(session.snapshot().array("l1"), l1)
    for name, weights in weights_of(session).items():
        np.testing.assert_array_equal(weights, before[name])


def test_undo_takes_a_fault_back_and_redo_makes_it_again() -> None:
    session, right = session_of(), session_of()
    for one in (session, right):
        one.step(Unit.EPOCH)
    switch_on(session, "rate-too-high")
    assert session.recipe.hyperparameters.learning_rate == 100.0
    session.step(Unit.EPOCH)
    session.travel(session.ways.undo())
    assert_same_moment(session, right)
    assert in_words(session) == ("", False)
    session.travel(session.ways.redo())
    assert session.recipe.hyperparameters.learning_rate == 100.0
    assert in_words(session)[1]


def test_the_rate_comes_back_when_its_decoy_ends_or_another_is_chosen() -> None:
    session = session_of(learning_rate="0.07")
    switch_on(session, "rate-too-high")
    session.step(Unit.EPOCH)
    switch_on(session, "slope-at-l", 2)
    assert session.recipe.hyperparameters.learning_rate == 0.07
    switch_on(session, "rate-too-high")
    apply(Edit("learning_rate", "0.2"), session)
    assert apply(EndFault(), session).startswith("switched off: learning rate 100 times too high")
    assert session.recipe.hyperparameters.learning_rate == 0.2


def test_zero_weights_are_those_of_each_run_until_the_decoy_ends() -> None:
    session = session_of()
    session.step(Unit.EPOCH)
    switch_on(session, "zero-weights")
    assert not any(weights.any() for weights in weights_of(session).values())
    session.step(Unit.EPOCH)
    session.start_over()
    assert not any(weights.any() for weights in weights_of(session).values())
    assert "R draws others" in apply(EndFault(), session)
    session.start_with_next_seed()
    assert all(weights.any() for weights in weights_of(session).values())
    assert in_words(session) == ("", False)


def test_a_fault_stays_through_other_batches_another_seed_and_a_new_start() -> None:
    session = session_of()
    switch_on(session, "slope-at-l", 1)
    session.step(Unit.EPOCH)
    session.edit("batch_size", "2")
    session.step(Unit.EPOCH)
    wrong = "l1_delta = l1_error * (sigmoid(l1) * (1 - sigmoid(l1)))"
    assert wrong in lines_of(session)
    for restart in (session.start_over, session.start_with_next_seed):
        restart()
        session.step(Unit.EPOCH)
        assert wrong in lines_of(session)
        assert in_words(session)[1]


def test_a_fault_that_ends_stays_ended_though_other_batches_were_waiting() -> None:
    session = session_of(batch_size="2")
    switch_on(session, "slope-at-l", 1)
    session.step(Unit.OP)
    session.edit("batch_size", "all")
    apply(EndFault(), session)
    session.step(Unit.EPOCH)
    session.step(Unit.EPOCH)
    assert in_words(session) == ("", True)
    assert "l1_delta = l1_error * (l1 * (1 - l1))" in lines_of(session)


def test_a_fault_that_an_edit_leaves_no_place_for_is_off_and_that_is_said() -> None:
    session = session_of(hidden="4,4")
    switch_on(session, "untransposed", 1)
    said = apply(Edit("hidden", "4,3"), session)
    assert said.endswith("the fault is off: it cannot change this network")
    assert in_words(session) == ("", False)


def test_what_cannot_change_the_network_is_refused_with_the_reason() -> None:
    session = session_of()
    assert switch_on(session, "bias-unmoved", 1) == (
        "the bias's descent left at zero: cannot change this network: "
        "needs a bias: this network has none"
    )
    assert "layer 7: must be 1 to 2" in switch_on(session, "slope-at-l", 7)
    assert "there is no such fault" in switch_on(session, "gremlins")
    assert "the weights are all 0 already" in switch_on(session_of(init="zeros"), "zero-weights")
    assert apply(EndFault(), session) == "no fault is switched on: X lists what there is"
    assert in_words(session) == ("", False)


def test_no_script_is_written_of_a_faulty_run_also_when_the_fault_has_ended() -> None:
    session = session_of()
    switch_on(session, "slope-at-l", 1)
    session.step(Unit.EPOCH)
    for _ in range(2):
        said = apply(WriteScript(), session)
        assert said.startswith("no script: this run has, or had, a fault of the bug lab")
        apply(EndFault(), session)
    session.start_over()
    assert in_words(session) == ("", False)
    assert len(segments_of(session.timeline.place)) == 1

"""The session: steps, starting over, edits."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nn_tui.debugger.session import Session
from nn_tui.debugger.unit import Unit
from nn_tui.engine.cursor import Cursor
from nn_tui.errors import InputError
from nn_tui.recipe.recipe import Recipe
from tests.debugger.sessions import assert_same_moment, recipe_of, session_of, weights_of

BATCHED = {"batch_size": "3", "shuffle": "yes"}


def run_to_the_end(session: Session) -> Session:
    session.advance(session.ops_left())
    return session


def test_session_starts_at_epoch_0() -> None:
    assert session_of().cursor == Cursor(0, 0, 0)


def test_classic_run_gives_the_published_outputs() -> None:
    outputs = run_to_the_end(session_of()).snapshot().outputs.values.ravel()
    published = [0.16773399, 0.1427798, 0.84060332, 0.82558171]
    np.testing.assert_allclose(outputs, published, rtol=0, atol=5e-9)


def test_step_by_op_does_one() -> None:
    session = session_of()
    session.step(Unit.OP)
    assert session.cursor == Cursor(1, 1, 1)


def test_step_by_batch_ends_the_batch() -> None:
    session = session_of(**BATCHED)
    session.step(Unit.OP)
    session.step(Unit.BATCH)
    program = session.snapshot().program
    assert session.cursor == Cursor(1, 1, program.length(1))


def test_step_by_epoch_ends_the_epoch() -> None:
    session = session_of(**BATCHED)
    session.step(Unit.OP)
    session.step(Unit.EPOCH)
    assert session.cursor == Cursor(1, 2, session.snapshot().program.length(2))


@settings(deadline=None, max_examples=30)
@given(units=st.lists(st.sampled_from(Unit), max_size=30), chunk=st.integers(1, 60))
def test_steps_give_the_bits_of_a_straight_run(units: list[Unit], chunk: int) -> None:
    stepped, straight = session_of("xor", **BATCHED), session_of("xor", **BATCHED)
    left = 0
    for unit in units:
        left += stepped.ops_to(unit)
        stepped.step(unit)
    while left:
        straight.advance(min(chunk, left))
        left -= min(chunk, left)
    assert straight.cursor == stepped.cursor
    assert_same_moment(stepped, straight)


def test_ops_left_reach_the_last_epoch() -> None:
    session = session_of(epochs="7", **BATCHED)
    for _ in range(3):
        run_to_the_end(session)
        assert session.is_finished
        assert session.cursor.epoch == 7
    assert session.ops_left() == 0


@pytest.mark.parametrize("ops", [1, 5, 30, 100])
def test_ops_left_count_from_anywhere(ops: int) -> None:
    session = session_of(epochs="7", **BATCHED)
    session.advance(ops)
    assert not session.is_finished
    run_to_the_end(session)
    assert_same_moment(session, run_to_the_end(session_of(epochs="7", **BATCHED)))


def test_no_epochs_are_finished_at_once() -> None:
    session = session_of(epochs="0")
    assert session.is_finished
    assert session.ops_left() == 0


def test_steps_go_on_beyond_the_last_epoch() -> None:
    session = run_to_the_end(session_of(epochs="2"))
    session.step(Unit.EPOCH)
    assert session.cursor.epoch == 3
    assert session.is_finished


@pytest.mark.parametrize("ops", [1, 7, 500])
def test_start_over_gives_the_same_bits(ops: int) -> None:
    session = session_of("xor", **BATCHED)
    session.advance(ops)
    session.start_over()
    assert_same_moment(session, session_of("xor", **BATCHED))
    session.advance(ops)
    fresh = session_of("xor", **BATCHED)
    fresh.advance(ops)
    assert_same_moment(session, fresh)


def with_weights() -> Recipe:
    weights = {"synapse_0": np.full((3, 4), 0.5), "synapse_1": np.full((4, 1), 0.25)}
    return dataclasses.replace(recipe_of(), weights=weights)


def test_start_over_keeps_weights_from_a_file() -> None:
    session = Session(with_weights())
    session.advance(100)
    session.start_over()
    np.testing.assert_array_equal(weights_of(session)["synapse_0"], np.full((3, 4), 0.5))


@pytest.mark.parametrize(("seed", "after"), [("1", 2), ("4294967295", 0)])
def test_next_seed_draws_its_weights(seed: str, after: int) -> None:
    session = session_of(seed=seed)
    session.advance(100)
    session.start_with_next_seed()
    assert session.recipe.hyperparameters.seed == after
    assert_same_moment(session, session_of(seed=str(after)))


def test_next_seed_gives_up_weights_from_a_file() -> None:
    session = Session(with_weights())
    session.start_with_next_seed()
    assert_same_moment(session, session_of(seed="2"))


def test_edited_learning_rate_applies_at_the_next_update() -> None:
    session = session_of()
    session.advance(11)
    before = weights_of(session)
    session.edit("learning_rate", "0.25")
    session.advance(1)
    assert session.cursor == Cursor(1, 1, 12)
    descent = session.snapshot().array("synapse_0_descent")
    assert descent is not None
    expected = before["synapse_0"] + 0.25 * descent
    np.testing.assert_array_equal(weights_of(session)["synapse_0"], expected)


def test_edited_epochs_move_the_end() -> None:
    session = run_to_the_end(session_of(epochs="3"))
    session.edit("epochs", "5")
    assert not session.is_finished
    assert session.cursor.epoch == 3
    assert_same_moment(run_to_the_end(session), run_to_the_end(session_of(epochs="5")))


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("hidden", "2,3"),
        ("hidden", "none"),
        ("activation", "tanh"),
        ("output_activation", "tanh"),
        ("bias", "yes"),
        ("init", "he"),
        ("loss", "bce"),
        ("seed", "9"),
        ("standardize", "yes"),
    ],
)
def test_other_edits_start_over(name: str, text: str) -> None:
    session = session_of()
    session.advance(100)
    session.edit(name, text)
    assert_same_moment(session, session_of(**{name: text}))
    session.advance(20)
    fresh = session_of(**{name: text})
    fresh.advance(20)
    assert_same_moment(session, fresh)


@pytest.mark.parametrize("text", ["sigmoid", " SIGMOID "])
def test_edit_to_the_same_value_changes_nothing(text: str) -> None:
    session, other = session_of(), session_of()
    for each in (session, other):
        each.advance(100)
    session.edit("activation", text)
    assert_same_moment(session, other)


@pytest.mark.parametrize(
    ("name", "text"), [("hidden", "8"), ("bias", "yes"), ("init", "zeros"), ("seed", "3")]
)
def test_edit_of_what_weights_are_drawn_by_gives_up_those_from_a_file(name: str, text: str) -> None:
    session = Session(with_weights())
    session.advance(30)
    session.edit(name, text)
    assert_same_moment(session, session_of(**{name: text}))


def test_other_edits_keep_weights_from_a_file() -> None:
    session = Session(with_weights())
    session.advance(30)
    session.edit("activation", "tanh")
    np.testing.assert_array_equal(weights_of(session)["synapse_0"], np.full((3, 4), 0.5))


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("learning_rate", "-1"),
        ("learning_rate", "0,5"),
        ("epochs", "many"),
        ("hidden", "0"),
        ("hidden", "100000000"),
        ("activation", "sigmoyd"),
        ("activation", "tanh,relu"),
        ("activation", "softmax"),
        ("output_activation", "softmax"),
        ("loss", "cross-entropy"),
        ("seed", "-1"),
        ("batch_size", "0"),
    ],
)
def test_failed_edit_changes_nothing(name: str, text: str) -> None:
    session, other = session_of(), session_of()
    for each in (session, other):
        each.advance(105)
    with pytest.raises(InputError):
        session.edit(name, text)
    assert_same_moment(session, other)
    for each in (session, other):
        each.advance(1000)
    assert_same_moment(session, other)


def test_recipe_that_cannot_be_followed_makes_no_session() -> None:
    with pytest.raises(InputError, match="GB of memory"):
        session_of(hidden="100000000")

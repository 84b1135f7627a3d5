"""Changes taken back and made again: where that leads, and which branches it leaves."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from nn_tui.debugger.branch import Branch
from nn_tui.debugger.journal import SetCells
from nn_tui.debugger.rows import change_row, leave_out
from nn_tui.debugger.session import Session
from nn_tui.debugger.unit import Unit
from nn_tui.engine.arrays import Array
from nn_tui.engine.cursor import START, Cursor
from tests.debugger.sessions import session_of
from tests.debugger.test_both_ways import KINDS, act, actions, assert_straight


def undo(session: Session) -> None:
    journey = session.ways.undo()
    assert journey is not None
    session.travel(journey)


def redo(session: Session) -> None:
    journey = session.ways.redo()
    assert journey is not None
    session.travel(journey)


def names_of(session: Session) -> list[str]:
    return [branch.name for branch in session.timeline.branches]


def weights(session: Session) -> Array:
    return session.machine.workspace.parameters.copy()


def amid(ops: int = 30, **given: str) -> Session:
    session = session_of(**given)
    session.advance(ops)
    return session


def test_change_of_the_batches_is_taken_back_to_where_it_was_asked_for() -> None:
    session = amid()
    asked = session.cursor
    session.edit("batch_size", "2")
    session.step(Unit.EPOCH)
    session.step(Unit.EPOCH)
    undo(session)
    assert session.cursor == asked
    assert session.planned.hyperparameters.batch_size is None
    assert_straight(session)
    session.advance(200)
    assert session.machine.program.schedule.batches == 1
    redo(session)
    assert session.machine.program.schedule.batches == 2
    assert names_of(session) == ["main", "branch 2"]
    assert session.timeline.branch.name == "main"


def test_change_that_still_waits_is_taken_back() -> None:
    session = amid()
    asked = session.cursor
    session.edit("batch_size", "2")
    session.step(Unit.OP)
    undo(session)
    assert session.cursor == asked
    assert session.planned.hyperparameters.batch_size is None
    assert names_of(session) == ["main"]
    session.step(Unit.EPOCH)
    session.step(Unit.EPOCH)
    assert session.machine.program.schedule.batches == 1


def test_change_that_waits_again_is_made_when_its_moment_comes() -> None:
    session = amid()
    asked = session.cursor
    session.edit("batch_size", "2")
    undo(session)
    redo(session)
    assert session.cursor == asked
    assert session.machine.program.schedule.batches == 1
    assert session.planned.hyperparameters.batch_size == 2
    session.step(Unit.EPOCH)
    assert session.machine.program.schedule.batches == 2
    assert_straight(session)


def test_changes_that_wait_are_taken_back_one_by_one() -> None:
    session = amid()
    change_row(session, 2, ("0.5", "0", "1", "0.25"))
    session.edit("batch_size", "2")
    leave_out(session, 3)
    undo(session)
    assert session.planned.dataset.left_out == ()
    assert session.planned.hyperparameters.batch_size == 2
    undo(session)
    assert session.planned.hyperparameters.batch_size is None
    assert session.planned.dataset.inputs[2, 0] == 0.5
    undo(session)
    assert session.planned.dataset is session.planned.dataset.as_read
    for _ in range(3):
        redo(session)
    assert session.planned.dataset.left_out == (3,)
    session.step(Unit.EPOCH)
    assert session.recipe.dataset.left_out == (3,)
    assert_straight(session)


def test_last_asked_for_is_taken_back_before_what_waited_then() -> None:
    session = amid()
    session.edit("batch_size", "2")
    session.step(Unit.OP)
    session.edit("learning_rate", "0.25")
    session.step(Unit.EPOCH)
    session.step(Unit.EPOCH)
    undo(session)
    assert session.recipe.hyperparameters.learning_rate == 1.0
    assert session.planned.hyperparameters.batch_size == 2
    undo(session)
    assert session.planned.hyperparameters.batch_size is None


def test_change_before_a_known_future_is_taken_back_to_that_future() -> None:
    session = amid(600)
    end, trained = session.cursor, weights(session)
    session.go_to(Cursor(20, 1, 5))
    session.edit("learning_rate", "0.25")
    session.advance(100)
    assert session.timeline.branch.name == "branch 2"
    undo(session)
    assert (session.timeline.branch.name, session.cursor) == ("main", Cursor(20, 1, 5))
    assert names_of(session) == ["main", "branch 2"]
    session.go_to(end)
    np.testing.assert_array_equal(weights(session), trained)


def test_branch_with_nothing_but_what_is_taken_back_goes_and_comes_with_it() -> None:
    session = amid(600)
    session.go_to(Cursor(20, 1, 5))
    session.edit("learning_rate", "0.25")
    for _ in range(3):
        undo(session)
        assert names_of(session) == ["main"]
        redo(session)
        assert names_of(session) == ["main", "branch 2"]
        assert session.recipe.hyperparameters.learning_rate == 0.25
        assert_straight(session)


def test_undo_and_redo_in_turn_leave_one_branch_more_at_most() -> None:
    session = amid()
    session.edit("learning_rate", "0.25")
    session.advance(100)
    end, trained = session.cursor, weights(session)
    for _ in range(5):
        undo(session)
        assert names_of(session) == ["main", "branch 2"]
        redo(session)
        assert names_of(session) == ["main"]
    session.go_to(end)
    np.testing.assert_array_equal(weights(session), trained)


def test_branch_without_the_change_is_returned_to_once_it_has_gone_on() -> None:
    session = amid()
    session.edit("learning_rate", "0.25")
    session.advance(100)
    undo(session)
    session.advance(50)
    redo(session)
    assert session.timeline.branch.name == "main"
    undo(session)
    assert session.timeline.branch.name == "branch 2"
    assert names_of(session) == ["main", "branch 2"]


def test_redo_before_what_was_trained_since_keeps_that() -> None:
    session = amid()
    session.edit("learning_rate", "0.25")
    undo(session)
    session.advance(100)
    end, trained = session.cursor, weights(session)
    redo(session)
    assert session.timeline.branch.name == "branch 2"
    assert session.recipe.hyperparameters.learning_rate == 0.25
    session.travel(session.ways.to_branch(session.timeline.branches[0]))
    assert session.cursor == end
    np.testing.assert_array_equal(weights(session), trained)


def test_many_changes_are_made_again_behind_what_was_trained_since() -> None:
    session = amid()
    for rate in ("0.25", "0.5", "2"):
        session.edit("learning_rate", rate)
    undo(session)
    undo(session)
    session.advance(100)
    redo(session)
    assert session.recipe.hyperparameters.learning_rate == 0.5
    redo(session)
    assert session.recipe.hyperparameters.learning_rate == 2
    assert names_of(session) == ["main", "branch 2"]
    assert_straight(session)


def test_run_that_was_begun_is_taken_back_to_the_one_before() -> None:
    session = amid(600)
    before = session.cursor
    session.edit("hidden", "3")
    session.advance(50)
    undo(session)
    assert (session.cursor, session.machine.program.network.sizes) == (before, (3, 4, 1))
    redo(session)
    assert (session.cursor, session.machine.program.network.sizes) == (START, (3, 3, 1))
    assert names_of(session) == ["main"]


def test_what_waits_is_not_lost_when_another_run_is_taken_back() -> None:
    session = amid()
    session.edit("batch_size", "2")
    session.edit("hidden", "3")
    undo(session)
    assert session.planned.hyperparameters.batch_size == 2
    session.step(Unit.EPOCH)
    assert session.machine.program.schedule.batches == 2


def test_nothing_waits_to_be_made_at_the_moment_that_undo_leads_to() -> None:
    session = amid()
    session.edit("learning_rate", "0.25")
    session.advance(100)
    undo(session)
    session.edit("learning_rate", "0.5")
    session.travel(session.ways.to_branch(session.timeline.branches[0]))
    undo(session)
    session.step(Unit.OP)
    assert session.recipe.hyperparameters.learning_rate == 1.0


def test_way_to_a_change_that_is_given_up_leaves_all_as_it_was() -> None:
    session = amid(600)
    session.go_to(Cursor(20, 1, 5))
    session.edit("learning_rate", "0.25")
    session.advance(200)
    here = session.cursor
    session.timeline.history.keep_only(())
    journey = session.ways.undo()
    assert journey is not None and journey.ops
    journey.turn_back()
    assert (session.timeline.branch.name, session.cursor) == ("branch 2", here)
    assert session.ways.redo() is None
    assert_straight(session)


def test_cells_typed_over_an_activation_are_taken_back_before_what_was_computed() -> None:
    session = amid(31)
    before = session.machine.workspace.arrays["l1"].copy()
    session.make(SetCells("l1", (0, 0), np.array([[0.5]])))
    session.advance(20)
    undo(session)
    np.testing.assert_array_equal(session.machine.workspace.arrays["l1"], before)
    assert_straight(session)


def known(session: Session) -> dict[Branch, tuple[object, ...]]:
    return {b: (b.name, b.tip, b.end) for b in session.timeline.branches}


@settings(deadline=None, max_examples=100)
@given(
    kind=st.sampled_from(KINDS),
    steps=st.lists(actions, max_size=12),
    count=st.integers(1, 5),
)
def test_as_many_redos_as_undos_leave_all_branches_as_they_were(
    kind: tuple[str, dict[str, str]], steps: list[tuple[str, object]], count: int
) -> None:
    dataset, given_ = kind
    session = session_of(dataset, **given_)
    for verb, value in steps:
        act(session, verb, value)
    before, here = known(session), session.timeline.branch
    done = 0
    while done < count and (journey := session.ways.undo()) is not None:
        session.travel(journey)
        assert_straight(session)
        done += 1
    for _ in range(done):
        redo(session)
        assert_straight(session)
    after = known(session)
    assert session.timeline.branch is here or not done
    assert after.items() <= before.items()
    for gone in before.keys() - after.keys():
        assert any(gone.is_part_of(branch) for branch in after)

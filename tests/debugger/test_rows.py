"""Rows changed or left out in a run, which goes on with the others."""

from __future__ import annotations

import numpy as np
import pytest

from nn_tui.data.revision import write_cells
from nn_tui.debugger.changes import apply
from nn_tui.debugger.commands import ChangeRow, Edit, StartOver, ToggleRow
from nn_tui.debugger.moments import current_array
from nn_tui.debugger.passage import pass_through
from nn_tui.debugger.rows import change_row, leave_out
from nn_tui.debugger.session import Session
from nn_tui.debugger.unit import Unit
from nn_tui.engine.cursor import Cursor
from nn_tui.errors import InputError
from nn_tui.recipe.prospect import foresee
from nn_tui.recipe.settings import SETTINGS
from tests.debugger.sessions import session_of, weights_of


def amid_an_epoch(dataset: str = "classic", **given: str) -> Session:
    session = session_of(dataset, **given)
    session.go_to(Cursor(3, 1, 4))
    return session


def test_row_is_left_out_from_the_next_epoch_on() -> None:
    session = amid_an_epoch()
    assert apply(ToggleRow(1), session) == "row 1 is left out from the next epoch on"
    assert session.snapshot().outputs.values.shape == (4, 1)
    assert not session.recipe.dataset.left_out
    assert session.snapshot().recipe_planned.dataset.left_out == (1,)
    session.step(Unit.EPOCH)
    assert session.recipe.dataset.left_out == (1,)
    weights = weights_of(session)
    session.step(Unit.EPOCH)
    l0, l1 = session.snapshot().array("l0"), session.snapshot().array("l1")
    assert l0 is not None and l1 is not None
    np.testing.assert_array_equal(l0, [[0, 0, 1], [1, 0, 1], [1, 1, 1]])
    np.testing.assert_array_equal(l1, 1 / (1 + np.exp(-(l0 @ weights["synapse_0"]))))


@pytest.mark.parametrize("epoch", [0, 2])
def test_row_is_left_out_at_once_between_epochs(epoch: int) -> None:
    session = session_of()
    session.advance(epoch * session.machine.program.epoch_length)
    weights = weights_of(session)
    assert apply(ToggleRow(0), session) == "row 0 is left out from here on"
    assert session.cursor.epoch == epoch
    assert session.machine.program.schedule.rows == 3
    for name, array in weights_of(session).items():
        np.testing.assert_array_equal(array, weights[name])


def test_rows_keep_the_numbers_that_they_have_in_the_dataset() -> None:
    session = session_of("xor", batch_size="2", shuffle="yes")
    leave_out(session, 1)
    session.go_to(Cursor(2, 1, 6))
    moment = session.snapshot()
    rows = moment.dataset_rows("l0")
    assert rows is not None
    l0 = moment.array("l0")
    np.testing.assert_array_equal(l0, session.recipe.dataset.inputs[rows])
    assert [moment.row_in_batch(row) for row in rows] == [0, 1]
    assert moment.row_in_batch(1) is None
    for name in ("inputs", "epoch_x"):
        rows = moment.dataset_rows(name)
        assert rows is not None
        np.testing.assert_array_equal(moment.array(name), session.recipe.dataset.inputs[rows])
        assert sorted(rows) == [0, 2, 3]


def test_outputs_stand_at_their_rows_and_none_at_the_one_left_out() -> None:
    session = session_of("xor", batch_size="2", shuffle="yes")
    leave_out(session, 1)
    session.step(Unit.EPOCH)
    moment = session.snapshot()
    assert moment.outputs.epochs.tolist() == [1, 0, 1, 1]
    of_trained = current_array(moment, "outputs")
    assert of_trained is not None
    np.testing.assert_array_equal(of_trained, moment.outputs.values[[0, 2, 3]])


@pytest.mark.parametrize("standardize", ["yes", "no"])
def test_row_left_out_goes_through_beside_the_run(standardize: str) -> None:
    session = session_of("moons", standardize=standardize)
    leave_out(session, 0)
    session.step(Unit.EPOCH)
    moment, inputs = session.snapshot(), session.recipe.dataset.inputs
    mean, deviation = inputs[1:].mean(axis=0), inputs[1:].std(axis=0)
    expected = (inputs - mean) / deviation if standardize == "yes" else inputs
    for row in (0, 1, 199):
        np.testing.assert_allclose(pass_through(moment, row)["l0"], expected[row], rtol=1e-12)


def test_changed_row_is_trained_on() -> None:
    session = amid_an_epoch()
    assert apply(ChangeRow(2, ("0.5", "0", "1", "0.25")), session) == (
        "row 2 is changed from the next epoch on"
    )
    session.step(Unit.EPOCH)
    session.step(Unit.BATCH)
    moment = session.snapshot()
    l0, y = moment.array("l0"), moment.array("y")
    assert l0 is not None and y is not None
    assert (l0[2].tolist(), y[2].tolist()) == ([0.5, 0, 1], [0.25])


def test_changes_that_wait_add_up_and_one_undo_takes_the_last_back() -> None:
    session = amid_an_epoch()
    change_row(session, 2, ("0.5", "0", "1", "0.25"))
    session.edit("batch_size", "2")
    leave_out(session, 3)
    session.step(Unit.EPOCH)
    dataset = session.recipe.dataset
    assert (dataset.left_out, dataset.inputs[2, 0]) == ((3,), 0.5)
    assert session.recipe.hyperparameters.batch_size == 2
    session.travel(session.ways.undo())
    assert session.recipe.dataset is session.recipe.dataset.as_read
    session.travel(session.ways.redo())
    assert session.recipe.dataset.left_out == (3,)


def test_row_is_taken_in_again() -> None:
    session = session_of()
    leave_out(session, 2)
    session.step(Unit.EPOCH)
    assert apply(ToggleRow(2), session) == "row 2 is taken in again from here on"
    session.step(Unit.EPOCH)
    assert session.snapshot().outputs.epochs.tolist() == [2, 2, 2, 2]


def test_what_changes_nothing_makes_no_change() -> None:
    session = amid_an_epoch()
    as_it_is = write_cells(session.recipe.dataset, 1)
    assert apply(ChangeRow(1, as_it_is), session) == "row 1: as it was"
    assert not leave_out(session, 1, False)
    assert not session.timeline.branch.pending


def test_target_that_the_loss_cannot_take_is_refused() -> None:
    session = session_of("xor")
    said = apply(ChangeRow(1, ("0", "1", "1.5")), session)
    assert said == "targets of row 1: 1.5: bce takes targets from 0 to 1; use loss mse"
    assert session.timeline.place.entry.before is None


def test_last_row_is_not_left_out() -> None:
    session = session_of()
    for row in (0, 1, 2):
        leave_out(session, row)
    with pytest.raises(InputError, match="row 3: is the last one"):
        leave_out(session, 3)


def test_starting_over_keeps_what_was_changed_and_what_waits() -> None:
    session = amid_an_epoch()
    leave_out(session, 1)
    apply(StartOver(), session)
    assert session.cursor == Cursor()
    assert session.recipe.dataset.left_out == (1,)


def test_waiting_change_does_not_take_later_ones_back() -> None:
    session = amid_an_epoch()
    leave_out(session, 1)
    session.edit("learning_rate", "0.25")
    session.edit("epochs", "70")
    session.edit("hidden", "3")
    chosen = session.recipe.hyperparameters
    assert (chosen.learning_rate, chosen.epochs, chosen.hidden) == (0.25, 70, (3,))
    assert session.recipe.dataset.left_out == (1,)


def test_past_before_a_change_has_all_rows() -> None:
    session = session_of()
    session.step(Unit.EPOCH)
    leave_out(session, 1)
    session.step(Unit.EPOCH)
    session.go_to(Cursor(1, 1, 5))
    assert not session.recipe.dataset.left_out
    assert session.snapshot().recipe_planned.dataset is session.recipe.dataset
    session.go_to(Cursor(2, 1, 5))
    assert session.recipe.dataset.left_out == (1,)


def test_reading_the_file_again_says_that_changes_are_lost() -> None:
    session = session_of("moons")
    leave_out(session, 1)
    prospect = foresee(session.recipe, SETTINGS["target"], "x1", is_final=True)
    lost = "rows changed or left out are again as they were read"
    assert lost in prospect.effects
    assert lost in apply(Edit("target", "x1"), session)
    assert not session.recipe.dataset.left_out

"""What is known of the rows where a run goes on with other batches or other rows."""

from __future__ import annotations

import numpy as np
import pytest

from nn_tui.debugger.journal import SetCells
from nn_tui.debugger.rows import change_row, leave_out
from nn_tui.debugger.session import Session
from nn_tui.debugger.snapshot import Snapshot
from nn_tui.debugger.unit import Unit
from nn_tui.engine.cursor import Cursor
from tests.debugger.sessions import session_of


def begun(dataset: str = "classic", epochs: int = 3, **given: str) -> Session:
    session = session_of(dataset, **given)
    session.advance(epochs * session.machine.program.epoch_length)
    return session


def epochs_of(moment: Snapshot) -> list[int]:
    epochs: list[int] = moment.outputs.epochs.tolist()
    return epochs


@pytest.mark.parametrize("shuffle", ["no", "yes"])
def test_outputs_stay_where_batches_of_another_size_begin(shuffle: str) -> None:
    session = begun("xor", shuffle=shuffle)
    before = session.snapshot().outputs
    session.edit("batch_size", "3")
    after = session.snapshot()
    np.testing.assert_array_equal(after.outputs.values, before.values)
    assert epochs_of(after) == [3] * 4
    # Of the new iteration nothing is there all the same.
    assert after.array("l2") is None


def test_rows_keep_their_last_outputs_until_they_have_gone_through() -> None:
    session = begun("xor")
    before = session.snapshot().outputs.values
    session.edit("batch_size", "3")
    session.step(Unit.BATCH)
    amid = session.snapshot()
    assert epochs_of(amid) == [4, 4, 4, 3]
    np.testing.assert_array_equal(amid.outputs.values[3], before[3])
    session.step(Unit.EPOCH)
    assert epochs_of(session.snapshot()) == [4] * 4


def test_row_that_is_changed_has_no_outputs_and_the_others_keep_theirs() -> None:
    session = begun()
    before = session.snapshot().outputs.values
    change_row(session, 1, ("0.5", "1", "1", "0"))
    after = session.snapshot()
    assert epochs_of(after) == [3, 0, 3, 3]
    others = [0, 2, 3]
    np.testing.assert_array_equal(after.outputs.values[others], before[others])


def test_row_that_is_left_out_takes_no_outputs_from_the_others() -> None:
    session = begun("xor", shuffle="yes", batch_size="3")
    before = session.snapshot().outputs.values
    leave_out(session, 1)
    after = session.snapshot()
    assert epochs_of(after) == [3, 0, 3, 3]
    np.testing.assert_array_equal(after.outputs.values[[0, 2, 3]], before[[0, 2, 3]])
    session.step(Unit.EPOCH)
    leave_out(session, 1, False)
    assert epochs_of(session.snapshot()) == [4, 0, 4, 4]


def test_nothing_is_known_where_nothing_has_run() -> None:
    session = begun(epochs=0)
    change_row(session, 1, ("0.5", "1", "1", "0"))
    assert epochs_of(session.snapshot()) == [0] * 4


def test_outputs_of_before_are_there_again_after_a_way_back() -> None:
    session, straight = begun("xor"), begun("xor")
    for one in (session, straight):
        one.edit("batch_size", "3")
        one.step(Unit.BATCH)
    session.step(Unit.EPOCH)
    session.back(Unit.EPOCH)
    session.back(Unit.EPOCH)
    session.go_to(Cursor(4, 1, straight.cursor.op))
    here, there = session.snapshot().outputs, straight.snapshot().outputs
    assert here.epochs.tolist() == [4, 4, 4, 3]
    np.testing.assert_array_equal(here.values, there.values)


def is_altered(session: Session) -> bool:
    return session.snapshot().standing.is_altered


def test_state_is_altered_from_where_a_row_is_changed() -> None:
    session = begun()
    assert not is_altered(session)
    change_row(session, 1, ("0.5", "1", "1", "0"))
    assert is_altered(session)
    session.back(Unit.EPOCH)
    assert not is_altered(session)


def test_state_is_altered_where_a_row_is_left_out_and_once_it_is_back() -> None:
    session = begun()
    leave_out(session, 1)
    session.step(Unit.EPOCH)
    assert is_altered(session)
    leave_out(session, 1, False)
    assert is_altered(session)


def test_state_is_altered_once_the_change_that_waits_is_made() -> None:
    session = begun()
    session.step(Unit.OP)
    change_row(session, 1, ("0.5", "1", "1", "0"))
    assert not is_altered(session)
    session.step(Unit.EPOCH)
    assert is_altered(session)


def test_run_that_begins_with_changed_rows_is_altered_too() -> None:
    session = begun()
    change_row(session, 1, ("0.5", "1", "1", "0"))
    session.start_over()
    assert is_altered(session)
    change_row(session, 1, ("0", "1", "1", "0"))
    session.start_over()
    assert not is_altered(session)


def test_changed_settings_alter_nothing() -> None:
    session = begun()
    session.edit("learning_rate", "0.5")
    session.edit("batch_size", "3")
    assert not is_altered(session)
    session.make(SetCells("synapse_0", (0, 0), np.array([[0.5]])))
    assert is_altered(session)

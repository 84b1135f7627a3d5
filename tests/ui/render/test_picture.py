from __future__ import annotations

import numpy as np
import pytest

from nn_tui.debugger.passage import pass_through
from nn_tui.ui.render.picture import NetworkLook, ShownRow, describe_row, picture_of
from nn_tui.ui.view import Selection, View
from tests.ui.render.moments import moment_of, view_of

IN_ORDER = {"batch_size": "60", "shuffle": "no"}


def test_picture_has_the_activations_of_the_row() -> None:
    moment = moment_of(epochs=1)
    picture = picture_of(View(moment, Selection(2)), NetworkLook())
    for value, name in zip(picture.values, ("l0", "l1", "l2"), strict=True):
        array = moment.array(name)
        assert array is not None
        assert value is not None
        np.testing.assert_array_equal(value, array[2])


def test_picture_leaves_open_what_is_not_computed_yet() -> None:
    values = picture_of(view_of(moment_of(ops=2)), NetworkLook()).values
    assert [value is None for value in values] == [False, False, True]


def test_picture_leaves_open_what_is_of_the_last_iteration() -> None:
    values = picture_of(view_of(moment_of(epochs=1, ops=2)), NetworkLook()).values
    assert [value is None for value in values] == [False, False, True]


def test_picture_has_all_weights_from_the_start() -> None:
    moment = moment_of("iris", given={"hidden": "5,2"})
    assert [w.shape for w in picture_of(View(moment), NetworkLook()).synapses] == [
        (4, 5),
        (5, 2),
        (2, 3),
    ]


def test_picture_names_the_layers() -> None:
    assert picture_of(view_of(moment_of()), NetworkLook()).names == ("l0", "l1", "l2")


def test_picture_of_a_batch_takes_the_row_out_of_it() -> None:
    moment = moment_of("iris", batches=2, given={"batch_size": "60", "shuffle": "yes"})
    row = int(moment.order[60:120][7])
    first = picture_of(View(moment, Selection(row)), NetworkLook()).values[0]
    assert first is not None
    np.testing.assert_array_equal(first, moment.recipe.trained_dataset.inputs[row])


def test_row_of_another_batch_is_sent_through_with_the_weights_as_they_are() -> None:
    moment = moment_of("iris", batches=2, given=IN_ORDER)
    values = picture_of(View(moment, Selection(3)), NetworkLook()).values
    passed = pass_through(moment, 3)
    for layer, value in enumerate(values):
        assert value is not None
        np.testing.assert_array_equal(value, passed[f"l{layer}"])
    assert ShownRow(View(moment, Selection(3))).is_outside
    assert not ShownRow(View(moment, Selection(60))).is_outside


def test_nothing_of_another_batch_is_computed_at_epoch_0() -> None:
    values = picture_of(
        View(moment_of("iris", given=IN_ORDER), Selection(90)), NetworkLook()
    ).values
    assert list(values) == [None, None, None]


def test_row_of_another_batch_has_no_deltas() -> None:
    moment = moment_of("iris", batches=2, given=IN_ORDER)
    picture = picture_of(View(moment, Selection(3)), NetworkLook(is_delta=True))
    assert picture.names[1] == "l1_delta"
    assert picture.values[1] is None


@pytest.mark.parametrize(
    ("is_delta", "width", "text"),
    [
        (False, 38, "row 3 sent through now"),
        (False, 60, "row 3 sent through now, with the present weights"),
        (True, 60, "row 3, deltas, not in this batch"),
    ],
)
def test_row_of_another_batch_is_said_to_be_sent_through_now(
    is_delta: bool, width: int, text: str
) -> None:
    moment = moment_of("iris", batches=2, given={"batch_size": "50", "shuffle": "no"})
    assert describe_row(view_of(moment, row=3), NetworkLook(is_delta), width) == text


def test_row_of_the_present_batch_is_only_named() -> None:
    assert describe_row(view_of(moment_of(ops=5), row=3), NetworkLook(), 60) == "row 3"

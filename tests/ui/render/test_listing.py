from __future__ import annotations

import pytest

from nn_tui.ui.render.listing import (
    ListingLook,
    op_shown,
    op_under_cursor,
    place_under_cursor,
    shape_in,
    standing,
)
from tests.ui.render.moments import moment_of

BATCHES = {"batch_size": "3", "shuffle": "yes"}


def test_places_are_those_of_all_ops_whatever_the_batch() -> None:
    for batches in (0, 1, 2, 3):
        for ops in range(8):
            moment = moment_of(batches=batches, ops=ops, given=BATCHES)
            stands, program = standing(moment), moment.program
            ahead = program.op_before(program.after(moment.cursor))
            assert stands.ops[stands.ahead] is ahead
            assert (stands.done is None) == (moment.op is None)
            assert stands.done is None or stands.ops[stands.done] is moment.op
            ran = [stands.ops[place] for place in stands.run]
            assert ran == list(program.ops(stands.batch))


def test_cursor_goes_with_the_machine_until_it_is_moved() -> None:
    moment = moment_of(ops=3)
    assert op_under_cursor(moment, ListingLook()).writes == "l2"
    assert op_under_cursor(moment, ListingLook(0)).writes == "z1"


def test_cursor_stays_within_the_listing() -> None:
    assert place_under_cursor(moment_of(), ListingLook(10**9)) == 13


def test_op_shown_is_the_one_done_last_until_the_cursor_is_moved() -> None:
    assert op_shown(moment_of(), ListingLook()).writes == "z1"
    assert op_shown(moment_of(ops=3), ListingLook()).writes == "z2"
    assert op_shown(moment_of(ops=3), ListingLook(6)).writes == "l1_error"


@pytest.mark.parametrize(
    ("name", "shape"),
    [
        ("z1", (1, 4)),
        ("synapse_0", (3, 4)),
        ("learning_rate", ()),
        ("order", (4,)),
        ("inputs", (4, 3)),
        ("epoch_outputs", (4, 1)),
        ("start", None),
        ("np", None),
    ],
)
def test_shape_in_a_short_batch(name: str, shape: tuple[int, ...] | None) -> None:
    assert shape_in(moment_of(given=BATCHES), 2, name) == shape

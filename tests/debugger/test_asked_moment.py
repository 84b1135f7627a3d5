"""Moments as a person types them."""

from __future__ import annotations

import pytest

from nn_tui.debugger.asked_moment import EXAMPLES, command_of
from nn_tui.debugger.travel import GoToEnd, GoToMoment
from nn_tui.engine.cursor import Cursor
from nn_tui.engine.program import Program
from nn_tui.errors import InputError
from nn_tui.recipe.recipe import plan
from tests.debugger.sessions import recipe_of

# Two batches of 3 and 1 rows; a batch has 14 ops, and "z1" is the third of those after the
# epoch's own three ("order", "epoch_x", "epoch_y").
PROGRAM = plan(recipe_of(batch_size="3", shuffle="yes"))
HERE = Cursor(4, 2, 5)

# All rows in one batch up to epoch 2; its ops are the 14 alone.
BEFORE = plan(recipe_of())


def programs(epoch: int) -> Program:
    return BEFORE if epoch <= 2 else PROGRAM


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("12", GoToMoment(12)),
        (" 12.1 ", GoToMoment(12, 1)),
        ("12.1 z1", GoToMoment(12, 1, "z1")),
        ("12 Z1", GoToMoment(12, None, "z1")),
        ("z1", GoToMoment(4, 2, "z1")),
        ("order", GoToMoment(4, None, "order")),
        ("0", GoToMoment(0)),
        ("start", GoToMoment(0)),
        ("2.1", GoToMoment(2, 1)),
        # Three epochs are done at HERE.
        ("+5", GoToMoment(8)),
        ("-2", GoToMoment(1)),
        ("-3", GoToMoment(0)),
        ("+5 l1", GoToMoment(8, None, "l1")),
        ("+5.2", GoToMoment(8, 2)),
        ("-2.1 l1", GoToMoment(1, 1, "l1")),
    ],
)
def test_moment_is_read(text: str, moment: GoToMoment) -> None:
    assert command_of(text, programs, HERE) == moment


@pytest.mark.parametrize(
    ("here", "text", "message"),
    [
        (Cursor(1, 1, 5), "-1", "-1: no epoch is done yet; try start"),
        (Cursor(2, 1, 5), "-2", "-2: must be -1: 1 epoch is done; try start"),
    ],
)
def test_step_to_before_the_first_epoch_is_refused(here: Cursor, text: str, message: str) -> None:
    with pytest.raises(InputError) as refusal:
        command_of(text, programs, here)
    assert str(refusal.value) == message


def test_end_is_as_far_as_the_branch_has_come() -> None:
    assert command_of("END", programs, HERE) == GoToEnd()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", f"a moment is missing: {EXAMPLES}"),
        ("12.3", "batch 3: must be 1 to 2: an epoch takes 4 rows in 2 batches"),
        ("2.2", "batch 2: must be 1: an epoch takes 4 rows in 1 batch"),
        ("2 order", "op order: unknown"),
        ("12.0", "batch 0: must be 1 or more"),
        ("12 l9", "op l9: unknown"),
        ("l1_dleta", "op l1_dleta: unknown; did you mean l1_delta?"),
        ("1,5", "1,5: not a moment; type one of 12"),
        ("1e1", "1e1: not a moment"),
        ("l1_delta 3", "l1_delta 3: not a moment"),
        ("+5.9", "batch 9: must be 1 to 2"),
        ("-9 l1", "-9: must be -3 to -1"),
        ("a b c", "a b c: not a moment"),
        ("12.2 order", "op order: not in batch 2: runs in batch 1 only; give that"),
        ("99999999999999999999", "epoch 99999999999999999999: must be 1000000000000000 or less"),
        ("-", "-: not a moment"),
        ("+x", "+x: not a moment"),
        ("-4", "-4: must be -3 to -1: 3 epochs are done; try start"),
        ("+0", "+0: must be +1 or more"),
        ("-0", "-0: must be -1 or less"),
    ],
)
def test_what_is_no_moment_is_refused(text: str, message: str) -> None:
    with pytest.raises(InputError) as refusal:
        command_of(text, programs, HERE)
    assert str(refusal.value).startswith(message)


def test_op_alone_where_other_batches_begin_is_of_the_epoch_that_has_ended() -> None:
    assert command_of("l1", programs, Cursor(2, 2, 14)) == GoToMoment(2, None, "l1")

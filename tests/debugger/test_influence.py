"""What is still computed from an array that is typed over."""

from __future__ import annotations

import numpy as np
import pytest

from nn_tui.debugger.changes import apply
from nn_tui.debugger.commands import TypeOver
from nn_tui.debugger.influence import Influence, influence_of
from nn_tui.debugger.journal import SetCells
from nn_tui.debugger.session import Session
from nn_tui.debugger.unit import Unit
from tests.debugger.sessions import session_of, weights_of

# The classic's ops: z1 l1 z2 l2 l2_error l2_delta l1_error l1_delta, two descents, two updates,
# loss and error.
CASES = [
    ("l1", 2, Influence.TRAINING, "l1 is changed from here on"),
    # synapse_1's descent still reads l1.
    ("l1", 8, Influence.TRAINING, "l1 is changed from here on"),
    (
        "l1",
        9,
        Influence.NOTHING,
        "l1 is changed, but the lines that read it have run: nothing uses it any more",
    ),
    (
        "synapse_1_descent",
        11,
        Influence.NOTHING,
        "synapse_1_descent is changed, but its update has run: nothing uses it any more",
    ),
    ("synapse_0_descent", 11, Influence.TRAINING, "synapse_0_descent is changed from here on"),
    (
        "l2",
        6,
        Influence.RECORDS,
        "l2 is changed: loss or error will be of it, but no weight moves by it any more",
    ),
    ("l2", 14, Influence.NOTHING, ""),
    ("synapse_0", 14, Influence.TRAINING, "synapse_0 is changed from here on"),
]


def typed_over(name: str, ops: int) -> tuple[Session, str]:
    session = session_of()
    session.advance(ops)
    cell = SetCells(name, (0, 0), np.array([[0.5]]))
    return session, apply(TypeOver(cell), session)


@pytest.mark.parametrize(("name", "ops", "influence", "said"), CASES)
def test_message_says_whether_anything_uses_it(
    name: str, ops: int, influence: Influence, said: str
) -> None:
    session, told = typed_over(name, ops)
    assert told.startswith(said)
    assert influence_of(session.machine.program, session.cursor, name) is influence


@pytest.mark.parametrize(("name", "ops", "influence", "said"), CASES)
def test_weights_move_by_what_they_are_said_to(
    name: str, ops: int, influence: Influence, said: str
) -> None:
    session, _ = typed_over(name, ops)
    straight = session_of()
    for one in (session, straight):
        one.advance(28 - one.machine.program.ops_before(one.cursor))
    moved = weights_of(session)
    is_same = all(
        np.array_equal(moved[weights], values) for weights, values in weights_of(straight).items()
    )
    assert is_same is (influence is not Influence.TRAINING)


def test_outputs_of_a_batch_that_are_kept_already_are_used_by_nothing() -> None:
    session = session_of("xor", batch_size="2", shuffle="yes")
    for _ in range(20):
        session.step(Unit.OP)
        moment = session.snapshot()
        if moment.op is not None and moment.op.writes == "synapse_0_descent":
            break
    assert influence_of(moment.program, moment.cursor, "l2") is Influence.NOTHING
    assert influence_of(moment.program, moment.cursor, "l1_delta") is Influence.TRAINING

from __future__ import annotations

import numpy as np
import pytest

from nn_tui.debugger.changes import apply
from nn_tui.debugger.commands import TypeOver
from nn_tui.debugger.journal import SetCells
from nn_tui.debugger.snapshot import Snapshot
from nn_tui.debugger.typing_over import TypeOverError, block_at, reason_against
from tests.debugger.sessions import session_of


def moment_of(dataset: str = "classic", ops: int = 0, **given: str) -> Snapshot:
    session = session_of(dataset, **given)
    session.advance(ops)
    return session.snapshot()


@pytest.mark.parametrize(
    ("name", "ops", "reason"),
    [
        ("l0", 4, "l0 is the data: change it in the Dataset panel"),
        ("y", 4, "y is the data: change it in the Dataset panel"),
        ("loss", 14, "loss is a record of the epoch: nothing is computed from it"),
        ("l2", 3, "l2 is not yet computed: step until its line has run"),
        ("l2", 15, "l2 is still of epoch 1: its line writes it anew before it is read"),
        ("l7", 14, "l7: this network has no such array"),
        ("l2", 4, ""),
        ("l2", 14, ""),
        ("synapse_0", 0, ""),
        ("synapse_0", 15, ""),
    ],
)
def test_reason_against_an_array(name: str, ops: int, reason: str) -> None:
    assert reason_against(moment_of(ops=ops), name) == reason


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("inputs", "is the data"),
        ("epoch_x", "is the data"),
        ("order", "order is drawn from the seed"),
        ("outputs", "keeps what each batch wrote: type over l2 or its z instead"),
        ("epoch_outputs", "keeps what each batch wrote"),
    ],
)
def test_reason_against_what_is_as_long_as_the_dataset(name: str, reason: str) -> None:
    moment = moment_of("iris", 20, batch_size="10", shuffle="yes")
    assert name in moment.names
    assert reason in reason_against(moment, name)


def test_batch_that_was_taken_can_be_typed_over() -> None:
    moment = moment_of("iris", 20, batch_size="10", shuffle="yes")
    assert reason_against(moment, "l0") == reason_against(moment, "y") == ""


@pytest.mark.parametrize(
    ("name", "cell", "shape", "start", "stored"),
    [
        ("synapse_0", (1, 2), (2, 2), (1, 2), (2, 2)),
        ("bias_0", (0, 1), (1, 3), (1,), (3,)),
        ("bias_0", (0, 1), (3, 1), (1,), (3,)),
        ("learning_rate", (0, 0), (1, 1), (), ()),
    ],
)
def test_block_begins_at_its_cell(
    name: str,
    cell: tuple[int, int],
    shape: tuple[int, int],
    start: tuple[int, ...],
    stored: tuple[int, ...],
) -> None:
    cells = block_at(moment_of(bias="yes"), name, cell, np.ones(shape))
    assert (cells.array, cells.start, cells.values.shape) == (name, start, stored)


@pytest.mark.parametrize(
    ("name", "cell", "shape", "reason"),
    [
        (
            "synapse_0",
            (1, 2),
            (2, 3),
            "2 x 3 numbers do not fit into synapse_0, 3 x 4 from [1,2] on, where 2 x 2 do",
        ),
        (
            "bias_0",
            (0, 1),
            (1, 4),
            "4 numbers do not fit into bias_0, 4 from [1] on, where 3 do",
        ),
        ("bias_0", (0, 1), (2, 2), "2 x 2 numbers do not fit into bias_0"),
        ("learning_rate", (0, 0), (1, 2), "1 x 2 numbers do not fit into learning_rate"),
        ("l1", (0, 0), (1, 1), "l1 is not yet computed"),
    ],
)
def test_block_that_does_not_fit_is_refused_with_both_shapes(
    name: str, cell: tuple[int, int], shape: tuple[int, int], reason: str
) -> None:
    with pytest.raises(TypeOverError) as refused:
        block_at(moment_of(bias="yes"), name, cell, np.ones(shape))
    assert reason in str(refused.value)


def test_cells_of_a_longer_batch_are_refused_where_the_run_has_gone_on() -> None:
    # 150 rows in batches of 40: the fourth has 30.
    session = session_of("iris", batch_size="40")
    session.advance(3 * len(session.machine.program.iteration))
    cells = block_at(session.snapshot(), "l1", (35, 0), np.ones((1, 1)))
    session.advance(len(session.machine.program.iteration))
    assert "do not fit into l1, 30 x" in apply(TypeOver(cells), session)


def test_cells_of_a_network_that_has_gone_are_refused() -> None:
    session = session_of(hidden="4,4")
    cells = SetCells("synapse_2", (0, 0), np.ones((1, 1)))
    session.edit("hidden", "4")
    before = session.timeline.place
    assert apply(TypeOver(cells), session) == "synapse_2: this network has no such array"
    assert session.timeline.place == before

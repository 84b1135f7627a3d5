"""When conditions are evaluated: when the last of what they name is written."""

from __future__ import annotations

import pytest

from nn_tui.debugger.conditions.condition import condition_of
from nn_tui.debugger.conditions.timing import Timing, timing_of
from nn_tui.engine.program import Program
from tests.debugger.sessions import session_of


def timing(text: str, program: Program) -> Timing:
    return timing_of(condition_of(text, program).reads, program)


def written_in(text: str, program: Program) -> list[str | None]:
    """Name the op after which a condition is evaluated, for each batch of an epoch."""
    found = []
    for batch in range(1, program.schedule.batches + 1):
        cursor = timing(text, program).moment_in(5, batch)
        op = None if cursor is None else program.op_before(cursor)
        assert cursor is None or (cursor.epoch, cursor.batch) == (5, batch)
        found.append(None if op is None else op.writes)
    return found


@pytest.mark.parametrize(
    ("text", "ops"),
    [
        ("max(l1) > 0", ["l1", "l1"]),
        ("max(l1) > max(l2_delta)", ["l2_delta", "l2_delta"]),
        ("crosses(synapse_1[0,0], 0)", ["synapse_1", "synapse_1"]),
        ("synapse_0[0,0] > max(l1)", ["synapse_0", "synapse_0"]),
        ("max(synapse_0_gradient) > 0", ["synapse_0_descent", "synapse_0_descent"]),
        ("previous(max(l2)) > max(l1)", ["l2", "l2"]),
        ("epoch > 3 and max(l1) > 0", ["l1", "l1"]),
        ("batch == 2 and max(l1) > 0", ["l1", "l1"]),
        ("order[0] == 1", ["order", None]),
        ("order[0] == 1 and max(l1) > 0", ["l1", "l1"]),
        ("max(outputs) > 1", [None, "outputs"]),
        ("max(outputs) > max(l1)", [None, "outputs"]),
    ],
)
def test_array_named_that_is_written_last_settles_it(text: str, ops: list[str | None]) -> None:
    program = session_of(batch_size="2", shuffle="yes").machine.program
    assert written_in(text, program) == ops


@pytest.mark.parametrize(
    "text",
    ["loss < 1", "epoch == 2", "error > previous(error)", "loss < max(l1)", "learning_rate < 1"],
)
def test_figures_of_an_epoch_are_there_when_it_has_ended(text: str) -> None:
    program = session_of(batch_size="2").machine.program
    assert timing(text, program).moment_in(5, 1) is None
    assert timing(text, program).moment_in(5, 2) == program.end_of_epoch(5)


@pytest.mark.parametrize("text", ['op == "l1"', "batch == 2", 'op == "l1" and max(l1) > 0'])
def test_op_and_batch_are_asked_for_after_each_op(text: str) -> None:
    assert timing(text, session_of(batch_size="2").machine.program).is_every_op


@pytest.mark.parametrize(
    ("text", "is_of_records"),
    [
        ("loss < 1 and epoch > 2", True),
        ("crosses(error, 0.1)", True),
        ("loss < max(l1)", False),
        ("batch == 1", False),
        ("learning_rate < 1", False),
    ],
)
def test_records_tell_what_asks_for_figures_of_epochs_alone(text: str, is_of_records: bool) -> None:
    assert timing(text, session_of().machine.program).is_of_records is is_of_records

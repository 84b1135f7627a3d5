from __future__ import annotations

import pytest

from nn_tui.debugger.explain.asking import NoSuchCellError, answer, question_of
from nn_tui.debugger.explain.explanation import Computed, Given
from nn_tui.debugger.explain.verdict import Kind
from nn_tui.debugger.explain.wording import in_symbols, with_numbers
from nn_tui.debugger.journal import Freeze, SetCells
from nn_tui.debugger.rows import leave_out
from nn_tui.debugger.session import Session
from nn_tui.debugger.unit import Unit
from nn_tui.engine.cursor import Cursor
from nn_tui.engine.freezing import Cells
from tests.debugger.sessions import session_of


def computed(text: str, session: Session) -> Computed:
    found = answer(question_of(text, session), session)
    assert isinstance(found, Computed)
    return found


def test_an_activation_is_explained_with_the_weights_that_it_was_computed_with() -> None:
    session = session_of("classic")
    session.step(Unit.EPOCH)
    found = computed("z2[2,0]", session)
    assert found.cursor == Cursor(1, 1, 3)
    assert found.verdict.kind is not Kind.DIFFERS
    # The weights have been updated since: read from the present they would not give this z.
    weight = next(o for o in found.operands if str(o.question) == "synapse_1[0,0]")
    assert weight.question.value != session.machine.workspace.arrays["synapse_1"][0, 0]


def test_the_delta_is_written_as_its_line_says() -> None:
    session = session_of("classic")
    session.step(Unit.EPOCH)
    found = computed("l1_delta[2,1]", session)
    symbols = "l1_error[2,1] * (l1[2,1] * (1 - l1[2,1]))"
    assert in_symbols(found.term) == symbols
    # By hand, from the classic network's first epoch: l1 = sigmoid(0.6604...) is at 0.66 or so.
    l1, error = session.snapshot().array("l1"), session.snapshot().array("l1_error")
    assert l1 is not None and error is not None
    numbers = f"{error[2, 1]:.4g} * ({l1[2, 1]:.4g} * {1 - l1[2, 1]:.4g})"
    assert with_numbers(found.term, 4) == numbers
    assert found.verdict.kind is Kind.EXACT
    assert [(str(o.question), o.uses) for o in found.operands] == [
        ("l1_error[2,1]", 1),
        ("l1[2,1]", 2),
    ]


def test_operands_lead_down_to_the_inputs_and_on_into_the_iteration_before() -> None:
    session = session_of("classic")
    session.go_to(session.machine.program.end_of_epoch(3))
    asked, trail = question_of("l2_delta[1,0]", session), []
    while isinstance(found := answer(asked, session), Computed):
        trail.append((found.question.array, found.cursor.epoch))
        asked = found.operands[-1].question
    assert trail == [
        ("l2_delta", 3),
        ("l2", 3),
        ("z2", 3),
        ("synapse_1", 2),
        ("synapse_1_descent", 2),
        ("l2_delta", 2),
        ("l2", 2),
        ("z2", 2),
        ("synapse_1", 1),
        ("synapse_1_descent", 1),
        ("l2_delta", 1),
        ("l2", 1),
        ("z2", 1),
    ]
    assert isinstance(found, Given)
    assert found.source == "drawn from seed 1 before the first epoch (init uniform)"


def test_an_output_leads_to_the_batch_that_its_row_went_through_in() -> None:
    session = session_of("iris", batch_size="32", shuffle="yes")
    session.go_to(session.machine.program.end_of_epoch(2))
    asked = question_of("outputs[7,1]", session)
    trail = []
    for _ in range(3):
        found = answer(asked, session)
        assert isinstance(found, Computed)
        assert found.verdict.kind is not Kind.DIFFERS
        trail.append(found.question.array)
        asked, batch = found.operands[0].question, found.cursor.batch
    assert trail == ["outputs", "epoch_outputs", "l2"]
    place = int((session.machine.workspace.order == 7).nonzero()[0][0])
    assert batch == place // 32 + 1


@pytest.mark.parametrize("row", [0, 149])
def test_rows_that_have_not_gone_through_yet_are_of_the_epoch_before(row: int) -> None:
    session = session_of("iris", batch_size="32", shuffle="no")
    session.go_to(Cursor(3, 2, 10))
    outputs = session.snapshot().outputs
    value = float(outputs.values[row, 0])
    found = computed(f"outputs[{row},0]", session)
    assert found.question.value == value
    assert found.verdict.kind is Kind.EXACT
    assert found.cursor.epoch == outputs.epochs[row] == (3 if row == 0 else 2)


@pytest.mark.parametrize("batch_size", ["32", "all"])
def test_amid_a_shuffled_epoch_an_output_is_where_its_batch_has_put_it(batch_size: str) -> None:
    session = session_of("iris", batch_size=batch_size, shuffle="yes")
    session.step(Unit.EPOCH)
    session.step(Unit.BATCH) if batch_size == "32" else session.go_to(Cursor(2, 1, 8))
    row = int(session.snapshot().order[5])
    found = computed(f"outputs[{row},2]", session)
    assert found.question.array == ("epoch_outputs" if batch_size == "32" else "l2")
    assert found.verdict.kind is not Kind.DIFFERS
    if batch_size == "32":
        late = int(session.snapshot().order[-1])
        assert computed(f"outputs[{late},0]", session).cursor.epoch == 1


def test_data_is_named_by_its_row_and_column_in_the_file() -> None:
    session = session_of("iris", batch_size="32", shuffle="yes")
    session.step(Unit.EPOCH)
    asked = question_of("l0[3,2]", session)
    for _ in range(2):
        found = answer(asked, session)
        assert isinstance(found, Computed)
        asked = found.operands[0].question
    found = answer(asked, session)
    assert isinstance(found, Given)
    row = asked.index[0]
    raw = session.recipe.dataset.inputs[row, 2]
    name = session.recipe.dataset.input_names[2]
    assert found.source.startswith(f"row {row} of iris, input {name}: {raw:.17g} there")


def test_what_was_typed_over_is_said_to_be() -> None:
    session = session_of("classic")
    session.go_to(Cursor(2, 1, 2))
    value = session.snapshot().array("l1")
    assert value is not None
    session.make(SetCells("l1", (0, 0), value[:1, :1] + 0.25))
    found = computed("l1[0,0]", session)
    assert found.typed_at == Cursor(2, 1, 2)
    assert found.verdict.kind is Kind.DIFFERS
    assert found.verdict.difference == pytest.approx(0.25)
    # Its neighbour was not, and what is computed from it takes what was typed.
    assert computed("l1[0,1]", session).typed_at is None
    session.step(Unit.OP)
    assert computed("z2[0,0]", session).operands[0].question.value == value[0, 0] + 0.25


def test_a_weight_typed_over_before_the_first_op_is_given_by_hand() -> None:
    session = session_of("classic")
    weights = session.snapshot().array("synapse_0")
    assert weights is not None
    session.make(SetCells("synapse_0", (1, 2), weights[1:2, 2:3] * 0 + 7.0))
    found = answer(question_of("synapse_0[1,2]", session), session)
    assert isinstance(found, Given)
    assert found.source.startswith("typed by hand")
    assert found.question.value == 7.0


def test_a_weight_is_followed_into_the_run_before_it_went_on_with_other_batches() -> None:
    session = session_of("xor")
    session.go_to(session.machine.program.end_of_epoch(5))
    session.edit("batch_size", "2")
    found = computed("synapse_0[0,0]", session)
    assert found.cursor.epoch == 5
    session.step(Unit.OP)
    assert computed("synapse_0[0,0]", session).cursor.epoch == 5


def test_a_frozen_weight_takes_no_step() -> None:
    session = session_of("classic")
    session.make(Freeze((Cells("synapse_0", (0, 0), (3, 1)),), True))
    session.step(Unit.EPOCH)
    found = computed("synapse_0[1,0]", session)
    assert found.verdict.kind is Kind.EXACT
    assert "where(frozen_synapse_0[1,0], 0, learning_rate * " in in_symbols(found.term)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("l9[0,0]", "l9"),
        ("l1", "name one cell of it, such as l1[0,0]"),
        ("l1[0]", "l1 is 4 x 4; name one cell of it, such as l1[0,0]"),
        ("l1[4,0]", "l1[4,0]: no such cell: l1 is 4 x 4, counted from 0"),
        ("l1[-1,0]", "no such cell"),
        ("l1[a,0]", "whole numbers, such as l1[0,1]"),
        ("loss[0]", "loss is one number; name one cell of it, such as loss"),
        ("l1[1,2", "must be a cell, such as l1_delta[2,1]"),
        ("", "must be a cell"),
        ("l1[99999999999999999999,0]", "whole numbers"),
    ],
)
def test_what_is_no_cell_is_refused_with_the_way_out(text: str, said: str) -> None:
    session = session_of("classic")
    session.step(Unit.EPOCH)
    with pytest.raises(NoSuchCellError) as refusal:
        question_of(text, session)
    assert said in str(refusal.value)


def test_what_is_not_computed_yet_is_refused() -> None:
    session = session_of("classic")
    session.step(Unit.OP)
    with pytest.raises(NoSuchCellError, match="not computed yet"):
        question_of("l2[0,0]", session)


def test_what_still_stands_from_the_iteration_before_is_explained_as_of_that() -> None:
    session = session_of("classic")
    session.go_to(Cursor(3, 1, 2))
    assert computed("l2[0,0]", session).cursor == Cursor(2, 1, 4)


@pytest.mark.parametrize("batch_size", ["2", "all"])
def test_outputs_are_asked_for_by_the_number_of_the_row_in_the_dataset(batch_size: str) -> None:
    session = session_of("classic", batch_size=batch_size)
    session.step(Unit.EPOCH)
    leave_out(session, 1)
    session.step(Unit.EPOCH)
    found = computed("outputs[3,0]", session)
    assert found.question.value == session.snapshot().outputs.values[3, 0]
    assert found.question.index == (2, 0)
    assert found.verdict.kind is not Kind.DIFFERS
    with pytest.raises(NoSuchCellError, match="row 1 has not gone through yet"):
        question_of("outputs[1,0]", session)

"""What a condition says of a moment: names, cells, functions, comparisons, what was before."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from nn_tui.debugger.conditions.condition import Memory, condition_of, watched_of
from nn_tui.debugger.conditions.moments import MachineNames
from nn_tui.debugger.conditions.part import NotThereError
from nn_tui.debugger.session import Session
from tests.debugger.sessions import session_of

OF_EPOCH_3 = {"loss": 0.25, "error": 0.5, "epoch": 3.0}


def said(text: str, **names: Any) -> Any:
    """Evaluate a condition over the classic network with these values for its names."""
    condition = condition_of(text, session_of().machine.program)
    with np.errstate(all="ignore"):
        truth = condition.evaluate(names, condition.new_memory())
    # What could not be evaluated would pass for false.
    assert truth is not None
    return truth


def at(session: Session, text: str) -> Any:
    """Evaluate an expression where a session stands."""
    expression = watched_of(text, session.machine.program)
    with np.errstate(all="ignore"):
        return expression.evaluate(MachineNames(session.machine), expression.new_memory())


def trained(ops: int = 14 * 3, **given: str) -> Session:
    session = session_of(**given)
    session.advance(ops)
    return session


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("loss < 0.3", True),
        ("loss < 0.2", False),
        ("0 < loss < error", True),
        ("0 < loss < 0.1 < error", False),
        ("loss < 0.3 and not error < 0.1", True),
        ("loss > 0.3 or error > 0.4", True),
        ("loss + error * 2 == 1.25", True),
        ("epoch % 3 == 0 and epoch // 2 == 1", True),
        ("-loss ** 2 == -0.0625", True),
        ("loss / 0 > 1e300", True),
        ("max(loss, error) == 0.5", True),
        ("min(loss, error, 0.1) == 0.1", True),
        ("abs(loss - error) == 0.25", True),
        ("(loss > 0) + (error > 0) == 2", True),
        ("  loss < 1  ", True),
    ],
)
def test_condition_on_an_epoch_is_as_in_python(text: str, expected: bool) -> None:
    assert bool(said(text, **OF_EPOCH_3)) is expected


L1 = np.array([[0.1, 0.9, 0.5, 0.0], [0.2, 0.8, 0.5, 0.0], [0.3, 0.7, 0.5, 0.0], [0, 0, 0, 0]])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("max(l1) == 0.9", True),
        ("min(l1) == 0", True),
        ("all(l1[:,3] == 0)", True),
        ("any(l1[0] > 0.8)", True),
        ("any(l1[1] > 0.8)", False),
        ("l1[1,1] == 0.8 and l1[-1,-1] == 0", True),
        ("sum(l1[:,0]) < 0.61", True),
        ("mean(l1[0:2,2]) == 0.5", True),
        ("len(l1) == 4 and len(l1[:,1:3]) == 4", True),
        ("sum(l1 > 0.6) == 3", True),
        ("len(l1[0][1:]) == 3", True),
        ("all(l1[:,0:1] <= l1[:,1:2])", True),
        ("finite(l1)", True),
    ],
)
def test_condition_on_an_array_reads_cells_rows_and_columns(text: str, expected: bool) -> None:
    assert bool(said(text, l1=L1)) is expected


def test_nan_is_less_and_greater_than_nothing() -> None:
    assert not said("loss < 1", loss=np.float64(np.nan))
    assert not said("loss >= 1", loss=np.float64(np.nan))
    assert not said("max(l1) > 0", l1=L1 * np.nan)


@pytest.mark.parametrize("wrong", [np.nan, np.inf])
def test_finite_is_told_of_all_cells(wrong: float) -> None:
    broken = L1.copy()
    broken[2, 1] = wrong
    assert said("not finite(l2)", l2=broken)
    assert not said("not finite(l2)", l2=L1)


def test_op_is_compared_with_a_name() -> None:
    text = 'op == "l1_delta" and batch == 3'
    assert said(text, op="l1_delta", batch=3.0)
    assert not said(text, op="l1_delta", batch=2.0)
    assert not said(text, op="l1", batch=3.0)
    assert said('"l1" != op', op="l2")


def test_gradient_is_the_negative_of_the_descent() -> None:
    descent = np.full((3, 4), 2.0)
    assert said("max(synapse_0_gradient) == -2", synapse_0_descent=descent)
    assert said('op == "synapse_0_gradient"', op="synapse_0_descent")


def test_what_settles_a_condition_spares_the_rest() -> None:
    assert not said("epoch > 5 and l1[0,0] > 0", **OF_EPOCH_3)
    assert said("epoch < 5 or l1[0,0] > 0", **OF_EPOCH_3)


def sequence(text: str, name: str, values: list[float]) -> list[bool | None]:
    """Evaluate a condition at one value after the other."""
    condition = condition_of(text, session_of().machine.program)
    memory = condition.new_memory()
    found = [condition.evaluate({name: np.float64(value)}, memory) for value in values]
    return [None if each is None else bool(each) for each in found]


def test_previous_is_the_value_at_the_evaluation_before() -> None:
    found = sequence("error > 1.05 * previous(error)", "error", [1, 1.04, 1.2, 1.2, 0.1, 0.2])
    assert found == [None, False, True, False, False, True]


def test_previous_remembers_where_it_was_not_needed() -> None:
    found = sequence("loss > 5 and previous(loss) < 2", "loss", [1, 6, 3, 6])
    assert found == [False, True, False, False]


def test_crosses_is_true_when_the_other_side_or_the_level_is_reached() -> None:
    found = sequence("crosses(loss, 0)", "loss", [-1, -0.5, 0, 1, 2, -1, 0, -1])
    assert found == [None, False, True, False, False, True, True, False]


def test_crosses_takes_a_level_that_moves() -> None:
    condition = condition_of("crosses(loss, error)", session_of().machine.program)
    memory = condition.new_memory()
    pairs = [(1.0, 2.0), (1.5, 1.6), (1.5, 1.4)]
    found = [condition.evaluate({"loss": a, "error": b}, memory) for a, b in pairs]
    assert found == [None, False, True]


def test_previous_of_an_array_is_a_copy() -> None:
    condition = condition_of("any(l1 != previous(l1))", session_of().machine.program)
    memory, live = condition.new_memory(), L1.copy()
    assert condition.evaluate({"l1": live}, memory) is None
    live[0, 0] = 7.0
    assert condition.evaluate({"l1": live}, memory)
    assert not condition.evaluate({"l1": live}, memory)


def test_what_is_not_there_leaves_what_was_before() -> None:
    class Nothing:
        def __getitem__(self, name: str) -> Any:
            raise NotThereError

    condition = condition_of("loss > previous(loss)", session_of().machine.program)
    memory = Memory([np.float64(1.0)])
    assert condition.evaluate(Nothing(), memory) is None
    assert condition.evaluate({"loss": np.float64(2.0)}, memory)


def test_figures_are_the_single_values_that_are_looked_at() -> None:
    program = session_of().machine.program
    condition = condition_of("0.1 < max(l1) and loss < 0.5 and loss > 0.1", program)
    names = {"l1": L1, "loss": np.float64(0.25)}
    assert condition.figures(names) == [("max(l1)", 0.9), ("loss", 0.25)]


def test_names_are_those_of_the_machine() -> None:
    session = trained()
    moment = session.snapshot()
    l1 = moment.array("l1")
    assert l1 is not None
    assert at(session, "l1[2,1]") == l1[2, 1]
    assert at(session, "max(l1)") == l1.max()
    assert at(session, "loss") == moment.loss
    assert at(session, "epoch") == 3
    assert at(session, "learning_rate") == 1.0


def test_array_of_the_iteration_before_is_not_there() -> None:
    session = trained(14 * 3 + 1)
    assert at(session, "max(z1)") is not None
    assert at(session, "max(l2_delta)") is None
    assert at(session, "synapse_0[0,0]") is not None


def test_loss_is_that_of_the_last_epoch_that_has_ended() -> None:
    assert at(session_of(), "loss") is None
    assert at(trained(5), "error") is None
    session = trained(14 * 3 + 5)
    assert at(session, "loss") == session.snapshot().curve.last_loss


def test_row_that_a_short_batch_has_not_is_not_there() -> None:
    session = session_of(batch_size="3")
    session.advance(session.machine.program.epoch_length)
    assert session.cursor.batch == 2
    assert at(session, "l1[0,0]") is not None
    assert at(session, "l1[1,0]") is None
    assert at(session, "max(l1[1:])") is None
    assert at(session, "len(l1)") == 1


def test_what_an_epoch_keeps_has_its_rows_so_far() -> None:
    session = session_of(batch_size="2", shuffle="yes")
    program = session.machine.program
    session.advance(program.length(1))
    kept = next(name for name in program.written if name.startswith("epoch_out"))
    assert at(session, f"len({kept})") == 2
    assert at(session, "order[0]") == session.machine.workspace.order[0]

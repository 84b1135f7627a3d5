"""What is said of a number in plain words."""

from __future__ import annotations

import pytest

from nn_tui.debugger.explain.asking import answer, question_of
from nn_tui.debugger.explain.explanation import Computed
from nn_tui.debugger.explain.gradients import in_gradients
from nn_tui.debugger.explain.words import row_of, told_of
from nn_tui.debugger.session import Session
from nn_tui.debugger.unit import Unit
from tests.debugger.sessions import session_of


def trained(dataset: str, **given: str) -> Session:
    session = session_of(dataset, **given)
    session.step(Unit.EPOCH)
    return session


def computed(cell: str, session: Session) -> Computed:
    found = answer(question_of(cell, session), session)
    assert isinstance(found, Computed)
    return found


@pytest.mark.parametrize(("unit", "name"), [(0, "setosa"), (2, "virginica")])
@pytest.mark.parametrize("array", ["l2_error", "l2_delta"])
def test_of_several_outputs_the_one_that_was_off_is_named(array: str, unit: int, name: str) -> None:
    found = computed(f"{array}[4,{unit}]", trained("iris"))
    said = f"Output {unit} ({name}) of {row_of(found)} was "
    assert told_of(found).startswith(said)
    shown = in_gradients(found)
    assert isinstance(shown, Computed)
    assert told_of(shown).startswith(said)


def test_the_one_output_of_a_network_is_its_row() -> None:
    assert told_of(computed("l2_error[3,0]", trained("classic"))).startswith("Row 3 was ")

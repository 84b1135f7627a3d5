from __future__ import annotations

import pytest

from nn_tui.ui.row_editing import begin, cell_at, finished, of_row, span_of, with_text
from tests.debugger.sessions import recipe_of


@pytest.mark.parametrize(
    ("cell", "selected"), [(-1, "1.5"), (0, "1.5"), (1, '"a, b"'), (2, ""), (3, "x"), (9, "x")]
)
def test_cells_are_found_in_a_line(cell: int, selected: str) -> None:
    line = '1.5, "a, b",, x'
    start, end = span_of(line, cell)
    assert line[start:end] == selected
    assert cell_at(line, end) == max(0, min(cell, 3))


def test_what_was_typed_goes_to_the_row_that_was_meant() -> None:
    editing = with_text(begin(recipe_of("classic"), 0), "0, 0.25, 1, 0")
    assert of_row(editing, 3).text == "1, 0.25, 1, 1"
    assert of_row(editing, 0).text == "0, 0.25, 1, 0"


def test_reason_is_given_while_it_is_typed_and_that_of_the_loss_on_enter() -> None:
    editing = begin(recipe_of("xor"), 1)
    assert with_text(editing, "0, 1,").reason.startswith("row 1, y (empty): must be")
    assert with_text(editing, "0, 1, 7").reason == ""
    assert finished(with_text(editing, "0, 1, 7")).reason.startswith("targets of row 1: 7: bce")
    assert finished(with_text(editing, "0, 1, 0.5")).reason == ""

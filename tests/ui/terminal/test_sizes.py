from __future__ import annotations

import pytest

from nn_tui.ui.terminal.sizes import SMALLEST, Cells, ask_for_room


@pytest.mark.parametrize("size", [SMALLEST, Cells(80, 24), Cells(20, 200)])
def test_size_that_is_large_enough_asks_for_nothing(size: Cells) -> None:
    assert ask_for_room(size) == []


def test_smaller_size_is_told_what_is_needed() -> None:
    assert ask_for_room(Cells(60, 4)) == ["nn-tui needs 20x5, this is 60x4"]
    assert ask_for_room(Cells(19, 24)) == ["nn-tui needs 20x5,", "this is 19x24"]


@pytest.mark.parametrize("size", [Cells(1, 1), Cells(0, 0), Cells(3, 2), Cells(200, 1)])
def test_what_is_asked_fits(size: Cells) -> None:
    lines = ask_for_room(size)
    assert len(lines) <= max(1, size.lines)
    assert all(len(line) <= size.columns for line in lines)

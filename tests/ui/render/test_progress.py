from __future__ import annotations

import pytest

from nn_tui.ui.render.progress import draw_progress


@pytest.mark.parametrize("progress", [0.0, 0.004, 0.5, 0.999, 1.0])
@pytest.mark.parametrize("width", [40, 80, 160])
def test_bar_fills_the_line_by_as_much_as_is_done(progress: float, width: int) -> None:
    drawn = draw_progress(progress, width)
    assert len(drawn) <= width
    cells = drawn.count("█") + drawn.count("░")
    assert drawn.count("█") == round(progress * cells)
    assert "escape: stay" in drawn


def test_bar_says_how_much_in_numbers() -> None:
    assert " 57%" in draw_progress(0.574, 80)

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from nn_tui.ui.render.wrapping import shortened


@pytest.mark.parametrize(
    ("text", "width", "said"),
    [
        ("petal", 5, "petal"),
        ("petal", 4, "pet…"),
        ("petal", 1, "…"),
        ("petal", 0, ""),
        ("petal", -3, ""),
        ("", 0, ""),
        ("row one", 5, "row…"),
        ("温度計", 6, "温度計"),
        ("温度計", 5, "温度…"),
        ("温度計", 4, "温…"),
    ],
)
def test_text_is_shortened_to_cells(text: str, width: int, said: str) -> None:
    assert shortened(text, width) == said


@given(
    text=st.text(st.characters(exclude_categories=["C"]), max_size=20), width=st.integers(-2, 24)
)
def test_shortened_text_never_takes_more_cells(text: str, width: int) -> None:
    assert cell_len(shortened(text, width)) <= max(0, width)

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nn_tui.ui.render.lines import Role, plain
from nn_tui.ui.render.syntax import coloured, scrolled


def pieces(code: str) -> list[tuple[str, Role]]:
    return [(span.text.strip(), span.role) for span in coloured(code)]


@pytest.mark.parametrize(
    ("code", "roles"),
    [
        (
            "l1 = sigmoid(z1)",
            [
                ("l1", Role.STRONG),
                ("=", Role.DIM),
                ("sigmoid", Role.FUNCTION),
                ("(", Role.DIM),
                ("z1", Role.PLAIN),
                (")", Role.DIM),
            ],
        ),
        (
            "b = d.sum(axis=0)",
            [
                ("b", Role.STRONG),
                ("=", Role.DIM),
                ("d.sum", Role.FUNCTION),
                ("(axis=0)", Role.DIM),
            ],
        ),
        (
            "e = d @ w.T",
            [
                ("e", Role.STRONG),
                ("=", Role.DIM),
                ("d", Role.PLAIN),
                ("@", Role.DIM),
                ("w", Role.PLAIN),
                (".T", Role.FUNCTION),
            ],
        ),
    ],
)
def test_pieces_of_a_line_have_their_roles(code: str, roles: list[tuple[str, Role]]) -> None:
    assert pieces(code) == roles


@given(st.text(st.characters(codec="ascii", exclude_categories=["Cc"])))
def test_coloured_line_is_the_line(code: str) -> None:
    assert "".join(span.text for span in coloured(code)) == code


@given(st.integers(0, 20))
def test_scrolled_line_begins_with_a_sign_of_what_is_left_out(count: int) -> None:
    code = "l1 = sigmoid(z1)"
    shown = plain([scrolled(coloured(code), count)])
    assert shown == (code if count == 0 else f"…{code[count + 1 :]}".rstrip())

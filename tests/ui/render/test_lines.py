from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nn_tui.ui.render.lines import Role, Span, fit, line, plain, sign_role, width_of

TEXTS = st.text(st.sampled_from("ab 表é…⣀"), max_size=12)


@given(pieces=st.lists(TEXTS, max_size=5), width=st.integers(0, 40))
def test_fit_gives_a_line_of_exactly_that_width(pieces: list[str], width: int) -> None:
    assert width_of(fit(line(*pieces), width)) == width


def test_fit_keeps_the_roles_of_what_is_left() -> None:
    row = line(Span("one", Role.GOOD), Span("two", Role.WARNING))
    assert fit(row, 4) == (Span("one", Role.GOOD), Span("t", Role.WARNING))


def test_fit_replaces_half_a_wide_character_by_a_space() -> None:
    assert fit(line("表表"), 3) == (Span("表 "),)


def test_plain_joins_lines_without_spaces_at_their_ends() -> None:
    assert plain([line("a ", Span("b  ", Role.DIM)), (), line("c")]) == "a b\n\nc"


@pytest.mark.parametrize(
    ("value", "role"),
    [
        (0.5, Role.POSITIVE),
        (-1e-300, Role.NEGATIVE),
        (math.inf, Role.POSITIVE),
        (-math.inf, Role.NEGATIVE),
        (0.0, Role.PLAIN),
        (-0.0, Role.PLAIN),
        (math.nan, Role.PLAIN),
        (None, Role.DIM),
    ],
)
def test_sign_is_told_by_the_role(value: float | None, role: Role) -> None:
    assert sign_role(value) is role

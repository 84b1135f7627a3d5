from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nn_tui.ui.render.canvas import Canvas, Dot, Stroke
from nn_tui.ui.render.lines import Role, Span, plain, width_of

SOLID = Stroke(Role.POSITIVE)
DASHED = Stroke(Role.NEGATIVE, is_dashed=True)


def test_canvas_without_drawing_is_blank() -> None:
    assert Canvas(3, 2).to_lines() == [(Span("   "),), (Span("   "),)]


def test_canvas_of_no_cells_has_no_spans() -> None:
    assert Canvas(0, 1).to_lines() == [()]


@pytest.mark.parametrize(
    ("dot", "character"),
    [
        (Dot(0, 0), "⠁"),
        (Dot(0, 1), "⠂"),
        (Dot(0, 2), "⠄"),
        (Dot(0, 3), "⡀"),
        (Dot(1, 0), "⠈"),
        (Dot(1, 1), "⠐"),
        (Dot(1, 2), "⠠"),
        (Dot(1, 3), "⢀"),
    ],
)
def test_segment_of_one_dot_sets_that_dot(dot: Dot, character: str) -> None:
    canvas = Canvas(1, 1)
    canvas.draw_segment(dot, dot, SOLID)
    assert canvas.to_lines() == [(Span(character, Role.POSITIVE),)]


def test_solid_segment_is_unbroken() -> None:
    canvas = Canvas(8, 1)
    canvas.draw_segment(Dot(0, 1), Dot(15, 1), SOLID)
    assert plain(canvas.to_lines()) == "⠒⠒⠒⠒⠒⠒⠒⠒"


def test_dashed_segment_has_gaps() -> None:
    canvas = Canvas(9, 1)
    canvas.draw_segment(Dot(0, 1), Dot(17, 1), DASHED)
    assert plain(canvas.to_lines()) == "⠒⠒⠂ ⠐⠒⠒"


def test_dashes_are_as_long_on_a_steep_segment() -> None:
    canvas = Canvas(1, 5)
    canvas.draw_segment(Dot(0, 0), Dot(0, 17), DASHED)
    # Five dots and a gap of four, counted downward.
    assert plain(canvas.to_lines()) == "⡇\n⠁\n⡆\n⠃\n"


@pytest.mark.parametrize(("thickness", "text"), [(1, "⠒⠒"), (2, "⠶⠶"), (3, "⠿⠿")])
def test_flat_segment_thickens_up_and_down(thickness: int, text: str) -> None:
    canvas = Canvas(2, 1)
    canvas.draw_segment(Dot(0, 1), Dot(3, 1), Stroke(Role.POSITIVE, thickness))
    assert plain(canvas.to_lines()) == text


def test_steep_segment_thickens_sideways() -> None:
    canvas = Canvas(1, 2)
    canvas.draw_segment(Dot(0, 0), Dot(0, 7), Stroke(Role.POSITIVE, 2))
    assert plain(canvas.to_lines()) == "⣿\n⣿"


def test_cell_takes_the_role_drawn_last() -> None:
    canvas = Canvas(3, 1)
    canvas.draw_segment(Dot(0, 1), Dot(5, 1), SOLID)
    canvas.draw_segment(Dot(2, 3), Dot(3, 3), DASHED)
    assert canvas.to_lines() == [
        (Span("⠒", Role.POSITIVE), Span("⣒", Role.NEGATIVE), Span("⠒", Role.POSITIVE))
    ]


def test_text_covers_dots() -> None:
    canvas = Canvas(4, 1)
    canvas.draw_segment(Dot(0, 1), Dot(7, 1), SOLID)
    canvas.place_text(1, 0, "a ", Role.STRONG)
    assert canvas.to_lines() == [
        (Span("⠒", Role.POSITIVE), Span("a ", Role.STRONG), Span("⠒", Role.POSITIVE))
    ]


@pytest.mark.parametrize(
    ("column", "row", "text"),
    [(-1, 0, "bcd"), (2, 0, "  ab"), (4, 0, ""), (-4, 0, ""), (0, 1, ""), (0, -1, "")],
)
def test_text_outside_the_canvas_is_cut(column: int, row: int, text: str) -> None:
    canvas = Canvas(4, 1)
    canvas.place_text(column, row, "abcd")
    assert plain(canvas.to_lines()) == text


@given(
    width=st.integers(1, 20),
    height=st.integers(1, 10),
    ends=st.tuples(*[st.integers(-50, 50)] * 4),
    thickness=st.integers(1, 3),
    is_dashed=st.booleans(),
)
def test_any_segment_leaves_lines_of_the_canvas_size(
    width: int, height: int, ends: tuple[int, ...], thickness: int, is_dashed: bool
) -> None:
    canvas = Canvas(width, height)
    stroke = Stroke(Role.POSITIVE, thickness, is_dashed)
    canvas.draw_segment(Dot(*ends[:2]), Dot(*ends[2:]), stroke)
    lines = canvas.to_lines()
    assert [width_of(row) for row in lines] == [width] * height
    assert all(a.role != b.role for row in lines for a, b in pairwise(row))

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from nn_tui.ui.render.lines import Line, Role, Span, plain
from nn_tui.ui.render.row_order import order_rows
from nn_tui.ui.render.row_query import read_query
from nn_tui.ui.render.scatter import (
    draw_scatter,
    frame_of,
    places_in,
    point_at,
    reason_against_scatter,
    scatter_axes,
)
from nn_tui.ui.view import View, with_row
from tests.ui.render.moments import moment_of, view_of, write_csv

SMALL = (38, 9)
"""What the panel has at 80 columns and 24 lines."""


def scatter(view: View, text: str = "", size: tuple[int, int] = SMALL) -> list[Line]:
    return draw_scatter(view, order_rows(view, read_query(text, view)), *size)


def texts(lines: list[Line]) -> list[str]:
    return plain(lines).split("\n")


def roles(lines: list[Line], glyph: str) -> set[Role]:
    """Give the roles that a glyph has in the plot."""
    return {span.role for row in lines[1:-2] for span in row if glyph in span.text}


def toward(view: View, down: int, right: int) -> int:
    places = places_in(view.moment.recipe.dataset, frame_of(*SMALL))
    return places.toward(order_rows(view).rows, view.row, down, right)


def test_scatter_of_the_classic_rows() -> None:
    # x0 to the right, x1 up; the target is x0. Rows 0 to 3 are (0,0), (0,1), (1,0), (1,1).
    assert texts(scatter(view_of(moment_of(epochs=50)))) == [
        "● 0: 0/2  ▲ 1: 0/2        ○△ wrong/all",
        " ●                                  ▲",
        "", "", "", "",
        " ●                                  ▲",
        "→ x0 0 to 1  ↑ x1 0 to 1",
        "0: y 0 output 0.1677 error -0.1677",
    ]  # fmt: skip


def test_scatter_colours_each_class() -> None:
    lines = scatter(with_row(view_of(moment_of(epochs=50)), 3))
    assert roles(lines, "●") == {Role.CLASS_0}
    assert roles(lines, "▲") == {Role.CLASS_1, Role.SELECTED}


def test_scatter_reverses_the_selected_point() -> None:
    lines = scatter(with_row(view_of(moment_of(epochs=50)), 1))
    assert lines[1][1] == Span("●", Role.SELECTED)


def test_scatter_before_the_first_epoch_is_dim() -> None:
    lines = scatter(with_row(view_of(moment_of()), 3))
    assert roles(lines, "●") == {Role.DIM}
    assert texts(lines)[0] == "● 0  ▲ 1              not computed yet"


def test_scatter_hollows_what_is_wrong() -> None:
    moment = moment_of(epochs=50)
    moment.outputs.values[2] = 0.25
    lines = scatter(view_of(moment))
    assert texts(lines)[6] == " ●                                  △"
    assert roles(lines, "△") == {Role.WARNING}
    assert texts(lines)[0].startswith("● 0: 0/2  ▲ 1: 1/2 ")


def test_scatter_puts_wrong_points_on_top_and_the_selected_one_above(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "t.csv", "a,b,t", "0,0,no", "0,0,yes", "0,0,yes", "9,9,no")
    moment = moment_of(path, epochs=1)
    moment.outputs.values[:, 0] = [0.9, 0.9, 0.9, 0.1]
    assert texts(scatter(with_row(view_of(moment), 3)))[6] == " ○"
    assert texts(scatter(with_row(view_of(moment), 2)))[6] == " ▲"


def test_scatter_shows_only_what_was_searched_for_and_the_selected_row() -> None:
    view = view_of(moment_of(epochs=50))
    assert [row.split() for row in texts(scatter(view, "x1=1"))[1:7]] == [
        ["●", "▲"], [], [], [], [], ["●"],
    ]  # fmt: skip


def test_scatter_of_no_rows_but_the_selected_one() -> None:
    lines = texts(scatter(view_of(moment_of(epochs=50)), "row>8"))
    assert lines[0] == "● 0  ▲ 1                  ○△ wrong/all"
    assert "".join(lines[1:7]).split() == ["●"]


def test_scatter_names_many_classes_by_letters(tmp_path: Path) -> None:
    rows = [f"{k},{k % 3},kind {k % 5}" for k in range(10)]
    moment = moment_of(write_csv(tmp_path / "m.csv", "a,b,t", *rows), epochs=1)
    moment.outputs.values[:] = moment.recipe.dataset.targets
    moment.outputs.values[9] = [1, 0, 0, 0, 0]
    lines = scatter(view_of(moment), size=(80, 24))
    glyphs = {(span.text.strip(), span.role) for row in lines[1:-3] for span in row}
    assert {("b", Role.CLASS_1), ("E", Role.WARNING), ("e", Role.CLASS_0)} <= glyphs
    assert ("e", Role.WARNING) not in glyphs


def test_scatter_of_numbers_marks_sign_and_size_of_the_error(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "n.csv", "a,b,t", *(f"{k},{k % 2},{k}" for k in range(5)))
    moment = moment_of(path, epochs=1)
    # The targets' range is 4: a twentieth of it is 0.2, a fifth 0.8.
    moment.outputs.values[:, 0] = np.array([0.0, 1.0, 2.0, 3.0, 4.0]) - [0.1, 0.5, 2.0, -0.5, -2.0]
    view = with_row(view_of(moment), 0)
    lines = scatter(view)
    assert [row.split() for row in (texts(lines)[1], texts(lines)[6])] == [
        ["+", "-"], ["·", "▲", "▼"],
    ]  # fmt: skip
    assert (roles(lines, "▲"), roles(lines, "▼")) == ({Role.POSITIVE}, {Role.NEGATIVE})
    gradient = texts(scatter(view_of(moment, is_gradient=True)))
    assert gradient[6].split() == ["·", "▼", "▲"]
    assert texts(lines)[0] == "· <5%  +- <20%  ▲▼ more"


def test_scatter_has_axes_where_there_is_room() -> None:
    lines = texts(scatter(view_of(moment_of(epochs=50)), size=(100, 30)))
    assert lines[1].startswith("        1│ ●")
    assert lines[14].startswith("       x1│")
    assert lines[26].startswith("        0│ ●")
    assert lines[27] == " " * 9 + "└" + "─" * 90
    assert lines[28].split() == ["0", "x0", "1"]
    assert lines[29] == "row 0  x0 0  x1 0  y 0  output 0.1677  error -0.1677"


def test_scatter_of_names_with_markup_and_wide_characters(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "w.csv", "温度,[/nope],種類", "1,2,良い", "3,4,悪い")
    lines = texts(scatter(view_of(moment_of(path, epochs=1)), size=(90, 9)))
    assert lines[-2] == "→ 温度 1 to 3  ↑ [/nope] 2 to 4"
    assert "悪い" in lines[0]
    assert lines[-1].startswith("row 0  温度 1  [/nope] 2  target 良い")


def test_scatter_of_extreme_numbers(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "x.csv", "a,b,t", "-1.7e308,1e-320,0", "1.7e308,2e-320,1")
    assert len(scatter(view_of(moment_of(path)))) == 9


@pytest.mark.parametrize("name", ["classic", "and", "or", "xor", "moons", "circles"])
def test_two_inputs_that_vary_can_be_points(name: str) -> None:
    assert reason_against_scatter(moment_of(name).recipe.dataset) == ""


def test_inputs_that_vary_are_looked_for_once(tmp_path: Path) -> None:
    rows = ("1,0,5,0", "2,0,6,1")
    view = view_of(moment_of(write_csv(tmp_path / "v.csv", "a,b,c,t", *rows)))
    dataset = view.moment.recipe.dataset
    assert scatter_axes(dataset) == (0, 2)
    object.__setattr__(dataset, "inputs", np.zeros((2, 3)))
    assert scatter_axes(dataset) == (0, 2)


@pytest.mark.parametrize(("name", "count"), [("iris", 4), ("sine", 1)])
def test_other_datasets_say_why_they_cannot(name: str, count: int) -> None:
    said = f"the scatter view needs two inputs that vary; {name} has {count}"
    assert reason_against_scatter(moment_of(name).recipe.dataset) == said


@pytest.mark.parametrize(
    ("row", "down", "right", "reached"),
    [(0, -1, 0, 1), (0, 0, 1, 2), (0, 1, 0, 0), (0, 0, -1, 0), (3, 1, 0, 2), (3, 0, -1, 1)],
)
def test_arrows_go_to_the_next_point(row: int, down: int, right: int, reached: int) -> None:
    assert toward(with_row(view_of(moment_of()), row), down, right) == reached


def test_arrows_reach_every_point_of_the_moons() -> None:
    view, reached = view_of(moment_of("moons")), {0}
    waiting = [0]
    while waiting:
        row = waiting.pop()
        for step in ((-1, 0), (1, 0), (0, -1), (0, 1)):
            found = toward(with_row(view, row), *step)
            if found not in reached:
                reached.add(found)
                waiting.append(found)
    assert len(reached) == 200


def test_end_goes_to_the_furthest_point() -> None:
    view = view_of(moment_of("moons"))
    inputs = view.moment.recipe.dataset.inputs
    lowest = toward(view, 1_000_000_000, 0)
    assert inputs[lowest, 1] < np.quantile(inputs[:, 1], 0.1)


def test_point_under_the_mouse_is_the_nearest() -> None:
    view = view_of(moment_of())
    order = order_rows(view)
    assert [point_at(view, order, SMALL, x, y) for x, y in ((3, 2), (30, 2), (37, 6))] == [1, 3, 2]
    assert [point_at(view, order, SMALL, 3, y) for y in (0, 7, 8)] == [None] * 3


def test_point_under_the_mouse_is_one_that_is_shown() -> None:
    view = view_of(moment_of())
    assert point_at(view, order_rows(view, read_query("row=0", view)), SMALL, 37, 1) == 0
    assert point_at(view, order_rows(view, read_query("row>8", view)), SMALL, 37, 1) is None


def test_scatter_has_both_ends_of_both_axes_in_full() -> None:
    assert texts(scatter(view_of(moment_of("moons"))))[-2] == (
        "→ x0 -1.25 to 2.22 ↑ x1 -0.823 to 1.24"
    )


@pytest.mark.parametrize("width", range(8, 60))
def test_scatter_cuts_no_number_of_the_axes_or_the_row(width: int, tmp_path: Path) -> None:
    path = write_csv(
        tmp_path / "f.csv", "height,weight,t", "-0.00123,1023.45,-1.25e-05", "-1.5,-0.0456,3"
    )
    axes, row = texts(scatter(view_of(moment_of(path, epochs=3)), size=(width, 9)))[-2:]
    known = {"-0.00123", "1023.45", "-1.5", "-0.0456", "-1.25e-05", "0:", "0"}
    known |= {
        w for w in texts(scatter(view_of(moment_of(path, epochs=3)), size=(99, 9)))[-1].split()
    }
    numbers = [word for word in (axes + " " + row).split() if word.strip("-:")[:1].isdigit()]
    assert set(numbers) <= known

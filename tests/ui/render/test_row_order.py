from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from nn_tui.ui.render.lines import Role, plain
from nn_tui.ui.render.row_footing import draw_footing
from nn_tui.ui.render.row_order import order_rows
from nn_tui.ui.render.row_query import read_query
from nn_tui.ui.view import View, with_row
from tests.ui.render.moments import moment_of, view_of, write_csv


def footing(
    view: View, text: str = "", *, is_by_error: bool = False, width: int = 40, height: int = 9
) -> str:
    order = order_rows(view, read_query(text, view), is_by_error=is_by_error)
    return plain(draw_footing(view, order, width, height, is_typing=False))


def test_rows_stand_as_in_the_file() -> None:
    assert order_rows(view_of(moment_of(epochs=50))).rows.tolist() == [0, 1, 2, 3]


def test_rows_by_error_begin_with_the_largest() -> None:
    # |error| 0.1677, 0.1428, 0.1594, 0.1744.
    view = view_of(moment_of(epochs=50))
    assert order_rows(view, is_by_error=True).rows.tolist() == [3, 0, 2, 1]


def test_rows_by_error_are_the_same_in_the_gradient_view() -> None:
    view = view_of(moment_of(epochs=50), is_gradient=True)
    assert order_rows(view, is_by_error=True).rows.tolist() == [3, 0, 2, 1]


def test_rows_not_computed_yet_come_last_and_as_in_the_file() -> None:
    moment = moment_of(batches=1, given={"batch_size": "1", "shuffle": "yes"})
    first = int(moment.order[0])
    rest = [row for row in range(4) if row != first]
    assert order_rows(view_of(moment), is_by_error=True).rows.tolist() == [first, *rest]


def test_rows_of_equal_error_stand_as_in_the_file(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "twins.csv", "a,t", *["1,0", "2,1"] * 20)
    rows = order_rows(view_of(moment_of(path, epochs=3)), is_by_error=True).rows.tolist()
    assert {tuple(rows[:20]), tuple(rows[20:])} == {
        tuple(range(0, 40, 2)), tuple(range(1, 40, 2)),
    }  # fmt: skip


def test_rows_that_are_no_numbers_any_more_come_first() -> None:
    moment = moment_of(epochs=50)
    moment.outputs.values[1] = np.nan
    assert order_rows(view_of(moment), is_by_error=True).rows.tolist() == [1, 3, 0, 2]


def test_rows_found_are_sorted_too() -> None:
    view = view_of(moment_of(epochs=50))
    order = order_rows(view, read_query("row!=0", view), is_by_error=True)
    assert order.rows.tolist() == [3, 2, 1]


@pytest.mark.parametrize(
    ("row", "step", "reached"),
    [(2, 1, 4), (4, -1, 2), (2, -1, 2), (4, 9, 5), (3, 1, 4), (3, -1, 2), (0, 1, 2), (0, -1, 2)],
)
def test_moving_stays_among_the_rows_found(row: int, step: int, reached: int) -> None:
    view = view_of(moment_of("iris"))
    order = order_rows(view, read_query("row>1 row!=3 row<6", view))
    assert order.moved(row, step) == reached


def test_moving_among_no_rows_stays() -> None:
    view = view_of(moment_of("iris"))
    assert order_rows(view, read_query("row>999", view)).moved(7, 1) == 7


def test_footing_of_all_rows_says_nothing() -> None:
    assert footing(view_of(moment_of())) == ""


def test_footing_says_what_was_found_of_what() -> None:
    assert footing(view_of(moment_of()), "row<3") == "3 of 4 rows: row<3"


def test_footing_says_how_rows_are_sorted() -> None:
    view = view_of(moment_of())
    assert footing(view, is_by_error=True) == "all rows, largest |error| first"
    assert footing(view, "row<3", is_by_error=True) == "3 of 4 rows: row<3, by |error|"


def test_footing_says_that_the_selected_row_is_not_shown() -> None:
    view = with_row(view_of(moment_of()), 3)
    assert footing(view, "row<3").split("\n") == [
        "selected row 3 does not match", "3 of 4 rows: row<3",
    ]  # fmt: skip


def test_footing_says_that_nothing_was_found() -> None:
    assert footing(view_of(moment_of()), "row>8") == "none of 4 rows: row>8"


def test_footing_cuts_a_long_search_before_the_order() -> None:
    text = " ".join(["row<3"] * 9)
    said = footing(view_of(moment_of()), text, is_by_error=True, width=30)
    assert said == "3 of 4 rows: row<…, by |error|"


def test_footing_leaves_lines_to_the_rows() -> None:
    view = with_row(view_of(moment_of()), 3)
    assert [footing(view, "row<3", height=height).count("row") for height in (3, 4, 5)] == [0, 2, 3]


def test_footing_says_why_a_search_cannot_be_read() -> None:
    view = view_of(moment_of())
    lines = draw_footing(view, order_rows(view), 40, 9, reason="x: no", is_typing=True)
    assert plain(lines) == "x: no\n/"
    assert lines[0][0].role is Role.WARNING


def test_footing_says_all_of_what_is_wrong_with_a_search() -> None:
    view, reason = (
        view_of(moment_of()),
        "no column /naï: row, target, output, error, y, |error|, x0",
    )
    lines = draw_footing(view, order_rows(view), 38, 9, reason=reason, is_typing=True)
    assert plain(lines).split("\n") == [
        "no column /naï: row, target, output,", "error, y, |error|, x0", "/",
    ]  # fmt: skip

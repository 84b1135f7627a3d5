"""The Dataset panel: searching, sorting, and the points in place of the table."""

from __future__ import annotations

import numpy as np
import pytest
from textual.widgets import Input

from nn_tui.ui.panels.bars import NoticeBar
from nn_tui.ui.panels.dataset import DatasetPanel
from nn_tui.ui.panels.panel import Change
from nn_tui.ui.panels.value_input import ValueInput
from nn_tui.ui.view import with_row
from tests.ui.driving import LARGE, SMALL, Driver, opened, session_of
from tests.ui.render.moments import moment_of, view_of


def shown(driver: Driver) -> str:
    return driver.text_of(DatasetPanel)


def rows_in(driver: Driver) -> list[int]:
    """Give the numbers of the rows that the table shows."""
    lines = [line for line in shown(driver).split("\n")[1:] if "row" not in line]
    fields = (line.removeprefix(">").split() for line in lines)
    return [int(field[0]) for field in fields if field and field[0].isdigit()]


async def open_other(driver: Driver, name: str) -> None:
    await driver.press("o", *name, "enter")
    await driver.wait_for(lambda: driver.moment.recipe.dataset.name == name)


def fields_open(driver: Driver) -> int:
    return len(driver.main.query(ValueInput))


async def select(driver: Driver, row: int) -> None:
    """Select a row from elsewhere, as another panel does."""
    driver.main.change(lambda view: with_row(view, row))
    await driver.wait_for(lambda: driver.view.row == row)


@pytest.mark.parametrize("size", [SMALL, LARGE])
async def test_search_filters_as_it_is_typed(size: tuple[int, int]) -> None:
    async with opened(session_of(), size) as driver:
        await driver.press("slash", *"x0>0")
        await driver.wait_for(lambda: rows_in(driver) == [2, 3])
        assert "2 of 4 rows: x0>0" in shown(driver)
        await driver.press(*" x1=0")
        await driver.wait_for(lambda: rows_in(driver) == [2])


async def test_enter_keeps_what_was_found_and_goes_back_to_the_rows() -> None:
    async with opened(session_of()) as driver:
        await driver.press("slash", *"x0=1", "enter", "down")
        await driver.wait_for(lambda: driver.view.row == 2)
        assert (driver.focused, fields_open(driver)) == ("dataset", 0)
        assert rows_in(driver) == [2, 3]


async def test_escape_shows_all_rows_again() -> None:
    async with opened(session_of()) as driver:
        await driver.press("slash", *"x0=1", "enter", "slash", "escape")
        await driver.wait_for(lambda: rows_in(driver) == [0, 1, 2, 3])
        assert (driver.focused, fields_open(driver)) == ("dataset", 0)
        assert "rows:" not in shown(driver)


async def test_search_opens_with_the_last_one_selected() -> None:
    async with opened(session_of()) as driver:
        await driver.press("slash", *"x0=1", "enter", "slash")
        assert driver.main.query_one(ValueInput).selected_text == "x0=1"
        await driver.press(*"y=0")
        await driver.wait_for(lambda: rows_in(driver) == [0, 1])


async def test_keys_typed_ahead_search_and_then_move() -> None:
    async with opened(session_of("iris")) as driver:
        driver.type_ahead("slash", *"row>99", "enter", "down", "down", "n")
        await driver.wait_for(lambda: driver.view.row == 101)
        await driver.wait_for_epoch(1)
        assert rows_in(driver)[0] == 100
        assert driver.view.row == 101


async def test_search_that_cannot_be_read_says_why_and_filters_nothing() -> None:
    async with opened(session_of(), LARGE) as driver:
        await driver.press("slash", *"x9>1", "enter")
        await driver.wait_for(lambda: "no column x9" in shown(driver))
        assert rows_in(driver) == [0, 1, 2, 3]
        assert fields_open(driver) == 1
        await driver.press("escape")
        await driver.wait_for(lambda: "no column" not in shown(driver))


async def test_search_without_a_match_says_so() -> None:
    async with opened(session_of()) as driver:
        await driver.press("slash", *"y=7", "enter", "down")
        await driver.wait_for(lambda: "none of 4 rows: y=7" in shown(driver))
        assert rows_in(driver) == []
        assert driver.view.row == 0


async def test_row_selected_elsewhere_stays_selected_though_it_is_not_shown() -> None:
    async with opened(session_of()) as driver:
        await driver.press("slash", *"x0=0", "enter")
        await select(driver, 3)
        assert "selected row 3 does not match" in shown(driver)
        assert rows_in(driver) == [0, 1]
        await driver.press("up")
        await driver.wait_for(lambda: driver.view.row == 1)
        assert "does not match" not in shown(driver)


async def test_field_closes_and_keeps_what_was_found_when_another_panel_is_gone_to() -> None:
    async with opened(session_of()) as driver:
        await driver.press("slash", *"x0=1")
        driver.main.set_focus(driver.main.query_one("#network"))
        await driver.wait_for(lambda: not fields_open(driver))
        assert rows_in(driver) == [2, 3]
        assert driver.focused == "network"


async def test_field_stays_open_when_the_terminal_loses_the_focus() -> None:
    async with opened(session_of()) as driver:
        await driver.press("slash", "w")
        driver.app.app_focus = False
        driver.main.query_one(DatasetPanel).on_input_blurred(
            Input.Blurred(driver.main.query_one(ValueInput), "w")
        )
        assert fields_open(driver) == 1


async def test_field_stays_at_the_bottom_of_another_size() -> None:
    async with opened(session_of()) as driver:
        await driver.press("slash")
        for size in (LARGE, SMALL, (30, 12)):
            await driver.pilot.resize_terminal(*size)
            panel = driver.main.query_one(DatasetPanel)
            field = driver.main.query_one(ValueInput)
            await driver.wait_for(
                lambda p=panel, f=field: f.region.y == p.content_region.bottom - 1  # type: ignore[misc]
            )
            assert field.region.right <= panel.content_region.right


@pytest.mark.parametrize("text", ["[", "[/nope]", "\\", '"', "😀", "=", "<", "x0=[red]"])
async def test_odd_text_does_no_harm(text: str) -> None:
    async with opened(session_of("iris")) as driver:
        driver.type_ahead("slash", *text)
        await driver.wait_for(
            lambda: fields_open(driver) and driver.main.query_one(ValueInput).value == text
        )
        driver.type_ahead("enter", "escape")
        await driver.wait_for(lambda: "rows:" not in shown(driver) and not fields_open(driver))
        await driver.press("n")
        await driver.wait_for_epoch(1)


async def test_search_is_live_while_training() -> None:
    async with opened(session_of()) as driver:
        await driver.press("slash", *"|error|>0.4", "enter")
        assert rows_in(driver) == []
        await driver.press("n")
        await driver.wait_for(lambda: len(rows_in(driver)) > 1)
        driver.type_ahead(*["n"] * 49)
        await driver.wait_for_epoch(50)
        assert rows_in(driver) == []


async def test_arrange_sorts_by_error_and_back() -> None:
    async with opened(session_of()) as driver:
        driver.type_ahead(*["n"] * 50, "a")
        await driver.wait_for_epoch(50)
        assert rows_in(driver) == [3, 0, 2, 1]
        assert "all rows, largest |error| first" in shown(driver)
        await driver.press("a")
        assert rows_in(driver) == [0, 1, 2, 3]
        assert "largest" not in shown(driver)


async def test_sorted_rows_are_sorted_again_as_the_run_goes_on() -> None:
    async with opened(session_of("iris")) as driver:
        await driver.press("a", "home")
        for epoch in (1, 2, 3):
            await driver.press("n", "home")
            await driver.wait_for_epoch(epoch)
            moment = driver.moment
            errors = np.abs(moment.recipe.dataset.targets - moment.outputs.values).mean(axis=1)
            worst = np.argsort(-errors, kind="stable")[:3].tolist()
            await driver.press("home")
            await driver.wait_for(lambda w=worst: rows_in(driver)[:3] == w)  # type: ignore[misc]
            assert driver.view.row == worst[0]


async def test_selected_row_stays_selected_and_in_view_while_sorted() -> None:
    async with opened(session_of("iris")) as driver:
        await select(driver, 77)
        await driver.press("a", "n", "n")
        await driver.wait_for_epoch(2)
        assert driver.view.row == 77
        assert any(line.startswith(">  77") for line in shown(driver).split("\n"))


async def test_down_moves_in_the_order_that_is_shown() -> None:
    async with opened(session_of()) as driver:
        driver.type_ahead(*["n"] * 50, "a")
        await driver.wait_for_epoch(50)
        await driver.press("home")
        await driver.wait_for(lambda: driver.view.row == 3)
        await driver.press("down", "down")
        await driver.wait_for(lambda: driver.view.row == 2)
        await driver.press("end")
        await driver.wait_for(lambda: driver.view.row == 1)
        await driver.press("up")
        await driver.wait_for(lambda: driver.view.row == 2)


async def test_pages_move_in_the_rows_that_were_found() -> None:
    async with opened(session_of("iris")) as driver:
        await driver.press("slash", *"target=virginica", "enter", "home")
        await driver.wait_for(lambda: driver.view.row == 100)
        await driver.press("pagedown")
        await driver.wait_for(lambda: driver.view.row == 110)
        await driver.press("pageup", "end")
        await driver.wait_for(lambda: driver.view.row == 149)


async def test_unchanged_moment_is_not_sorted_again() -> None:
    async with opened(session_of("iris")) as driver:
        await driver.press("n", "a")
        await driver.wait_for_epoch(1)
        panel = driver.main.query_one(DatasetPanel)
        order = panel._order(driver.view)
        await driver.press("down", "right", "down")
        assert panel._order(driver.view) is order


async def test_click_selects_the_row_under_the_mouse() -> None:
    async with opened(session_of()) as driver:
        await driver.press("slash", *"x0=1", "enter")
        await driver.pilot.click(DatasetPanel, offset=(5, 3))
        await driver.wait_for(lambda: driver.view.row == 3)
        await driver.pilot.click(DatasetPanel, offset=(5, 1))
        await driver.pilot.click(DatasetPanel, offset=(5, 6))
        assert driver.view.row == 3


async def test_m_shows_points_and_the_table_again() -> None:
    async with opened(session_of()) as driver:
        await driver.press("m")
        await driver.wait_for(lambda: "● 0  ▲ 1" in shown(driver))
        assert "→ x0 0 to 1  ↑ x1 0 to 1" in shown(driver)
        await driver.press("m")
        await driver.wait_for(lambda: rows_in(driver) == [0, 1, 2, 3])


async def test_m_says_why_there_can_be_no_points() -> None:
    async with opened(session_of("iris")) as driver:
        await driver.press("m")
        said = "the scatter view needs two inputs that vary; iris has 4"
        await driver.wait_for(lambda: said in driver.text_of(NoticeBar))
        assert rows_in(driver)[0] == 0


async def test_arrows_move_among_the_points() -> None:
    async with opened(session_of()) as driver:
        await driver.press("m", "up")
        await driver.wait_for(lambda: driver.view.row == 1)
        await driver.press("right", "down")
        await driver.wait_for(lambda: driver.view.row == 2)
        await driver.press("left")
        await driver.wait_for(lambda: driver.view.row == 0)
        assert "row 0  y 0  output .  error ." in shown(driver)


async def test_click_picks_the_nearest_point() -> None:
    async with opened(session_of()) as driver:
        await driver.press("m")
        await driver.pilot.click(DatasetPanel, offset=(34, 3))
        await driver.wait_for(lambda: driver.view.row == 3)


async def test_points_show_only_what_was_found() -> None:
    async with opened(session_of()) as driver:
        await driver.press("m", "slash", *"x0=1", "enter", "right")
        await driver.wait_for(lambda: driver.view.row == 2)
        assert "2 of 4 rows: x0=1" in shown(driver)
        assert "●" not in "".join(shown(driver).split("\n")[1:-3])


@pytest.mark.parametrize("size", [(1, 1), (20, 5), (200, 60)])
async def test_odd_sizes_do_no_harm(size: tuple[int, int]) -> None:
    async with opened(session_of(), size) as driver:
        await driver.press("1", "m", "up", "slash", *"x0=1", "enter", "a", "m", "down", "n")
        await driver.wait_for_epoch(1)


async def test_another_dataset_is_shown_whole() -> None:
    async with opened(session_of()) as driver:
        await driver.press("m", "slash", *"x0=1", "enter", "o", *"iris", "enter")
        await driver.wait_for(lambda: driver.moment.recipe.dataset.name == "iris")
        await driver.wait_for(lambda: rows_in(driver)[:2] == [0, 1])
        assert "rows:" not in shown(driver)
        assert (
            driver.main.query_one(DatasetPanel).border_subtitle
            == "150 rows, 4 inputs, standardized"
        )


async def test_points_are_forgotten_with_their_dataset() -> None:
    async with opened(session_of()) as driver:
        await driver.press("m")
        await driver.wait_for(lambda: "● 0  ▲ 1" in shown(driver))
        for name in ("iris", "classic"):
            await open_other(driver, name)
        await driver.wait_for(lambda: rows_in(driver) == [0, 1, 2, 3])


async def test_another_dataset_begins_in_the_order_of_its_file() -> None:
    async with opened(session_of()) as driver:
        await driver.press("n", "a")
        await driver.wait_for(lambda: "largest |error|" in driver.text_of(DatasetPanel))
        await open_other(driver, "xor")
        await driver.wait_for(lambda: driver.moment.recipe.dataset.name == "xor")
        assert "largest" not in driver.text_of(DatasetPanel)


async def test_points_stay_for_another_dataset_that_has_them() -> None:
    async with opened(session_of()) as driver:
        await driver.press("m")
        await open_other(driver, "xor")
        await driver.wait_for(lambda: "● 0  ▲ 1" in shown(driver))


async def test_arrow_among_points_comes_after_another_dataset(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async with opened(session_of()) as driver:
        await driver.press("m")
        panel, asked = driver.main.query_one(DatasetPanel), list[Change]()
        monkeypatch.setattr(panel, "change", asked.append)
        panel.action_move(0, 1)
        iris = view_of(moment_of("iris"))
        assert asked[0](iris) is iris


async def test_escape_shows_all_rows_again_also_behind_the_field() -> None:
    async with opened(session_of("iris")) as driver:
        await driver.enter("/", *"virginica", "enter")
        await driver.wait_for(lambda: "50 of 150 rows" in driver.text_of(DatasetPanel))
        await driver.press("escape")
        await driver.wait_for(lambda: "of 150 rows" not in driver.text_of(DatasetPanel))

"""The Dataset panel: a row's cells typed over, rows left out and taken in again."""

from __future__ import annotations

import pytest

from nn_tui.ui.panels.bars import StatusBar
from nn_tui.ui.panels.dataset import DatasetPanel
from nn_tui.ui.panels.network import NetworkPanel
from nn_tui.ui.panels.value_input import ValueInput
from tests.ui.driving import LARGE, SMALL, Driver, opened, session_of


def lines(driver: Driver) -> list[str]:
    return driver.text_of(DatasetPanel).split("\n")


def labels(driver: Driver) -> list[str]:
    """Give what stands under row."""
    return [line.removeprefix(">").split()[0] for line in lines(driver)[1:] if line.strip()]


def row_of(driver: Driver, row: int) -> list[float]:
    dataset = driver.moment.recipe.dataset
    return [*dataset.inputs[row].tolist(), *dataset.targets[row].tolist()]


@pytest.mark.parametrize("size", [SMALL, LARGE])
async def test_row_is_left_out_and_taken_in_again(size: tuple[int, int]) -> None:
    async with opened(session_of(), size) as driver:
        await driver.press("down", "d")
        await driver.wait_for(lambda: driver.moment.recipe.dataset.left_out == (1,))
        assert labels(driver) == ["0", "(1)", "2", "3"]
        assert driver.view.row == 1
        assert driver.main.query_one(DatasetPanel).border_subtitle == "3 of 4 rows, 3 inputs"
        assert driver.moment.notice == "row 1 is left out from here on"
        await driver.press("delete")
        await driver.wait_for(lambda: driver.moment.recipe.dataset.left_out == ())
        assert labels(driver) == ["0", "1", "2", "3"]


async def test_change_that_waits_has_a_plus() -> None:
    async with opened(session_of()) as driver:
        await driver.press("s", "d")
        await driver.wait_for(lambda: labels(driver)[0] == "(0)+")
        assert driver.moment.notice == "row 0 is left out from the next epoch on"
        await driver.press("n")
        await driver.wait_for(lambda: labels(driver)[0] == "(0)")


async def test_keys_typed_ahead_leave_the_rows_out_that_they_select() -> None:
    async with opened(session_of("iris")) as driver:
        driver.type_ahead("down", "d", "down", "down", "d", "d", "down", "d")
        await driver.wait_for(lambda: driver.moment.recipe.dataset.left_out == (1, 4))
        await driver.settle()
        assert driver.view.row == 4


@pytest.mark.parametrize("size", [SMALL, LARGE])
async def test_row_is_typed_over(size: tuple[int, int]) -> None:
    async with opened(session_of(), size) as driver:
        await driver.press("down", "enter")
        assert driver.main.query_one(ValueInput).value == "0, 1, 1, 0"
        assert "row 1 x0: 0; applies at once" in lines(driver)[-2]
        await driver.press("tab")
        assert "row 1 x1: 1" in lines(driver)[-2]
        await driver.enter(*"0.5", "enter")
        await driver.wait_for(lambda: row_of(driver, 1) == [0, 0.5, 1, 0])
        assert not driver.main.query(ValueInput)
        assert driver.focused == "dataset"
        assert driver.moment.notice == "row 1 is changed from here on"


@pytest.mark.parametrize("size", [SMALL, LARGE])
async def test_row_typed_over_between_epochs_is_marked_and_has_no_output_yet(
    size: tuple[int, int],
) -> None:
    async with opened(session_of(), size) as driver:
        await driver.press("n")
        await driver.wait_for_epoch(1)
        before = lines(driver)
        await driver.press("down", "enter")
        await driver.enter(*"0.5", "enter")
        await driver.wait_for(lambda: labels(driver) == ["0", "1*", "2", "3"])
        after = lines(driver)
        assert after[2].split()[-2:] == [".", "."]
        assert [after[y].split()[-2:] for y in (1, 3, 4)] == [
            before[y].split()[-2:] for y in (1, 3, 4)
        ]
        assert "altered" in driver.text_of(StatusBar)
        await driver.press("n")
        await driver.wait_for_epoch(2)
        assert labels(driver) == ["0", "1*", "2", "3"]
        assert "." not in lines(driver)[2].split()


async def test_row_typed_back_has_no_star() -> None:
    async with opened(session_of()) as driver:
        await driver.press("enter")
        await driver.enter(*"0.5", "enter")
        await driver.wait_for(lambda: labels(driver)[0] == "0*")
        await driver.press("enter")
        await driver.enter(*"0", "enter")
        await driver.wait_for(lambda: labels(driver)[0] == "0")


async def test_typing_ahead_changes_the_row_that_was_selected() -> None:
    async with opened(session_of()) as driver:
        driver.type_ahead("down", "down", "enter", *"7", "enter", "down", "d")
        await driver.wait_for(lambda: driver.moment.recipe.dataset.left_out == (3,))
        assert row_of(driver, 2) == [7, 0, 1, 1]
        assert row_of(driver, 0) == [0, 0, 1, 0]


async def test_escape_leaves_the_row_as_it_was() -> None:
    async with opened(session_of()) as driver:
        await driver.press("enter")
        await driver.enter(*"9", "escape")
        assert driver.moment.recipe.dataset is driver.moment.recipe.dataset.as_read
        assert not driver.main.query(ValueInput)


@pytest.mark.parametrize(
    ("dataset", "typed", "said"),
    [
        ("classic", "1, 2", "row 0, 2 cells: must be 4: x0, x1,"),
        ("classic", "1, 2, x, 0", "row 0, x2 x: must be a finite"),
        ("xor", "0, 0, 2", "targets of row 0: 2: bce takes targets from 0 to 1; use loss mse"),
        ("iris", "1, 1, 1, 1, rose", "row 0, class rose: unknown;"),
    ],
)
async def test_row_that_cannot_be_keeps_the_field_open(dataset: str, typed: str, said: str) -> None:
    async with opened(session_of(dataset)) as driver:
        await driver.press("enter")
        driver.main.query_one(ValueInput).action_select_all()
        await driver.enter(*typed, "enter")
        await driver.wait_for(lambda: said in " ".join(map(str.strip, lines(driver))))
        assert driver.main.query_one(ValueInput).value == typed


async def test_field_begins_at_the_first_column_in_view() -> None:
    async with opened(session_of("iris")) as driver:
        await driver.press("right", "right", "enter")
        assert driver.main.query_one(ValueInput).selected_text == "1.4"


async def test_row_left_out_is_sent_through_the_network_beside_the_run() -> None:
    async with opened(session_of(), LARGE) as driver:
        await driver.press("d", "n")
        await driver.wait_for_epoch(1)
        subtitle = str(driver.main.query_one(NetworkPanel).border_subtitle)
        assert subtitle.startswith("row 0, left out, sent through now")


async def test_search_stays_when_a_row_changes() -> None:
    async with opened(session_of()) as driver:
        await driver.press("slash", *"x0=1", "enter", "d")
        await driver.wait_for(lambda: driver.moment.recipe.dataset.left_out == (0,))
        assert "2 of 4 rows: x0=1" in driver.text_of(DatasetPanel)

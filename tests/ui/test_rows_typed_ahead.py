"""A row's field opened before the key that selected the row has done its work."""

from __future__ import annotations

import pytest

from nn_tui.ui.panels.dataset import DatasetPanel
from nn_tui.ui.panels.value_input import ValueInput
from tests.ui.driving import LARGE, Driver, opened, session_of


def field(driver: Driver) -> ValueInput:
    return driver.main.query_one(ValueInput)


async def test_field_is_of_the_row_that_a_key_before_it_has_selected() -> None:
    async with opened(session_of(), LARGE) as driver:
        driver.type_ahead("down", "down", "enter")
        await driver.wait_for(lambda: driver.main.query(ValueInput))
        await driver.wait_for(lambda: "row 2 x0" in driver.text_of(DatasetPanel))
        assert field(driver).value == "1, 0, 1, 1"
        assert field(driver).selected_text == "1"


@pytest.mark.parametrize("key", ["end", "up"])
async def test_whole_row_is_changed_that_is_shown(key: str) -> None:
    async with opened(session_of(), LARGE) as driver:
        await driver.press("down", "down")
        driver.type_ahead(key, "enter", *"7", "tab", *"8", "enter")
        row = 3 if key == "end" else 1
        await driver.wait_for(lambda: driver.moment.recipe.dataset.inputs[row, 0] == 7)
        assert driver.moment.recipe.dataset.inputs[row].tolist() == [7, 8, 1]


async def test_what_is_refused_names_the_row_that_is_shown() -> None:
    async with opened(session_of(), LARGE) as driver:
        driver.type_ahead("down", "enter", *"x", "enter")
        await driver.wait_for(
            lambda: "row 1, x0 x: must be a finite" in driver.text_of(DatasetPanel)
        )

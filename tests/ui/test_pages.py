from __future__ import annotations

import re

import pytest

from nn_tui.ui.arrangement import PAGES
from nn_tui.ui.help_screen import HelpScreen
from nn_tui.ui.main_screen import MainScreen
from nn_tui.ui.panels.bars import StatusBar
from nn_tui.ui.panels.dataset import DatasetPanel
from nn_tui.ui.panels.inspector import InspectorPanel
from nn_tui.ui.panels.network import NetworkPanel
from nn_tui.ui.panels.panel import Panel
from nn_tui.ui.terminal.sizes import ONE_PAGE, SMALLEST
from tests.ui.driving import LARGE, SMALL, Driver, opened, session_of

PANELS = {panel.NUMBER: panel for page in PAGES for panel in page}
IDS = ("dataset", "network", "hyperparameters", "error", "program", "inspector", "explain")


def shown_panels(driver: Driver) -> list[str]:
    """Give the numbers of the panels that have room on the screen."""
    panels = (driver.main.query_one(panel) for panel in PANELS.values())
    return [panel.NUMBER for panel in panels if panel.display and panel.region.area]


async def test_first_page_shows_the_epoch_and_the_outputs_at_80x24() -> None:
    async with opened(session_of(), SMALL) as driver:
        assert shown_panels(driver) == ["1", "2", "3", "4"]
        assert "epoch 0/50" in driver.text_of(StatusBar)
        assert "output" in driver.text_of(DatasetPanel)


async def test_large_screen_shows_all_panels_at_once() -> None:
    async with opened(session_of(), LARGE) as driver:
        assert shown_panels(driver) == ["1", "2", "3", "4", "5", "6", "7"]


READABLE = {
    "1": r"0  0  0  1 0",
    "2": r"3-4-1|\( ?0\.",
    "3": r"learning rate",
    "4": r"0\.4685",
    "5": r"z1 = l0 @",
    "6": r"l0\[0,0\] = 0\.0",
    "7": r"error",
}
"""What is to be read of a panel even at the smallest size, after an epoch."""


@pytest.mark.parametrize("size", [SMALLEST, (20, 24), (40, 8), (40, 12), (59, 16), (60, 15)])
async def test_small_screen_shows_the_chosen_panel_alone_with_something_to_read(
    size: tuple[int, int],
) -> None:
    async with opened(session_of(), size) as driver:
        await driver.press("n")
        for number, read in READABLE.items():
            await driver.press(number)
            assert shown_panels(driver) == [number]
            assert re.search(read, driver.text_of(PANELS[number])), number


async def test_small_screen_has_a_page_again_as_it_grows() -> None:
    async with opened(session_of(), (40, 12)) as driver:
        await driver.pilot.resize_terminal(*ONE_PAGE)
        assert shown_panels(driver) == ["1", "2", "3", "4"]
        await driver.pilot.resize_terminal(*SMALLEST)
        assert shown_panels(driver) == ["1"]


@pytest.mark.parametrize("size", [SMALL, LARGE])
async def test_digits_go_to_the_panels(size: tuple[int, int]) -> None:
    async with opened(session_of(), size) as driver:
        for number, name in zip("1234567", IDS, strict=True):
            await driver.press(number)
            assert driver.focused == name
            assert number in shown_panels(driver)


@pytest.mark.parametrize("size", [SMALL, LARGE])
async def test_tab_goes_through_all_panels_of_the_page(size: tuple[int, int]) -> None:
    async with opened(session_of(), size) as driver:
        seen = []
        for _ in shown_panels(driver):
            seen.append(driver.focused)
            await driver.press("tab")
        assert seen == list(IDS[: len(seen)])
        assert driver.focused == "dataset"


async def test_keys_typed_ahead_of_a_panel_go_to_the_panel() -> None:
    async with opened(session_of()) as driver:
        driver.type_ahead("6", "]", "]", "down", "right")
        await driver.wait_for(lambda: driver.view.array_name == "z1")
        await driver.wait_for(lambda: "[z1]" in driver.text_of(InspectorPanel))


async def test_resizing_keeps_the_focus_and_its_panel_in_view() -> None:
    async with opened(session_of(), LARGE) as driver:
        for number in PANELS:
            await driver.press(number)
            focused = driver.focused
            for size in (SMALL, (200, 60), SMALL, LARGE):
                await driver.pilot.resize_terminal(*size)
                assert driver.focused == focused
                assert number in shown_panels(driver)


async def test_selected_row_is_one_thing_across_the_panels() -> None:
    async with opened(session_of(), LARGE) as driver:
        await driver.press("n", "1", "down", "down")
        rows = {panel.view.row for panel in driver.main.query(Panel) if panel.view is not None}
        assert rows == {2}
        assert driver.main.query_one(NetworkPanel).border_subtitle == "row 2"


async def test_click_selects_the_row_under_the_mouse() -> None:
    async with opened(session_of()) as driver:
        # The border and the head stand above the first row.
        await driver.pilot.click(DatasetPanel, offset=(5, 2 + 3))
        await driver.wait_for(lambda: "\n>   3 " in driver.text_of(DatasetPanel))


async def test_brackets_go_through_the_arrays_of_the_inspector() -> None:
    async with opened(session_of()) as driver:
        await driver.press("6")
        seen = []
        for _ in driver.moment.names:
            seen.append(driver.view.array_name)
            await driver.press("]")
        assert tuple(seen) == driver.moment.names
        await driver.press("[")
        assert driver.view.array_name == driver.moment.names[-1]


async def test_inspector_turns_to_the_outputs_where_its_array_is_gone() -> None:
    async with opened(session_of(hidden="3,3")) as driver:
        await driver.press("6", *"[[[[")
        assert driver.view.array_name == "synapse_2"
        await driver.press("3", "down", "down", "down", "enter", "2", "enter")
        await driver.wait_for(lambda: driver.moment.program.network.sizes == (3, 2, 1))
        await driver.press("6")
        assert driver.view.array_name == "l2"


async def test_question_mark_opens_the_help_and_escape_closes_it() -> None:
    async with opened(session_of()) as driver:
        await driver.press("?")
        assert isinstance(driver.app.screen, HelpScreen)
        await driver.press("escape")
        assert isinstance(driver.app.screen, MainScreen)


async def test_q_in_the_help_closes_only_the_help() -> None:
    async with opened(session_of()) as driver:
        await driver.press("?", "q", "n")
        await driver.wait_for(lambda: driver.place == (1, 1, 14))


async def test_run_goes_on_below_the_help() -> None:
    async with opened(session_of(epochs="1000000000")) as driver:
        await driver.press("?")
        driver.type_ahead("escape", "space", "?")
        await driver.wait_for(lambda: isinstance(driver.app.screen, HelpScreen))
        before = driver.moment.cursor.epoch
        await driver.wait_for(lambda: driver.moment.cursor.epoch > before)

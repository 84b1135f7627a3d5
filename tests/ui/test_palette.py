"""Keys and clicks that come when the palette is not ready for them, or no longer there."""

from __future__ import annotations

from rich.style import Style
from textual.command import CommandList
from textual.events import Click

from nn_tui.ui.help_screen import HelpScreen
from nn_tui.ui.main_screen import MainScreen
from nn_tui.ui.palette import Palette
from nn_tui.ui.panels.explain import ExplainPanel
from tests.ui.driving import opened, session_of


async def test_page_keys_before_the_palette_has_a_list_do_nothing() -> None:
    async with opened(session_of()) as driver:
        driver.type_ahead(":", "pageup", "pagedown", "home", "pageup")
        await driver.settle()
        assert isinstance(driver.app.screen, Palette)


async def test_page_keys_turn_the_pages_of_the_palette() -> None:
    async with opened(session_of()) as driver:
        await driver.press(":")
        choices = driver.app.screen.query_one(CommandList)
        await driver.wait_for(lambda: choices.size.height > 1 and choices.highlighted == 0)
        await driver.press("pagedown")
        assert choices.highlighted and choices.highlighted > 1
        await driver.press("pageup")
        assert choices.highlighted == 0


async def test_click_on_a_command_that_is_gone_does_nothing() -> None:
    async with opened(session_of()) as driver:
        await driver.press(":", *"one line of the")
        choices = driver.app.screen.query_one(CommandList)
        await driver.wait_for(lambda: 0 < choices.option_count < 20)
        choices.post_message(click_on_option(choices, 99))
        await driver.settle()
        assert isinstance(driver.app.screen, Palette)
        choices.post_message(click_on_option(choices, 0))
        await driver.wait_for(lambda: driver.place == (1, 1, 1))


async def test_palette_that_is_left_at_once_leaves_the_panels() -> None:
    async with opened(session_of()) as driver:
        driver.type_ahead(":", "a", "escape", "escape", "escape")
        await driver.settle()
        assert driver.app.screen is driver.main


async def test_dialog_that_is_left_twice_leaves_the_panels() -> None:
    async with opened(session_of()) as driver:
        await driver.press("?")
        help_screen = driver.app.screen
        assert isinstance(help_screen, HelpScreen)
        help_screen.dismiss()
        help_screen.dismiss()
        await driver.settle()
        assert isinstance(driver.app.screen, MainScreen)
        await driver.press("n")
        assert driver.place[0] == 1


async def test_question_while_no_panel_has_the_focus_is_of_the_last_one() -> None:
    async with opened(session_of()) as driver:
        await driver.press("n", "6")
        driver.main.set_focus(None)
        await driver.press("e")
        await driver.wait_for(lambda: driver.main.query_one(ExplainPanel).has_answer)


async def test_study_while_no_panel_has_the_focus_is_of_the_last_one() -> None:
    async with opened(session_of()) as driver:
        await driver.press("n")
        driver.main.set_focus(None)
        await driver.press("A")
        await driver.wait_for(lambda: driver.main.query_one(ExplainPanel).has_answer)


def click_on_option(choices: CommandList, option: int) -> Click:
    style, (x, y) = Style.from_meta({"option": option}), choices.region.offset
    return Click(choices, 0, 0, 0, 0, 1, False, False, False, x, y, style=style)

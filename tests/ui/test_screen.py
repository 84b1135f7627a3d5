"""The screen as a whole: zoom, themes, palette, help, gradient view, tempo."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from textual.command import CommandList, CommandPalette

from nn_tui.ui.arrangement import PANELS
from nn_tui.ui.commands import COMMANDS
from nn_tui.ui.help_screen import HelpScreen
from nn_tui.ui.main_screen import MainScreen
from nn_tui.ui.palette import palette_of
from nn_tui.ui.panels.bars import KeyBar, NoticeBar, StatusBar
from nn_tui.ui.panels.panel import Panel
from nn_tui.ui.panels.program import ProgramPanel
from nn_tui.ui.preferences import Preferences, read_preferences
from nn_tui.ui.render.explain import draw_explanation
from nn_tui.ui.render.lines import Role, plain
from nn_tui.ui.themes import DARK, LIGHT
from tests.ui.driving import LARGE, SMALL, Driver, opened, session_of


def shown(driver: Driver) -> list[str]:
    panels = (driver.main.query_one(panel) for _, panel in sorted(PANELS.items()))
    return [panel.NUMBER for panel in panels if panel.display and panel.region.area]


async def wait_until_shown(driver: Driver, numbers: list[str]) -> None:
    await driver.wait_for(lambda: shown(driver) == numbers)


@pytest.mark.parametrize("size", [SMALL, LARGE])
async def test_z_zooms_any_panel_and_goes_back(size: tuple[int, int]) -> None:
    async with opened(session_of(), size) as driver:
        for number, kind in PANELS.items():
            await driver.press(number)
            before = shown(driver)
            await driver.press("z")
            await wait_until_shown(driver, [number])
            panel = driver.main.query_one(kind)
            assert panel.region.width == size[0]
            assert panel.region.height >= size[1] - 4
            await driver.press("z")
            await wait_until_shown(driver, before)
            assert driver.focused_number == number


async def test_digits_and_tab_change_the_zoomed_panel() -> None:
    async with opened(session_of(), LARGE) as driver:
        await driver.press("5", "z", "6")
        await driver.wait_for(lambda: shown(driver) == ["6"])
        await driver.press("z")
        await driver.wait_for(lambda: len(shown(driver)) == 7)


async def test_resizing_keeps_the_zoom() -> None:
    async with opened(session_of(), LARGE) as driver:
        await driver.press("2", "z")
        await driver.pilot.resize_terminal(*SMALL)
        await driver.wait_for(lambda: shown(driver) == ["2"])


async def test_theme_is_light_or_dark_and_remembered() -> None:
    async with opened(session_of()) as driver:
        assert driver.app.theme == DARK.name
        await driver.press("T")
        assert driver.app.theme == LIGHT.name
    assert read_preferences().is_light
    async with opened(session_of(), SMALL, Preferences(True, is_light=True)) as driver:
        assert driver.app.theme == LIGHT.name
        await driver.press("T")
    assert not read_preferences().is_light


@pytest.mark.parametrize("key", ["colon", "ctrl+p"])
async def test_palette_does_what_is_chosen(key: str) -> None:
    async with opened(session_of()) as driver:
        await driver.press(key)
        await driver.wait_for(lambda: isinstance(driver.app.screen, CommandPalette))
        await driver.press(*"one line of the", "enter", "enter")
        await driver.wait_for(lambda: driver.place == (1, 1, 1))


async def test_palette_finds_an_array() -> None:
    async with opened(session_of()) as driver:
        await driver.press("colon", *"inspect l1_delta", "enter")
        await driver.wait_for(lambda: driver.view.array_name == "l1_delta")
        assert driver.focused_number == "6"


async def test_palette_goes_to_the_panel_of_a_verb() -> None:
    async with opened(session_of()) as driver:
        await driver.press("colon", *"logarithmic", "enter", "enter")
        await driver.wait_for(lambda: driver.focused_number == "4")


async def test_palette_offers_every_verb() -> None:
    async with opened(session_of()) as driver:
        titles = [entry.title for entry in palette_of(driver.main)]
        for command in COMMANDS.values():
            assert command.about in titles
        for panel in PANELS.values():
            assert all(f"{panel.TITLE}: {verb.about}" in titles for verb in panel.VERBS)


async def test_gradient_view_is_everywhere_at_once_and_off_again() -> None:
    async with opened(session_of(), LARGE) as driver:
        await driver.press("v")
        await driver.wait_for(lambda: "l2_error = l2 - y" in driver.text_of(ProgramPanel))
        assert all(p.view and p.view.is_gradient for p in driver.main.query(PANELS["6"]))
        await driver.press("v")
        await driver.wait_for(lambda: "l2_error = y - l2" in driver.text_of(ProgramPanel))


async def test_minus_and_plus_set_the_tempo_that_the_status_names() -> None:
    async with opened(session_of()) as driver:
        await driver.press("-")
        await driver.wait_for(lambda: "50 epochs/s" in driver.text_of(StatusBar))
        await driver.press(*"-----")
        await driver.wait_for(lambda: "1 op/s" in driver.text_of(StatusBar))
        await driver.press("+")
        await driver.wait_for(lambda: "3 ops/s" in driver.text_of(StatusBar))
        await driver.press("=")
        await driver.wait_for(lambda: "10 ops/s" in driver.text_of(StatusBar))


async def test_slow_run_lights_up_what_it_writes() -> None:
    async with opened(session_of()) as driver:
        driver.type_ahead(*"------++", "space")
        await driver.wait_for(lambda: driver.view.lit == "z2")
        assert driver.view.array_name == "z2"
        driver.type_ahead("escape")
        await driver.wait_for(lambda: not driver.moment.is_running)


async def test_key_line_begins_with_the_keys_of_the_panel() -> None:
    async with opened(session_of(), (160, 50)) as driver:
        for number, kind in PANELS.items():
            await driver.press(number)
            labelled = [verb for verb in driver.main.query_one(kind).verbs if verb.label]
            start = "".join(f" {verb.key} {verb.label} " for verb in labelled)
            assert driver.text_of(KeyBar).startswith(start.rstrip()), number


async def test_help_scrolls_to_its_end() -> None:
    async with opened(session_of()) as driver:
        await driver.press("?")
        assert isinstance(driver.app.screen, HelpScreen)
        box = driver.app.screen.query_one("VerticalScroll")
        await driver.press("end")
        await driver.wait_for(lambda: box.scroll_y == box.max_scroll_y > 0)
        await driver.press("escape")
        assert isinstance(driver.app.screen, MainScreen)


async def test_resizing_leaves_nothing_of_the_lines_before() -> None:
    async with opened(session_of(), SMALL) as driver:
        await driver.press("5", *"sssss")
        await driver.wait_for(lambda: driver.place == (1, 1, 5))
        await driver.pilot.resize_terminal(*LARGE)
        await driver.pilot.pause()
        explain = driver.text_of(PANELS["7"]).split()
        shown = driver.app.export_screenshot().count(f"{explain[-1]}")
        assert shown == explain.count(explain[-1])


def is_said(driver: Driver, text: str) -> bool:
    # A long path is wrapped anywhere.
    return text in "".join(driver.text_of(NoticeBar).split())


async def test_pictures_of_the_screen_are_numbered_and_their_places_said(state_home: Path) -> None:
    async with opened(session_of()) as driver:
        for number in (1, 2):
            await driver.press("P")
            saved = state_home / "nn-tui" / f"screen-{number}.svg"
            await driver.wait_for(partial(is_said, driver, saved.name))
            text = saved.read_text(encoding="utf-8")
            assert "learning" in text
            assert "saved:" not in text


async def test_palette_begins_with_what_runs_the_machine() -> None:
    async with opened(session_of()) as driver:
        await driver.press("colon")
        await driver.wait_for(lambda: driver.app.screen.query_one(CommandList).option_count > 3)
        offered = driver.app.screen.query_one(CommandList).options[:4]
        wanted = list(COMMANDS.values())[:4]
        assert [str(option.prompt).split("\n")[0] for option in offered] == [
            command.about for command in wanted
        ]


async def test_click_on_the_line_of_keys_does_what_it_says() -> None:
    async with opened(session_of()) as driver:
        place = driver.text_of(KeyBar).index("n epoch")
        await driver.pilot.click(KeyBar, offset=(place, 0))
        await driver.wait_for_epoch(1)
        place = driver.text_of(KeyBar).index("? help")
        await driver.pilot.click(KeyBar, offset=(place, 0))
        await driver.wait_for(lambda: isinstance(driver.app.screen, HelpScreen))


async def test_click_on_a_panels_own_key_is_for_the_panel() -> None:
    async with opened(session_of()) as driver:
        await driver.press("4")
        place = driver.text_of(KeyBar).index("l log")
        await driver.pilot.click(KeyBar, offset=(place, 0))
        await driver.wait_for(lambda: "log" in str(driver.main.query_one("#error").border_subtitle))


async def test_line_of_keys_is_that_of_the_field_while_one_types() -> None:
    async with opened(session_of()) as driver:
        await driver.press("3", "enter")
        await driver.wait_for(lambda: "escape leave as it was" in driver.text_of(KeyBar))
        assert "quit" not in driver.text_of(KeyBar)
        await driver.press("escape")
        await driver.wait_for(lambda: "q quit" in driver.text_of(KeyBar))


async def test_underlined_is_only_what_an_op_has_just_written() -> None:
    async with opened(session_of()) as driver:
        looks = {
            role: driver.main.get_component_styles(f"role--{role.value}").text_style
            for role in Role
        }
        assert [role for role, style in looks.items() if style.underline] == [Role.LIT]


async def test_panel_is_drawn_for_its_size_before_news_of_it_comes(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async with opened(session_of()) as driver:
        await driver.press("7", "s")
        await driver.wait_for(lambda: driver.place == (1, 1, 1))
        monkeypatch.setattr(Panel, "on_resize", lambda *_: None)
        await driver.press("z")
        await driver.wait_for(lambda: shown(driver) == ["7"])
        explain = driver.main.query_one(PANELS["7"])
        drawn = draw_explanation(driver.view, *explain.content_size)
        assert driver.text_of(PANELS["7"]).rstrip() == plain(drawn).rstrip()


async def test_notice_that_takes_the_place_of_another_at_once_is_seen() -> None:
    async with opened(session_of()) as driver:
        bar = driver.main.query_one(NoticeBar)
        await driver.press("n")
        await driver.wait_for(lambda: driver.moment.epochs_done == 1 and not bar.display)
        driver.main.change(lambda view: replace(view, notice="the first"))
        await driver.wait_for(lambda: "the first" in driver.text_of(NoticeBar))
        # Without a turn of the event loop between them: the layout never sees it gone.
        driver.main.change(lambda view: replace(view, notice=""))
        assert not bar.display
        driver.main.change(lambda view: replace(view, notice="the second"))
        await driver.settle()
        assert "the second" in driver.text_of(NoticeBar)


async def test_picture_that_cannot_be_saved_is_said_with_the_way_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    way = "set XDG_STATE_HOME to a folder that can be written"
    async with opened(session_of(), LARGE) as driver:
        monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "file"))
        await driver.press("P")
        await driver.wait_for(lambda: "no picture" in driver.view.notice)
        assert driver.view.notice == f"no picture: Not a directory: {tmp_path}/file/nn-tui; {way}"
        monkeypatch.delenv("XDG_STATE_HOME")
        # As where neither HOME nor the system's list of users names a home folder.
        monkeypatch.setattr("nn_tui.storage.state_files.user_state_path", lambda *_, **__: Path())
        await driver.press("P")
        await driver.wait_for(lambda: "no home" in driver.view.notice)
        assert driver.view.notice == f"no picture: there is no home folder; {way}"

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial

import numpy as np
import pytest

from nn_tui.ui.app import NnTuiApp
from nn_tui.ui.commands import COMMANDS
from nn_tui.ui.main_screen import MainScreen
from nn_tui.ui.panels.bars import NoticeBar
from nn_tui.ui.panels.tour import TourBar
from nn_tui.ui.preferences import Preferences, read_preferences, write_preferences
from nn_tui.ui.render.lines import plain, width_of
from nn_tui.ui.render.tour import draw_tour, tour_pages
from tests.ui.driving import LARGE, SMALL, Driver, opened, session_of


@asynccontextmanager
async def first_start(
    dataset: str = "classic", size: tuple[int, int] = SMALL
) -> AsyncIterator[Driver]:
    async with opened(session_of(dataset), size, Preferences()) as driver:
        yield driver


def is_on(driver: Driver) -> bool:
    return driver.main.query_one(TourBar).is_on


def shows(driver: Driver, number: int, panel: str) -> bool:
    is_shown = f"tour {number}/" in driver.text_of(TourBar)
    return is_shown and driver.focused_number == panel


@pytest.mark.parametrize("width", [20, 78, 158])
@pytest.mark.parametrize("index", range(len(tour_pages())))
def test_page_fits_its_lines(index: int, width: int) -> None:
    lines = draw_tour(index, width)
    assert {width_of(row) for row in lines} == {width}
    words = " ".join(plain(lines[1:]).split())
    assert words == tour_pages()[index].text


def test_pages_go_through_every_panel() -> None:
    assert {page.panel for page in tour_pages()} == set("1234567")


def test_first_page_has_no_way_back_and_last_no_way_on() -> None:
    last = len(tour_pages()) - 1
    assert "back" not in plain(draw_tour(0, 78)[:1])
    assert "next" not in plain(draw_tour(last, 78)[:1])
    assert "back" in plain(draw_tour(last, 78)[:1])


def test_step_of_the_tour_is_right() -> None:
    # synapse_0[:, 0] by RandomState(1), and row 1 of the inputs: 0 1 1.
    synapse = 2 * np.random.RandomState(1).random_sample((3, 4)) - 1
    expected = synapse[1, 0] + synapse[2, 0]
    text = next(page.text for page in tour_pages() if "One step forward" in page.text)
    terms = f"0 * {synapse[0, 0]:.4f} + 1 * {synapse[1, 0]:.4f} + 1 * {synapse[2, 0]:.4f}"
    assert f"z1[1,0] = {terms} = {expected:.4f}," in text


async def test_tour_is_shown_at_a_first_start_and_never_again() -> None:
    async with first_start() as driver:
        assert is_on(driver)
        assert not driver.main.query_one(NoticeBar).display
    assert read_preferences().is_tour_over
    async with opened(session_of(), SMALL, read_preferences()) as driver:
        assert not is_on(driver)
        assert driver.main.query_one(NoticeBar).display


async def test_first_start_on_another_dataset_has_no_tour_yet() -> None:
    write_preferences(Preferences())
    async with first_start("xor") as driver:
        assert not is_on(driver)
    assert not read_preferences().is_tour_over


@pytest.mark.parametrize("size", [SMALL, LARGE])
async def test_dot_and_comma_turn_pages_and_show_their_panel(size: tuple[int, int]) -> None:
    async with first_start(size=size) as driver:
        bar = driver.main.query_one(TourBar)
        for index, page in enumerate(tour_pages(), start=1):
            await driver.wait_for(partial(shows, driver, index, page.panel))
            assert bar.is_on
            if index < len(tour_pages()):
                await driver.press(".")
        for _ in tour_pages():
            await driver.press(",")
        assert "tour 1/" in driver.text_of(TourBar)
        await driver.press(*"." * len(tour_pages()))
        assert not bar.is_on
        assert driver.place == (0, 0, 0)


@pytest.mark.parametrize("key", ["s", "n", "b"])
async def test_key_of_the_program_ends_the_tour_and_does_its_work(key: str) -> None:
    async with first_start() as driver:
        await driver.press(".", key)
        await driver.wait_for(lambda: driver.place != (0, 0, 0))
        assert not is_on(driver)


@pytest.mark.parametrize(
    "key", ["down", "4", "tab", "escape", "z", "v", "T", "?", "o", "enter", "-", "colon"]
)
async def test_every_other_key_ends_the_tour_too(key: str) -> None:
    async with first_start() as driver:
        await driver.press(key)
        await driver.wait_for(lambda: not is_on(driver))


async def test_moving_ends_the_tour_and_moves() -> None:
    async with first_start() as driver:
        await driver.press("down")
        await driver.wait_for(lambda: driver.view.row == 1)
        assert not is_on(driver)


async def test_tour_comes_back_when_asked_for() -> None:
    async with opened(session_of()) as driver:
        await driver.press("n", COMMANDS["take_tour"].binding)
        await driver.wait_for(lambda: is_on(driver))
        assert "tour 1/" in driver.text_of(TourBar)


async def test_dot_does_nothing_without_the_tour() -> None:
    async with opened(session_of()) as driver:
        await driver.press(".", ",")
        assert not is_on(driver)


async def test_click_turns_the_page() -> None:
    async with first_start() as driver:
        await driver.pilot.click(TourBar)
        await driver.wait_for(lambda: "tour 2/" in driver.text_of(TourBar))


async def test_tour_is_shown_again_where_nothing_can_be_remembered(
    monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    blocked = tmp_path_factory.mktemp("blocked") / "file"
    blocked.write_text("no folder", encoding="utf-8")
    monkeypatch.setenv("XDG_STATE_HOME", str(blocked))
    async with NnTuiApp(session_of(), read_preferences()).run_test(size=SMALL) as pilot:
        driver = Driver(pilot)
        await driver.wait_for(lambda: isinstance(driver.app.screen, MainScreen))
        await driver.wait_for(lambda: is_on(driver))
        said = f"this tour will come again at the next start: Not a directory: {blocked}/nn-tui"
        assert said.replace(": /", ":\n /") in driver.text_of(NoticeBar)
        await driver.press("n")
        await driver.wait_for(lambda: driver.place[0] == 1)
    assert not read_preferences().is_tour_over

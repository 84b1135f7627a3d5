from __future__ import annotations

from pathlib import Path

import pytest

from nn_tui.debugger.saving.vault import Resumed
from nn_tui.ui.panels.bars import NoticeBar, StatusBar
from nn_tui.ui.panels.dataset import DatasetPanel
from nn_tui.ui.panels.panel import Panel
from nn_tui.ui.sessions import Sessions
from tests.ui.driving import LARGE, SMALL, Driver, opened, session_of

HOSTILE = (
    "[/nope],[bold red]x[/],a\x9b2Jb,\x1b[2Jclear,\u202eright,label\n"
    "1,2,3,4,5,[/a]\n2,3,4,5,6,\x1b]0;title\x07\n3,1,4,1,5,[link=x]\n"
)


def everything_drawn(driver: Driver) -> str:
    return "\n".join(driver.text_of(type(panel)) for panel in driver.main.query(Panel))


@pytest.mark.parametrize("size", [SMALL, LARGE])
async def test_names_with_markup_and_control_characters_do_no_harm(
    size: tuple[int, int], tmp_path: Path
) -> None:
    path = tmp_path / "odd.csv"
    path.write_text(HOSTILE, encoding="utf-8")
    async with opened(session_of(path), size) as driver:
        await driver.press("n", "1", "right", "right", "6", "]")
        await driver.wait_for_epoch(1)
        assert everything_drawn(driver).replace("\n", "").isprintable()


async def test_names_with_markup_are_shown_as_they_are(tmp_path: Path) -> None:
    path = tmp_path / "odd.csv"
    path.write_text(HOSTILE, encoding="utf-8")
    async with opened(session_of(path), (200, 50)) as driver:
        await driver.wait_for(lambda: "[bold red]x[/]" in driver.text_of(NoticeBar))
        assert "[/nope]" in driver.text_of(DatasetPanel)


@pytest.mark.parametrize("size", [SMALL, LARGE])
async def test_64_columns_can_all_be_reached(size: tuple[int, int], tmp_path: Path) -> None:
    path = tmp_path / "wide.csv"
    names = ",".join(f"x{i}" for i in range(64))
    rows = "\n".join(",".join([f"{k}.5"] * 64 + [str(k % 2)]) for k in range(6))
    path.write_text(f"{names},t\n{rows}\n", encoding="utf-8")
    async with opened(session_of(path), size) as driver:
        driver.type_ahead("n", "1", *["right"] * 63)
        await driver.wait_for(lambda: " x63 " in driver.text_of(DatasetPanel))
        assert "error" in driver.text_of(DatasetPanel)


@pytest.mark.parametrize("size", [(20, 5), (1, 1), (200, 60), (109, 29), (200, 3)])
async def test_odd_sizes_do_no_harm(size: tuple[int, int]) -> None:
    async with opened(session_of(), size) as driver:
        await driver.press("n", *"123456", "]", "down", "?", "escape", "3", "enter", "escape", "n")
        await driver.wait_for_epoch(2)


async def test_small_screen_still_shows_the_epoch() -> None:
    async with opened(session_of(), (20, 5)) as driver:
        await driver.press("n")
        await driver.wait_for(lambda: " e1 b1/1 " in everything_drawn(driver))


@pytest.mark.parametrize("size", [(30, 8), (20, 5)])
async def test_on_a_low_screen_what_was_said_makes_room_for_a_field(size: tuple[int, int]) -> None:
    session = session_of()
    sessions = Sessions(None, Resumed(session, None, ""))
    async with opened(session, size, sessions=sessions) as driver:
        notice = driver.main.query_one(NoticeBar)
        await driver.wait_for(lambda: 0 < notice.size.height <= size[1] // 2)
        assert "not saved" in " ".join(driver.text_of(NoticeBar).split())
        await driver.press("g")
        await driver.wait_for(lambda: not notice.display)
        assert driver.main.query_one(StatusBar).size.height == 1
        await driver.press("escape")
        await driver.wait_for(lambda: notice.display)


async def test_storm_of_resizes_does_no_harm() -> None:
    async with opened(session_of(epochs="1000000000")) as driver:
        driver.type_ahead("space")
        await driver.wait_for(lambda: driver.moment.is_running)
        driver.type_ahead("space")
        for step in range(15):
            await driver.pilot.resize_terminal(1 + step * 37 % 160, 1 + step * 11 % 50)
        await driver.pilot.resize_terminal(*SMALL)
        await driver.press("r", "n")
        await driver.wait_for_epoch(1)
        assert driver.focused == "dataset"

from __future__ import annotations

from collections.abc import Callable

import pytest

from nn_tui.ui.panels.error import ErrorPanel
from nn_tui.ui.panels.panel import Panel
from tests.ui.driving import LARGE, SMALL, Driver, opened, session_of


def chart_of(driver: Driver) -> str:
    return driver.text_of(ErrorPanel).partition("\n")[2]


def subtitle_of(driver: Driver) -> str | None:
    return driver.main.query_one(ErrorPanel).border_subtitle


async def run_to_the_end(driver: Driver) -> None:
    await driver.press("4", "space")
    await driver.wait_for_epoch(driver.moment.recipe.hyperparameters.epochs)


@pytest.mark.parametrize("size", [SMALL, LARGE])
async def test_m_shows_the_loss_and_m_the_error_again(size: tuple[int, int]) -> None:
    async with opened(session_of(epochs="60"), size) as driver:
        await run_to_the_end(driver)
        before = chart_of(driver)
        await driver.press("m")
        assert driver.text_of(ErrorPanel).startswith("loss ")
        assert chart_of(driver) != before
        assert subtitle_of(driver) == "loss"
        await driver.press("m")
        assert driver.text_of(ErrorPanel).startswith("error ")
        assert chart_of(driver) == before


async def test_l_goes_to_a_logarithmic_scale_and_back() -> None:
    async with opened(session_of(epochs="60")) as driver:
        await run_to_the_end(driver)
        before = chart_of(driver)
        await driver.press("l")
        assert chart_of(driver) != before
        assert subtitle_of(driver) == "error, log"
        await driver.press("l")
        assert chart_of(driver) == before


async def test_x_goes_to_the_recent_epochs_and_back() -> None:
    async with opened(session_of(epochs="200")) as driver:
        await run_to_the_end(driver)
        before = chart_of(driver)
        assert chart_of(driver).split("\n")[-1].split()[0] == "0"
        await driver.press("x")
        assert chart_of(driver).split("\n")[-1].split()[0] == "150"
        assert "since 151" in driver.text_of(ErrorPanel)
        await driver.press("x")
        assert chart_of(driver) == before


async def test_all_keys_together_name_themselves_in_the_border() -> None:
    async with opened(session_of()) as driver:
        await driver.press("4", "x", "l", "m")
        assert subtitle_of(driver) == "loss, log, recent"


async def test_time_left_is_shown_while_running() -> None:
    async with opened(session_of(epochs="1000000000")) as driver:
        driver.type_ahead("4", "z", "space")
        await driver.wait_for(lambda: "left" in driver.text_of(ErrorPanel))
        driver.type_ahead("minus")
        await driver.wait_for(lambda: "50 epochs/s" in driver.text_of(ErrorPanel))
        driver.type_ahead("space")
        await driver.wait_for(lambda: not driver.moment.is_running)
        assert "since epoch" in driver.text_of(ErrorPanel)


@pytest.mark.parametrize("size", [SMALL, LARGE])
async def test_view_that_is_shown_again_sends_nothing(
    size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened(session_of(), size) as driver:
        await driver.press("n", "s", "5", "n", "s")
        sent: list[str | None] = []
        refresh: Callable[..., Panel] = Panel.refresh

        def note(panel: Panel, *regions: object, **options: object) -> Panel:
            sent.append(panel.id)
            return refresh(panel, *regions, **options)

        monkeypatch.setattr(Panel, "refresh", note)
        for panel in driver.main.query(Panel):
            panel.show(driver.view)
        assert sent == []

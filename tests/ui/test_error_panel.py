from __future__ import annotations

from collections.abc import Callable

import pytest
from textual.events import MouseScrollDown, MouseScrollUp

from nn_tui.debugger.commands import Edit
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


@pytest.mark.parametrize("size", [SMALL, LARGE])
async def test_left_and_right_go_through_the_epochs_in_all_panels(size: tuple[int, int]) -> None:
    async with opened(session_of(epochs="30"), size) as driver:
        await run_to_the_end(driver)
        await driver.press("left")
        await driver.wait_for_epoch(29)
        assert {moment.cursor.epoch for moment in driver.moments} == {29}
        await driver.press("left", "right", "left")
        await driver.wait_for_epoch(28)
        await driver.press("home")
        await driver.wait_for_epoch(0)
        await driver.press("end")
        await driver.wait_for_epoch(30)


async def test_keys_typed_ahead_count_from_where_the_last_one_leads() -> None:
    async with opened(session_of(epochs="30")) as driver:
        await run_to_the_end(driver)
        driver.type_ahead(*["left"] * 12, *["right"] * 3)
        await driver.wait_for_epoch(21)


async def test_a_move_is_a_column_of_the_chart_and_a_long_one_ten() -> None:
    async with opened(session_of(epochs="1000")) as driver:
        await run_to_the_end(driver)
        await driver.press("left")
        await driver.settle()
        step = 1000 - driver.moment.epochs_done
        assert 20 < step < 40
        for key, way in (("shift+left", -1), ("pageup", -1), ("pagedown", 1), ("shift+right", 1)):
            before = driver.moment.epochs_done
            await driver.press(key)
            assert abs(driver.moment.epochs_done - before - 10 * way * step) <= 5


async def test_chart_in_the_past_has_a_cursor_and_figures_of_the_moment() -> None:
    async with opened(session_of(epochs="1000"), LARGE) as driver:
        await run_to_the_end(driver)
        at_end = chart_of(driver)
        assert "┼" not in at_end
        await driver.press("pageup")
        shown = driver.text_of(ErrorPanel)
        assert "┼" in shown
        assert f"epoch {driver.moment.epochs_done}" in shown
        assert f"{driver.moment.error:.4g}" in shown
        await driver.press("end")
        assert chart_of(driver) == at_end


async def test_cursor_of_a_way_that_is_given_up_goes_back() -> None:
    async with opened(session_of(epochs="50")) as driver:
        await run_to_the_end(driver)
        at_end = chart_of(driver)
        driver.type_ahead("left", "left", "escape")
        await driver.settle()
        place = driver.moment.epochs_done
        assert ("┼" in chart_of(driver)) == (place < 50)
        await driver.press("end")
        assert chart_of(driver) == at_end
        await driver.press("left")
        await driver.wait_for_epoch(49)


async def test_click_goes_to_the_epoch_under_it() -> None:
    async with opened(session_of(epochs="100")) as driver:
        await run_to_the_end(driver)
        panel = driver.main.query_one(ErrorPanel)
        x = panel.content_size.width // 2
        await driver.pilot.click(ErrorPanel, offset=(1 + x, 4))
        await driver.settle()
        assert 35 < driver.moment.epochs_done < 60
        cursor = next(row for row in driver.text_of(ErrorPanel).split("\n") if "┼" in row)
        assert cursor.index("┼") == x
        await driver.pilot.click(ErrorPanel, offset=(panel.content_size.width, 4))
        await driver.wait_for_epoch(100)


async def test_click_beside_the_chart_goes_nowhere() -> None:
    async with opened(session_of(epochs="100")) as driver:
        await run_to_the_end(driver)
        await driver.pilot.click(ErrorPanel, offset=(2, 4))
        await driver.pilot.click(ErrorPanel, offset=(20, 1))
        await driver.settle()
        assert driver.moment.epochs_done == 100


async def test_wheel_goes_through_the_epochs_but_ends_no_run() -> None:
    async with opened(session_of(epochs="30")) as driver:
        await run_to_the_end(driver)
        panel = driver.main.query_one(ErrorPanel)
        await driver.pilot._post_mouse_events([MouseScrollUp], ErrorPanel, offset=(10, 4))
        await driver.wait_for_epoch(29)
        await driver.pilot._post_mouse_events([MouseScrollDown], ErrorPanel, offset=(10, 4))
        await driver.wait_for_epoch(30)
        assert panel.has_focus
    async with opened(session_of(epochs="1000000000")) as driver:
        driver.type_ahead("4", "n", "n", "space")
        await driver.wait_for(lambda: driver.moment.is_training and driver.moment.epochs_done > 9)
        await driver.pilot._post_mouse_events([MouseScrollUp], ErrorPanel, offset=(10, 4))
        reached = driver.moment.epochs_done
        await driver.wait_for(lambda: driver.moment.epochs_done > reached)
        assert driver.moment.is_training


async def branch_off(driver: Driver) -> None:
    await run_to_the_end(driver)
    await driver.press("pageup", "pageup")
    driver.main.query_one(ErrorPanel).ask(Edit("learning_rate", "0.01"))
    await driver.settle()
    await driver.press("space")
    await driver.wait_for_epoch(driver.moment.recipe.hyperparameters.epochs)


@pytest.mark.parametrize("size", [SMALL, LARGE])
async def test_abandoned_future_stays_dim_and_named_and_is_returned_to(
    size: tuple[int, int],
) -> None:
    async with opened(session_of(epochs="50"), size) as driver:
        await branch_off(driver)
        assert subtitle_of(driver) == "error · branch 2 of 2"
        assert chart_of(driver).startswith("⣀ branch 2  • main")
        assert chart_of(driver).count("•") > 5
        new = driver.moment.error
        await driver.press("down")
        assert subtitle_of(driver) == "error · main of 2"
        assert chart_of(driver).startswith("⣀ main  • branch 2")
        assert driver.moment.error != new
        await driver.press("up")
        assert driver.moment.error == new


async def test_up_without_another_branch_says_how_one_begins_and_ends_no_run() -> None:
    async with opened(session_of(epochs="1000000000")) as driver:
        await driver.press("4", "n", "up")
        assert "there is one branch only" in driver.moment.notice
        driver.type_ahead("space")
        await driver.wait_for(lambda: driver.moment.is_training)
        driver.type_ahead("down")
        reached = driver.moment.epochs_done
        await driver.wait_for(lambda: driver.moment.epochs_done > reached + 1000)
        assert driver.moment.is_training


async def test_recent_and_log_keep_to_the_cursor() -> None:
    async with opened(session_of(epochs="500"), LARGE) as driver:
        await run_to_the_end(driver)
        await driver.press("pageup", "pageup", "x", "l")
        assert subtitle_of(driver) == "error, log, recent"
        before = driver.moment.epochs_done
        assert "┼" in chart_of(driver)
        await driver.press("left")
        assert 1 <= before - driver.moment.epochs_done <= 6
        assert "┼" in chart_of(driver)

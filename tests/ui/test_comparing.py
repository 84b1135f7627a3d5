"""The Inspector's keys that show an array beside itself at another moment."""

from __future__ import annotations

from nn_tui.debugger.snapshot import Snapshot
from nn_tui.engine.cursor import Cursor
from nn_tui.ui.panels.inspector import InspectorPanel
from nn_tui.ui.panels.value_input import ValueInput
from tests.ui.driving import Driver, opened, session_of


def text_of(driver: Driver) -> str:
    return " ".join(driver.text_of(InspectorPanel).split())


def subtitle_of(driver: Driver) -> str:
    return str(driver.main.query_one(InspectorPanel).border_subtitle)


def other_of(driver: Driver) -> Snapshot | None:
    beside = driver.moment.beside
    return None if beside is None else beside.moment


async def test_d_goes_through_the_moments_and_back_to_none() -> None:
    async with opened(session_of()) as driver:
        await driver.press("n", "n", "n", "6", "/")
        await driver.enter(*"synapse_0", "enter")
        await driver.press("d")
        await driver.wait_for(lambda: other_of(driver) is not None)
        assert "beside one iteration ago" in subtitle_of(driver)
        assert "now - then = " in text_of(driver)
        await driver.press("s", "d")
        await driver.wait_for(lambda: (o := other_of(driver)) and o.cursor == Cursor(3, 1, 1))
        assert "beside one epoch ago" in subtitle_of(driver)
        await driver.press("d")
        await driver.wait_for(lambda: driver.moment.beside is None)
        assert "now - then" not in text_of(driver)


async def test_keys_typed_ahead_choose_as_slow_ones_do() -> None:
    async with opened(session_of()) as driver:
        driver.type_ahead("n", "n", "n", "6", "d", "d")
        await driver.wait_for(lambda: (o := other_of(driver)) and o.cursor.epoch == 2)
        await driver.wait_for(lambda: "beside one epoch ago" in subtitle_of(driver))


async def test_capital_d_asks_for_an_epoch() -> None:
    async with opened(session_of()) as driver:
        await driver.press("n", "n", "n", "6", "D")
        assert "its end, 0 to 3 on main" in text_of(driver)
        await driver.enter(*"x", "enter")
        assert "! epoch x: must be a whole number" in text_of(driver)
        await driver.press("backspace", "1", "enter")
        await driver.wait_for(lambda: (o := other_of(driver)) and o.cursor == Cursor(1, 1, 14))
        assert not [field for field in driver.main.query(ValueInput) if field.display]
        await driver.press("d")
        await driver.wait_for(lambda: driver.moment.beside is None)


async def test_epoch_that_has_not_been_reached_is_refused_as_it_is_typed() -> None:
    async with opened(session_of()) as driver:
        await driver.press("n", "n", "n", "s", "6", "D")
        assert "its end, 0 to 3 on main" in text_of(driver)
        await driver.enter("4")
        reason = "! epoch 4: must be 0 to 3; run on for more"
        assert reason in text_of(driver)
        await driver.press("enter")
        assert reason in text_of(driver)
        await driver.press("backspace", "3", "enter")
        await driver.wait_for(lambda: (o := other_of(driver)) and o.cursor == Cursor(3, 1, 14))


async def test_epoch_that_another_branch_has_not_reached_is_named_once() -> None:
    async with opened(session_of()) as driver:
        await driver.press("n", "n", "n", "N", "N", "3", "home", "enter")
        await driver.enter(*"0.25", "enter")
        await driver.press("J", "6", "D", "3", "enter", "J")
        assert "epoch 3: branch 2 has come to epoch 1" in text_of(driver)
        assert "epoch 3: epoch 3" not in text_of(driver)


async def test_empty_epoch_is_refused() -> None:
    async with opened(session_of()) as driver:
        await driver.press("n", "6", "D", "enter")
        assert "! epoch (empty): must be a whole number" in text_of(driver)
        await driver.press("escape")
        assert driver.moment.beside is None


async def test_x_shows_the_other_values_and_the_difference_again() -> None:
    async with opened(session_of()) as driver:
        await driver.press("n", "n", "6", "]", "]", "]", "d")
        await driver.wait_for(lambda: "diff 0" in text_of(driver))
        await driver.press("x")
        assert "then 0" in text_of(driver)
        await driver.press("x")
        assert "diff 0" in text_of(driver)


async def test_other_branches_can_be_compared_with() -> None:
    async with opened(session_of()) as driver:
        await driver.press("n", "n", "n", "n")
        await driver.press("N", "N")
        await driver.wait_for(lambda: driver.place == (2, 1, 14))
        await driver.press("6", "/")
        await driver.enter(*"synapse_0", "enter", "enter", *"0.5", "enter")
        await driver.wait_for(lambda: driver.moment.standing.branch == "branch 2")
        await driver.press("d", "d", "d")
        await driver.wait_for(lambda: (o := other_of(driver)) and o.cursor == Cursor(4, 1, 14))
        assert "beside the end of main" in subtitle_of(driver)
        await driver.press("J")
        await driver.wait_for(lambda: "the run stands on main itself" in text_of(driver))


async def test_run_is_compared_at_its_pause() -> None:
    async with opened(session_of(epochs="100000000")) as driver:
        await driver.press("n", "6", "d", "space")
        await driver.wait_for(lambda: driver.moment.is_running)
        await driver.wait_for(lambda: "waits for the pause" in text_of(driver))
        await driver.press("space")
        await driver.wait_for(lambda: not driver.moment.is_running and other_of(driver))


async def test_cell_is_typed_over_while_it_is_compared() -> None:
    async with opened(session_of()) as driver:
        await driver.press("n", "n", "6", "/")
        await driver.enter(*"synapse_1", "enter")
        await driver.press("d", "down", "enter")
        await driver.enter(*"0.5", "enter")
        await driver.wait_for(lambda: "synapse_1[1,0] = 0.5 then" in text_of(driver))

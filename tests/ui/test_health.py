"""The check-up on the screen, by keys."""

from __future__ import annotations

from nn_tui.ui.panels.explain import ExplainPanel
from tests.ui.driving import LARGE, SMALL, Driver, opened, session_of


async def examined(driver: Driver, *keys: str) -> list[str]:
    await driver.press(*keys)
    await driver.wait_for(lambda: is_of_now(driver))
    await driver.settle()
    return lines_of(driver)


def lines_of(driver: Driver) -> list[str]:
    return driver.text_of(ExplainPanel).splitlines()


def is_of_now(driver: Driver) -> bool:
    studied = driver.moment.studied
    has_found = studied is not None and studied.found is not None
    return has_found and studied is not None and studied.cursor == driver.moment.cursor


async def test_key_examines_and_is_quiet_where_all_is_well() -> None:
    async with opened(session_of(), size=SMALL) as driver:
        lines = await examined(driver, "n", "n", "n", "n", "A")
        assert driver.focused_number == "7"
        assert lines[2] == "all is well: 8 rules found nothing"


async def test_findings_follow_the_run() -> None:
    async with opened(session_of(learning_rate="100"), size=LARGE) as driver:
        lines = await examined(driver, "A")
        assert "all is well: 5 rules found nothing" in lines
        await driver.press("space")
        await driver.wait_for(lambda: driver.moment.is_finished)
        lines = await examined(driver)
        assert any(row.startswith("5 findings, by 10 rules") for row in lines)


async def test_enter_applies_the_advice_of_the_chosen_finding() -> None:
    async with opened(session_of(learning_rate="100"), size=SMALL) as driver:
        await driver.press("space")
        await driver.wait_for(lambda: driver.moment.is_finished)
        lines = await examined(driver, "A")
        assert lines[3].startswith("> saturated units")
        assert "enter: learning rate 2, then r starts over" in lines
        await driver.press("down", "down", "down")
        lines = await examined(driver)
        assert lines[6].startswith("> steps too small")
        assert "no single setting does it" in lines
        await driver.press("enter")
        assert driver.moment.recipe.hyperparameters.learning_rate == 100
        lines = await examined(driver, "up", "up", "up")
        await driver.press("enter")
        await driver.wait_for(lambda: driver.moment.recipe.hyperparameters.learning_rate == 2)
        await driver.settle()
        lines = lines_of(driver)
        assert "Start over: the learning rate is small enough by now, the weights are not." in lines


async def test_escape_goes_back_to_where_it_was_asked_from() -> None:
    async with opened(session_of(), size=SMALL) as driver:
        await examined(driver, "4", "A")
        await driver.press("escape")
        await driver.wait_for(lambda: driver.moment.studied is None)
        await driver.settle()
        assert driver.focused_number == "4"


async def test_explanation_covers_it_and_gives_it_back() -> None:
    async with opened(session_of(), size=SMALL) as driver:
        await examined(driver, "n", "A")
        await driver.press("e")
        await driver.wait_for(lambda: driver.moment.asked is not None)
        await driver.settle()
        assert "all is well" not in driver.text_of(ExplainPanel)
        await driver.press("escape")
        await driver.settle()
        assert "all is well" in driver.text_of(ExplainPanel)
        await driver.press("1", "e")
        await driver.settle()
        assert driver.moment.studied is None

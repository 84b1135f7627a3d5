"""The gradient check on the screen, by keys."""

from __future__ import annotations

from nn_tui.ui.panels.bars import StatusBar
from nn_tui.ui.panels.inspector import InspectorPanel
from tests.ui.driving import LARGE, SMALL, Driver, opened, session_of


async def checked(driver: Driver, *keys: str) -> list[str]:
    await driver.press(*keys)
    await driver.wait_for(lambda: is_done(driver))
    await driver.settle()
    return driver.text_of(InspectorPanel).splitlines()


def is_done(driver: Driver) -> bool:
    found = driver.moment.checked
    return found is not None and len(found.cells) == found.wanted > 0


async def test_check_fills_the_grid_of_the_descent_in_view() -> None:
    async with opened(session_of(), size=SMALL) as driver:
        await driver.press("n", "6")
        await driver.enter("slash", *"synapse_0_descent", "enter")
        lines = await checked(driver, "G")
        assert lines[1] == "epoch 1  h 1e-06  12 agree"
        assert [line.count("✓") for line in lines[3:6]] == [4, 4, 4]
        assert lines[6].startswith("✓ agrees, relative error ")
        assert lines[7].startswith("dL/dw ")
        assert lines[8].endswith(") / 2e-06")
        assert driver.text_of(StatusBar).endswith("∇✓")


async def test_from_another_array_it_goes_to_the_descent_that_leads_there() -> None:
    async with opened(session_of(), size=LARGE) as driver:
        await driver.press("n", "6")
        await driver.enter("slash", *"l1_delta", "enter")
        await checked(driver, "G")
        assert driver.view.array_name == "synapse_0_descent"


async def test_numbers_come_back_and_the_light_is_of_one_iteration() -> None:
    async with opened(session_of(), size=SMALL) as driver:
        await driver.press("n", "6")
        await driver.enter("slash", *"synapse_1", "enter")
        await checked(driver, "G")
        await driver.press("G")
        assert "✓" not in driver.text_of(InspectorPanel)
        await driver.press("s")
        await driver.wait_for(lambda: driver.place == (2, 1, 1))
        await driver.settle()
        assert driver.text_of(StatusBar).endswith("∇·")
        await driver.press("S")
        await driver.wait_for(lambda: driver.moment.epochs_done == 1)
        await driver.settle()
        assert driver.text_of(StatusBar).endswith("∇✓")


async def test_other_steps_show_truncation() -> None:
    async with opened(session_of(), size=SMALL) as driver:
        await driver.press("n", "6")
        await driver.enter("slash", *"synapse_0", "enter")
        await checked(driver, "G")
        lines = await checked(driver, "H", "H", "H", "H")
        assert lines[1] == "epoch 1  h 1e-02  12 differ"
        assert "with this h: truncation?" in lines[6]
        assert driver.text_of(StatusBar).endswith("∇·")
        lines = await checked(driver, "h", "h", "h", "h")
        assert lines[1] == "epoch 1  h 1e-06  12 agree"
        assert driver.text_of(StatusBar).endswith("∇✓")


async def test_descent_that_was_typed_over_is_red() -> None:
    async with opened(session_of(), size=SMALL) as driver:
        await driver.press("6")
        await driver.enter("slash", *"synapse_1_descent", "enter")
        while driver.moment.array("synapse_1_descent") is None:
            await driver.press("s")
            await driver.settle()
        await driver.enter("enter", "ctrl+u", *"0.5", "enter")
        lines = await checked(driver, "G")
        assert lines[1].endswith("3 agree, 1 differ")
        assert lines[-3].startswith("✗ DIFFERS")
        assert driver.text_of(StatusBar).endswith("∇✗")


async def test_bias_has_a_row_of_its_own() -> None:
    async with opened(session_of(bias="yes"), size=LARGE) as driver:
        await driver.press("n", "6")
        await driver.enter("slash", *"bias_0", "enter")
        lines = await checked(driver, "G")
        assert lines[3].count("✓") == 4
        await driver.press("right")
        assert "not checked" not in driver.text_of(InspectorPanel)


async def test_of_a_large_network_one_array_or_cell_is_checked() -> None:
    async with opened(session_of("iris", hidden="700,4"), size=LARGE) as driver:
        await driver.press("6")
        await driver.enter("slash", *"synapse_0", "enter")
        lines = await checked(driver, "G")
        assert lines[1].endswith("1 agree")
        await driver.press("down")
        assert "not checked here; G checks it" in driver.text_of(InspectorPanel)
        lines = await checked(driver, "G")
        assert lines[1].endswith("2 agree")

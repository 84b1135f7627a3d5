"""The Inspector: it follows single ops, stays where it is told, and survives another network."""

from __future__ import annotations

from tests.ui.driving import SMALL, Driver, opened, session_of


def array_of(driver: Driver) -> str:
    return driver.view.array_name


async def test_inspector_shows_what_each_op_has_written() -> None:
    async with opened(session_of()) as driver:
        await driver.press("s")
        await driver.wait_for(lambda: array_of(driver) == "z1")
        await driver.press("s")
        await driver.wait_for(lambda: array_of(driver) == "l1")


async def test_inspector_stays_with_an_array_that_was_chosen() -> None:
    async with opened(session_of()) as driver:
        await driver.press("6", "]", "s", "s")
        await driver.wait_for(lambda: driver.place == (1, 1, 2))
        await driver.pilot.pause()
        assert array_of(driver) == "y"


async def test_inspector_follows_again_on_its_key() -> None:
    async with opened(session_of()) as driver:
        await driver.press("6", "]", "f", "s")
        await driver.wait_for(lambda: array_of(driver) == "z1")


async def test_inspector_stays_while_epochs_go_by() -> None:
    async with opened(session_of()) as driver:
        await driver.press("n", "n")
        await driver.wait_for(lambda: driver.place[0] == 2)
        await driver.pilot.pause()
        assert array_of(driver) == "l0"


async def test_hidden_inspector_survives_a_network_without_its_array() -> None:
    session = session_of("classic", hidden="4,4,4")
    async with opened(session, SMALL) as driver:
        await driver.press("6", *["]"] * 9)
        assert array_of(driver) == "l4"
        await driver.press("1")
        session_depth = driver.moment.program.network.depth
        driver.type_ahead("3", "down", "down", "down", "enter", "4", "enter", "6", "]")
        await driver.wait_for(lambda: driver.moment.program.network.depth < session_depth)
        await driver.wait_for(lambda: array_of(driver) in driver.moment.names)

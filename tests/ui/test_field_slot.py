"""A field that is closed while it is being put up, or replaced: no key is lost to it."""

from __future__ import annotations

import asyncio
import gc
import weakref

import pytest

from nn_tui.ui.panels.breaks import BreaksPanel
from nn_tui.ui.panels.field_slot import FieldSlot
from nn_tui.ui.panels.value_input import ValueInput
from tests.ui.driving import Driver, opened, session_of


def field() -> ValueInput:
    return ValueInput("", lambda _: None, lambda: None)


async def assert_hears(driver: Driver) -> None:
    """Check that keys do what they do in the panels."""
    await driver.settle()
    before = driver.place[0]
    await driver.press("n")
    assert driver.place[0] == before + 1


async def test_field_that_is_closed_while_it_is_put_up_takes_no_key() -> None:
    async with opened(session_of()) as driver:
        await driver.press("K")
        panel = driver.main.query_one(BreaksPanel)
        slot, typed = FieldSlot(panel), field()
        putting = asyncio.create_task(slot.put(typed))
        await asyncio.sleep(0)
        assert slot.clear()
        await putting
        await assert_hears(driver)
        assert driver.app.focused is panel
        assert not list(panel.query(ValueInput))


async def test_field_in_place_of_another_leaves_none_behind() -> None:
    async with opened(session_of()) as driver:
        await driver.press("K")
        panel = driver.main.query_one(BreaksPanel)
        slot, first, second = FieldSlot(panel), field(), field()
        await slot.put(first)
        await slot.put(second)
        await driver.settle()
        assert list(panel.query(ValueInput)) == [second]
        assert driver.app.focused is second
        slot.clear()
        await assert_hears(driver)


@pytest.mark.parametrize("keys", [("g",), ("3", "enter"), ("1", "/"), ("6", "enter"), ("K", "a")])
async def test_field_that_was_closed_takes_no_memory(keys: tuple[str, ...]) -> None:
    async with opened(session_of()) as driver:
        await driver.press("n", *keys)
        typed = weakref.ref(driver.app.focused)
        assert isinstance(typed(), ValueInput)
        # Another one after it: Textual remembers the last of some things.
        await driver.press("escape", "escape", *keys, "escape", "escape", "2", "n")
        gc.collect()
        assert typed() is None

"""Breakpoints and watches by keys."""

from __future__ import annotations

from nn_tui.ui.panels.bars import KeyBar, NoticeBar
from nn_tui.ui.panels.breaks import BreaksPanel
from nn_tui.ui.panels.program import ProgramPanel
from nn_tui.ui.panels.watches import WatchBar
from tests.ui.driving import LARGE, Driver, opened, session_of


async def add(driver: Driver, key: str, text: str) -> None:
    await driver.press(key)
    await driver.enter(*text, "enter")


async def test_list_is_opened_added_to_and_closed() -> None:
    async with opened(session_of(epochs="500")) as driver:
        await driver.press("K")
        assert driver.focused == "breaks"
        assert "a add  w watch  enter on/off  d remove" in driver.text_of(KeyBar)
        await add(driver, "a", "loss < 0.01")
        await add(driver, "w", "synapse_1[0,0]")
        lines = driver.text_of(BreaksPanel).splitlines()
        assert lines[0].startswith("  1 ● loss < 0.01")
        assert lines[1].startswith("> 1 = synapse_1[0,0]")
        await driver.press("escape")
        assert driver.focused == "dataset"
        assert not driver.main.query_one(BreaksPanel).display


async def test_condition_is_judged_as_it_is_typed() -> None:
    async with opened(session_of()) as driver:
        await driver.press("K", "a")
        await driver.enter(*"los < 1")
        rows = driver.text_of(BreaksPanel).splitlines()
        assert rows[2].startswith("            ^ name los: unknown; did you mean loss?")
        await driver.press("enter")
        assert not driver.moment.breaks.points
        await driver.press("home", "right", "right", "right")
        await driver.enter("s")
        assert "loss < 0.01" in driver.text_of(BreaksPanel).splitlines()[2]
        await driver.press("enter")
        assert [point.text for point in driver.moment.breaks.points] == ["loss < 1"]


async def test_field_that_is_left_adds_nothing() -> None:
    async with opened(session_of()) as driver:
        await driver.press("K", "a")
        await driver.enter(*"loss < 1", "escape")
        assert driver.focused == "breaks"
        assert driver.moment.breaks.points == ()


async def test_breakpoint_is_switched_and_removed() -> None:
    async with opened(session_of()) as driver:
        await driver.press("K")
        await add(driver, "a", "loss < 1")
        await add(driver, "a", "error < 1")
        await driver.press("up", "enter")
        assert [point.is_on for point in driver.moment.breaks.points] == [False, True]
        await driver.press("d")
        assert [point.text for point in driver.moment.breaks.points] == ["error < 1"]
        await add(driver, "w", "max(l1)")
        assert driver.text_of(BreaksPanel).splitlines()[-1].startswith("> 1 = max(l1)")
        await driver.press("enter")
        assert driver.text_of(BreaksPanel).splitlines()[-1].startswith("> 1 ○ max(l1)")
        assert not driver.moment.breaks.watches[0].is_on
        await driver.press("d")
        assert driver.moment.breaks.watches == ()
        assert len(driver.moment.breaks.points) == 1


async def test_keys_go_on_to_a_hit_and_back() -> None:
    async with opened(session_of(epochs="500")) as driver:
        await driver.press("K")
        await add(driver, "a", "epoch % 100 == 0")
        await driver.press("c")
        await driver.wait_for_epoch(100)
        await driver.press("c")
        await driver.wait_for_epoch(200)
        await driver.press("C")
        await driver.wait_for_epoch(100)
        await driver.settle()
        await driver.wait_for(lambda: "breakpoint 1: epoch % 100 == 0" in driver.text_of(NoticeBar))
        assert "3 hits" in driver.text_of(BreaksPanel)


async def test_continue_without_breakpoints_says_how_to_set_one() -> None:
    async with opened(session_of()) as driver:
        await driver.press("c")
        await driver.wait_for(lambda: "no breakpoint is on" in driver.text_of(NoticeBar))
        assert driver.place == (0, 0, 0)


async def test_line_is_marked_in_the_listing() -> None:
    async with opened(session_of()) as driver:
        await driver.press("5", "down", "t")
        lines = driver.text_of(ProgramPanel).splitlines()
        assert lines[1].startswith(" ●")
        await driver.press("c")
        await driver.wait_for(lambda: driver.place == (1, 1, 1))
        await driver.settle()
        lines = driver.text_of(ProgramPanel).splitlines()
        assert lines[0].startswith("· ")
        assert lines[1].startswith(">●")
        await driver.wait_for(lambda: "breakpoint 1: before l1" in driver.text_of(NoticeBar))
        await driver.press("K", "enter")
        assert driver.text_of(ProgramPanel).splitlines()[1].startswith(">○")
        await driver.press("escape", "t", "t")
        assert driver.moment.breaks.points == ()


async def test_watches_stay_below_the_panels_when_the_list_is_closed() -> None:
    async with opened(session_of(), LARGE) as driver:
        await driver.press("K")
        await add(driver, "w", "loss")
        await add(driver, "w", "max(abs(synapse_0))")
        assert not driver.main.query_one(WatchBar).display
        await driver.press("escape", "n", "n", "n")
        first, second = driver.text_of(WatchBar).splitlines()
        assert first.startswith(f" loss                 {driver.moment.loss:.6g}      -0.00")
        assert second.startswith(" max(abs(synapse_0))  ")
        await driver.press("K", "d", "d", "escape")
        assert not driver.main.query_one(WatchBar).display


async def test_escape_in_the_list_stops_a_run_first() -> None:
    async with opened(session_of(epochs="1000000000")) as driver:
        await driver.press("K")
        await add(driver, "a", "loss > 100")
        await driver.press("c")
        await driver.wait_for(lambda: driver.moment.is_running)
        await driver.press("escape")
        await driver.wait_for(lambda: not driver.moment.is_running)
        assert driver.main.query_one(BreaksPanel).display
        await driver.press("escape")
        assert not driver.main.query_one(BreaksPanel).display


async def test_what_is_typed_in_the_gradient_view_has_its_signs() -> None:
    async with opened(session_of(epochs="500")) as driver:
        await driver.press("n", "K")
        await add(driver, "w", "l1_delta[0,0]")
        await driver.press("v")
        await add(driver, "w", "l1_delta[0,0]")
        stored, shown = driver.moment.breaks.watches
        assert isinstance(stored.value, float) and stored.value
        assert shown.value == -stored.value
        rows = driver.text_of(BreaksPanel).splitlines()
        assert "l1_delta[0,0] stored signs" in rows[0]
        assert "l1_delta[0,0] dL/d" in rows[1]

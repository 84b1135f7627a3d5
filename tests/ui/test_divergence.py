from __future__ import annotations

import numpy as np

from nn_tui.debugger.health.rules import CheckUp
from nn_tui.debugger.session import Session
from nn_tui.ui.panels.bars import NoticeBar, StatusBar
from nn_tui.ui.panels.explain import ExplainPanel
from nn_tui.ui.panels.program import ProgramPanel
from tests.ui.driving import Driver, opened, session_of


def too_fast() -> Session:
    """Make a run whose squares overflow after some epochs."""
    return session_of("sine", learning_rate="1e30", activation="linear", epochs="1000")


async def diverge(driver: Driver) -> None:
    await driver.press("space")
    await driver.wait_for(lambda: "diverged:" in driver.text_of(NoticeBar))


async def test_divergence_stops_the_run_and_names_the_op() -> None:
    async with opened(too_fast()) as driver:
        await diverge(driver)
        assert not driver.moment.is_running
        ahead = driver.moment.program.op_before(driver.moment.program.after(driver.moment.cursor))
        assert ahead is not None
        notice = " ".join(driver.text_of(NoticeBar).split())
        assert notice.startswith(f"diverged: {ahead.writes} is not finite at epoch ")
        assert " ".join(ahead.line.split()) in notice
        assert "diverged" in driver.text_of(StatusBar)


async def test_divergence_leaves_the_machine_before_the_op() -> None:
    async with opened(too_fast()) as driver:
        await diverge(driver)
        await driver.press("5")
        marked = [x for x in driver.text_of(ProgramPanel).split("\n") if x.startswith(">")]
        notice = " ".join(driver.text_of(NoticeBar).split())
        assert len(marked) == 1
        assert " ".join(marked[0].split()[1:6]) in notice


async def test_divergence_keeps_finite_numbers() -> None:
    async with opened(too_fast()) as driver:
        await diverge(driver)
        assert np.isfinite(driver.moment.block).all()


async def test_s_steps_past_a_divergence() -> None:
    async with opened(too_fast()) as driver:
        await diverge(driver)
        ahead = driver.moment.program.after(driver.moment.cursor)
        op = driver.moment.program.op_before(ahead)
        assert op is not None
        await driver.press("s")
        await driver.wait_for(lambda: driver.moment.cursor == ahead)
        array = driver.moment.array(op.writes)
        assert array is not None
        assert not np.isfinite(array).all()


async def test_r_begins_anew_after_a_divergence() -> None:
    async with opened(too_fast()) as driver:
        await diverge(driver)
        await driver.press("r")
        await driver.wait_for(lambda: driver.place == (0, 0, 0))
        assert not driver.moment.is_diverged
        assert not driver.main.query_one(NoticeBar).display


async def test_check_up_names_cell_and_cause_and_enter_explains_what_is_not_there_yet() -> None:
    async with opened(too_fast()) as driver:
        await diverge(driver)
        assert "A says why" in " ".join(driver.text_of(NoticeBar).split())
        await driver.press("A")
        await driver.wait_for(lambda: "not finite" in driver.text_of(ExplainPanel))
        await driver.settle()
        studied = driver.moment.studied
        assert studied is not None
        assert isinstance(studied.found, CheckUp)
        cell = studied.found.findings[0].cell
        assert cell is not None
        text = " ".join(driver.text_of(ExplainPanel).split())
        assert f"row {cell.index[0]} of the data, unit {cell.index[1]} of layer" in text
        await driver.press("enter")
        await driver.wait_for(lambda: driver.moment.asked and driver.moment.asked.found)
        await driver.settle()
        text = driver.text_of(ExplainPanel)
        assert f"{cell.array}[{cell.index[0]},{cell.index[1]}] = " in text
        assert "not run yet: what its line would write" in text
        assert "nan%" not in text
        assert driver.moment.is_diverged
        await driver.press("escape")
        await driver.settle()
        assert "not finite" in driver.text_of(ExplainPanel)

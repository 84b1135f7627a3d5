from __future__ import annotations

import numpy as np

from nn_tui.debugger.session import Session
from nn_tui.ui.panels.bars import NoticeBar, StatusBar
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

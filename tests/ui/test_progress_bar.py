from __future__ import annotations

import dataclasses

from nn_tui.debugger.activity import Activity
from nn_tui.ui.panels.bars import NoticeBar
from tests.ui.driving import SMALL, opened, session_of


async def test_bar_stands_below_the_panels_while_the_run_is_on_its_way() -> None:
    async with opened(session_of(), SMALL) as driver:
        await driver.press("n")
        view = driver.main.view
        assert view is not None
        moment = dataclasses.replace(view.moment, activity=Activity(True, progress=0.57))
        driver.main._show(dataclasses.replace(view, moment=moment, notice=""))
        await driver.wait_for(lambda: " 57%  escape: stay" in driver.text_of(NoticeBar))
        assert driver.main.query_one(NoticeBar).region.height == 1
        driver.main._show(dataclasses.replace(view, notice=""))
        await driver.wait_for(lambda: not driver.main.query_one(NoticeBar).display)

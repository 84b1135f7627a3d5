"""The picture of the README: the real app, driven by keys, as an SVG.

`python -m tests.ui.screenshot` writes it anew.
"""

from __future__ import annotations

import asyncio
from pathlib import Path

from nn_tui.ui.panels.inspector import InspectorPanel
from tests.ui.driving import LARGE, opened, session_of

CLASSIC = Path(__file__).parent / "screens" / "classic.svg"
"""Where the picture is kept."""


async def draw_classic() -> str:
    """Train the classic network for 30 epochs, step on by 8 ops, look at row 2 and l1_delta.

    Returns:
        The screen as an SVG.
    """
    async with opened(session_of(), LARGE) as driver:
        driver.type_ahead(*"n" * 30, *"s" * 8)
        await driver.wait_for(lambda: driver.place == (31, 1, 8))
        await driver.press("1", "down", "down", "6", "right")
        await driver.wait_for(lambda: "l1_delta[2,1] = " in driver.text_of(InspectorPanel))
        await driver.pilot.pause()
        return driver.app.export_screenshot(title="nn-tui")


if __name__ == "__main__":
    CLASSIC.write_text(asyncio.run(draw_classic()), encoding="utf-8")

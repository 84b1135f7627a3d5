from __future__ import annotations

import re

from tests.ui.screenshot import CLASSIC, draw_classic


def normalized(svg: str) -> str:
    """Leave out what differs from run to run, and digits that differ between processors."""
    without_ids = re.sub(r"terminal-\d+", "terminal", svg)
    return re.sub(r"(\d\.\d{10})\d+", r"\1", without_ids)


async def test_picture_of_the_readme_is_what_the_app_draws() -> None:
    kept = CLASSIC.read_text(encoding="utf-8")
    drawn = normalized(await draw_classic())
    # Not compared by assert itself, which would print a hundred thousand characters.
    is_same = drawn == normalized(kept)
    assert is_same, "the screen has changed: python -m tests.ui.screenshot draws it anew"

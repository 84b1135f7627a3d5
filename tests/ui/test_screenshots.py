from __future__ import annotations

import re

import pytest

from tests.ui.screenshots import FOLDER, SCENES, draw


def normalized(svg: str) -> str:
    """Leave out what differs from run to run, and digits that differ between processors."""
    without_ids = re.sub(r"terminal-\d+", "terminal", svg)
    return re.sub(r"(\d\.\d{10})\d+", r"\1", without_ids)


@pytest.mark.parametrize("name", SCENES)
async def test_screen_is_as_it_was_when_somebody_looked_at_it(name: str) -> None:
    kept = (FOLDER / f"{name}.svg").read_text(encoding="utf-8")
    drawn = normalized(await draw(SCENES[name]))
    # Not compared by assert itself, which would print a hundred thousand characters.
    is_same = drawn == normalized(kept)
    assert is_same, "the screen has changed: python -m tests.ui.screenshots draws it anew"


def test_every_picture_has_its_scene() -> None:
    assert {path.stem for path in FOLDER.glob("*.svg")} == set(SCENES)

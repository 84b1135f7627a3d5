from __future__ import annotations

import re

import pytest

from tests.ui.screenshots import FOLDER, SCENES, draw

LONG_NUMBER = re.compile(r'textLength="[\d.]+" ([^>]*>[^<]*\d\.\d{10})\d+')

RECTANGLES = re.compile(
    r'<rect fill="(?P<fill>[^"]*)" x="(?P<x>[^"]*)" y="(?P<y>[^"]*)" width="[^"]*" (?P<rest>[^>]*>)'
    r'(?:<rect fill="(?P=fill)" x="[^"]*" y="(?P=y)" width="[^"]*" (?P=rest))+'
)


def normalized(svg: str) -> str:
    """Leave out what differs from run to run, and digits that differ between processors.

    Those take the length of their text with them, and where one rectangle of a colour on a line
    ends and the next of the same colour begins.
    """
    without_ids = re.sub(r"terminal-\d+", "terminal", svg)
    without_digits = LONG_NUMBER.sub(r"\1", without_ids)
    return RECTANGLES.sub(joined, without_digits)


def joined(found: re.Match[str]) -> str:
    """Make one rectangle of some that touch."""
    fill, x, y, rest = found.group("fill", "x", "y", "rest")
    width = sum(map(float, re.findall(r' width="([\d.]+)"', found[0])))
    return f'<rect fill="{fill}" x="{x}" y="{y}" width="{width:.1f}" {rest}'


@pytest.mark.parametrize("name", SCENES)
async def test_screen_is_as_it_was_when_somebody_looked_at_it(name: str) -> None:
    kept = (FOLDER / f"{name}.svg").read_text(encoding="utf-8")
    drawn = normalized(await draw(SCENES[name]))
    # Not compared by assert itself, which would print a hundred thousand characters.
    is_same = drawn == normalized(kept)
    assert is_same, "the screen has changed: python -m tests.ui.screenshots draws it anew"


def test_every_picture_has_its_scene() -> None:
    assert {path.stem for path in FOLDER.glob("*.svg")} == set(SCENES)

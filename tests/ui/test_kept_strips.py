"""Strips that are kept are those that Textual would make anew."""

import pytest
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from nn_tui.ui.kept_strips import KeptStrips
from nn_tui.ui.line_view import LineView
from nn_tui.ui.render.lines import Line, Role, Span
from tests.ui.driving import LARGE, SMALL, Driver, opened, session_of

_HELLO: Line = (Span("hello", Role.PLAIN),)
_WALK = ("n", "tab", "5", "s", "down", "z", "z", "1", "down", "m", "m", "v", "7", "e", "escape")


def _as_kept_and_anew(driver: Driver) -> list[tuple[str | None, list[Strip], list[Strip]]]:
    found = []
    for view in driver.main.query(LineView):
        whole = Region(0, 0, *view.region.size)
        if whole.area:
            kept = view.render_lines(whole)
            view._styles_cache.clear()
            found.append((view.id, kept, Widget.render_lines(view, whole)))
    return found


@pytest.mark.parametrize("size", [SMALL, LARGE])
async def test_every_view_shows_what_textual_would_make_anew(size: tuple[int, int]) -> None:
    async with opened(session_of(), size=size) as driver:
        for key in _WALK:
            await driver.press(key)
            for name, kept, anew in _as_kept_and_anew(driver):
                assert kept == anew, f"{name} after {key}"


async def test_another_theme_is_seen_in_every_line() -> None:
    async with opened(session_of(), size=LARGE) as driver:
        dark = [kept for _, kept, _ in _as_kept_and_anew(driver)]
        driver.app.theme = "nn-tui-light"
        await driver.settle()
        light = _as_kept_and_anew(driver)
        assert all(kept == anew for _, kept, anew in light)
        assert all(kept != before for before, (_, kept, _) in zip(dark, light, strict=True))


def test_a_line_is_made_once_for_each_of_its_looks() -> None:
    made: list[tuple[str, int]] = []
    strips, looks = KeptStrips(), ""

    def make(region: Region) -> list[Strip]:
        made.extend((looks, y) for y in region.line_range)
        return [Strip.blank(region.width) for _ in region.line_range]

    rows: list[Line | None] = [None, _HELLO, (), None]
    for looks in ("plain", "focused", "plain", "focused"):
        assert len(strips.give(looks, rows, Region(0, 0, 9, 4), make)) == 4
    assert made == [("plain", y) for y in range(4)] + [("focused", y) for y in range(4)]


def test_only_a_line_that_has_changed_is_made_anew() -> None:
    made: list[int] = []
    strips = KeptStrips()

    def make(region: Region) -> list[Strip]:
        made.extend(region.line_range)
        return [Strip.blank(region.width) for _ in region.line_range]

    rows: list[Line | None] = [_HELLO, _HELLO, _HELLO]
    strips.give("", rows, Region(0, 0, 9, 3), make)
    made.clear()
    rows[1] = ()
    strips.give("", rows, Region(0, 0, 9, 3), make)
    assert made == [1]

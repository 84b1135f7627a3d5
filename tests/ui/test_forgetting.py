"""What was closed is forgotten, with all that it drew."""

from __future__ import annotations

import gc
import weakref

import pytest
from textual.widget import Widget

from tests.ui.driving import opened, session_of

CLOSED_BY_ESCAPE = ("question_mark", "colon", "o", "X", "E")
"""Help, palette, opening a file, the bug lab, somebody's arrays."""


@pytest.mark.parametrize("key", CLOSED_BY_ESCAPE)
async def test_what_a_closed_dialog_drew_is_not_kept(key: str) -> None:
    async with opened(session_of()) as driver:
        await driver.press("6", key)
        dialog = driver.app.screen
        assert dialog is not driver.main
        widgets = [dialog, *dialog.query(Widget)]
        drawn = [weakref.ref(widget._styles_cache) for widget in widgets]
        del dialog, widgets
        await driver.press("escape", "escape")
        assert driver.app.screen is driver.main
        gc.collect()
        assert [cache for cache in drawn if cache() is not None] == []

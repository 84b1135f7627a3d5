"""What Textual would keep of what is closed."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import Any

from textual.app import App


def forget_what_is_closed(app: App[Any]) -> None:
    """Keep nothing from now on that a closed dialog has drawn.

    Textual 8.2 remembers two styles by the lines of the widget that they belong to, for 1,024
    widgets: those lines would stay, 5 kB each, for as long as others have not come in their place.
    """
    if (clear := _clear_of_styles()) is not None:
        app.screen_change_signal.subscribe(app, lambda _screen: clear())


def _clear_of_styles() -> Callable[[], None] | None:
    """Find what empties that memory; None: another Textual has none."""
    with suppress(ImportError, AttributeError):
        from textual._styles_cache import StylesCache

        return StylesCache.get_inner_outer.cache_clear
    return None

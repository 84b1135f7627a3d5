"""What Textual would keep of what is closed."""

from __future__ import annotations

from typing import Any

from textual._styles_cache import StylesCache
from textual.app import App


def forget_what_is_closed(app: App[Any]) -> None:
    """Keep nothing from now on that a closed dialog has drawn.

    Textual 8.2 remembers two styles by the lines of the widget that they belong to, for 1,024
    widgets: those lines would stay, 5 kB each, for as long as others have not come in their place.
    """

    def forget(_screen: object) -> None:
        StylesCache.get_inner_outer.cache_clear()

    app.screen_change_signal.subscribe(app, forget)

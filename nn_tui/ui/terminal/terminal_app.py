"""An app that draws what its terminal can show."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from textual.app import App
from textual.driver import Driver
from textual.filter import LineFilter

from nn_tui.ui.output import metered
from nn_tui.ui.terminal.ascii import to_ascii
from nn_tui.ui.terminal.colourless import Colourless
from nn_tui.ui.terminal.traits import FULL, Colours, Traits
from nn_tui.ui.themes import VARIABLES, themes_of

_COLOURLESS = Colourless()


class TerminalApp(App[None]):
    """Sends the characters and the colours that there are."""

    def __init__(self, traits: Traits = FULL, is_light: bool = False) -> None:
        """Make the app, not yet running.

        Args:
            traits: What the terminal can do.
            is_light: Whether it is begun in light colours.
        """
        self.traits = traits
        super().__init__()
        if traits.colours is Colours.NONE:
            self.no_color = True
        self._themes = themes_of(traits.colours)
        for theme in self._themes:
            self.register_theme(theme)
        self.use_theme(is_light)
        # Each frame of an animation is sent over the line.
        self.animation_level = "none"

    def use_theme(self, is_light: bool) -> None:
        """Show light colours, or dark ones."""
        self.theme = self._themes[is_light].name

    def get_driver_class(self) -> type[Driver]:
        """Give the platform's driver, which counts what it writes."""
        return metered(super().get_driver_class(), to_ascii if self.traits.is_ascii else str)

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Take the colours out where there are none."""
        return (_COLOURLESS,) if self.no_color else super().get_line_filters()

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Give the colours of sign to themes that do not name them."""
        return VARIABLES


def is_ascii(app: App[Any]) -> bool:
    """Whether only ASCII characters are sent."""
    return isinstance(app, TerminalApp) and app.traits.is_ascii

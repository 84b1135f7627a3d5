"""The help: every key and every mark on the screen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Static

from nn_tui.ui.render.keys import PanelHelp, draw_help
from nn_tui.ui.render.lines import Role


class HelpScreen(ModalScreen[None]):
    """Scrolls with the arrows; escape, q or ? closes it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,question_mark", "dismiss", show=False)
    ]

    DEFAULT_CSS = """
    HelpScreen { align: center middle; }
    HelpScreen > VerticalScroll {
        width: 94%; max-width: 100; height: 90%;
        border: round $accent; background: $surface; padding: 0 1;
    }
    """

    def __init__(self, panels: Sequence[PanelHelp]) -> None:
        super().__init__()
        self._panels = panels

    def compose(self) -> ComposeResult:
        """Show the help in a box that scrolls."""
        text = Text()
        for row in draw_help(self._panels):
            for span in row:
                is_strong = span.role in (Role.STRONG, Role.HEAD)
                text.append(span.text, style="bold" if is_strong else "")
            text.append("\n")
        with VerticalScroll():
            yield Static(text, markup=False)

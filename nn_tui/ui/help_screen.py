"""The help: every key and every mark on the screen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.geometry import Size
from textual.screen import ModalScreen

from nn_tui.ui.line_view import LineView
from nn_tui.ui.render.keys import PanelHelp, draw_help
from nn_tui.ui.role_styles import RoleScreen


class HelpText(LineView):
    """All of the help, as high as it is."""

    DEFAULT_CSS = """
    HelpText { height: auto; }
    """

    def __init__(self, panels: Sequence[PanelHelp]) -> None:
        super().__init__()
        self._panels = panels

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Take a line for each line."""
        return len(draw_help(self._panels, width))

    def on_resize(self) -> None:
        """Show the lines at this width."""
        self.forget_lines()
        self.show_lines(draw_help(self._panels, self.content_size.width))


class HelpScreen(RoleScreen, ModalScreen[None]):
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
        with VerticalScroll():
            yield HelpText(self._panels)

"""The one base class of the panels: it draws what it is shown, and asks for what it wants."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import ClassVar, TypeAlias

from rich.text import Text
from textual.binding import Binding, BindingType
from textual.events import MouseScrollDown, MouseScrollUp, Resize, Show
from textual.geometry import Region, Size
from textual.message import Message
from textual.strip import Strip

from nn_tui.debugger.commands import Command
from nn_tui.debugger.studies.study import Pursue
from nn_tui.ui.commands import KeyCommand
from nn_tui.ui.line_view import LineView
from nn_tui.ui.render.lines import Line
from nn_tui.ui.selected import selected_cell
from nn_tui.ui.studies.entries import STUDIES
from nn_tui.ui.studies.page import StudyEntry
from nn_tui.ui.view import View

Change: TypeAlias = Callable[[View], View]
"""From the view that there is to the one that is wanted."""


class Panel(LineView, can_focus=True):
    """Draws lines from a view; a subclass says which, in `draw`.

    A panel holds the view that it was given last and its own cursor, nothing else. It asks for
    another view, or for something of the run, by a message.
    """

    NUMBER: ClassVar[str] = ""
    """The digit that goes to it, or "" for none."""

    TITLE: ClassVar[str] = ""
    """Its name."""

    VERBS: ClassVar[tuple[KeyCommand, ...]] = ()
    """Its own keys."""

    ABOUT: ClassVar[tuple[str, ...]] = ()
    """What its marks mean, for the help: a paragraph each."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1, 0)", show=False),
        Binding("down", "move(1, 0)", show=False),
        Binding("left", "move(0, -1)", show=False),
        Binding("right", "move(0, 1)", show=False),
        Binding("pageup", "move(-10, 0)", show=False),
        Binding("pagedown", "move(10, 0)", show=False),
        Binding("home", "move(-1000000000, 0)", show=False),
        Binding("end", "move(1000000000, 0)", show=False),
    ]

    DEFAULT_CSS = """
    Panel {
        height: 1fr;
        width: 1fr;
        border: round $foreground 30%;
        border-title-color: $text-muted;
        border-subtitle-color: $text-muted;
        &:focus, &:focus-within {
            border: heavy $accent; border-title-color: $text; border-title-style: bold;
        }
    }
    """

    class Changed(Message):
        """Another view is wanted, in all panels."""

        def __init__(self, change: Change) -> None:
            super().__init__()
            self.change = change

    class Asked(Message):
        """Something of the run is wanted."""

        def __init__(self, command: Command) -> None:
            super().__init__()
            self.command = command

    class Wondered(Message):
        """A person wants to know where a number comes from."""

        def __init__(self, panel: Panel, cell: str) -> None:
            super().__init__()
            self.panel = panel
            self.cell = cell

    class Pursued(Message):
        """A person wants something to be found out."""

        def __init__(self, panel: Panel, study: Pursue) -> None:
            super().__init__()
            self.panel = panel
            self.study = study

    def __init__(self) -> None:
        super().__init__(id=type(self).__name__.removesuffix("Panel").lower())
        self._edges = ("", "")
        self.entitle(f"{self.NUMBER} {self.TITLE}".strip(), "")
        self._view: View | None = None
        self._drawn_for = self._rendered_for = Size()

    @property
    def view(self) -> View | None:
        """What the panel shows, or None before the first snapshot."""
        return self._view

    @property
    def verbs(self) -> tuple[KeyCommand, ...]:
        """Its own keys that do something now, for the line of keys."""
        return self.VERBS

    def show(self, view: View) -> None:
        """Show another view."""
        self._view = view
        self.redraw()

    def draw(self, view: View, width: int, height: int) -> list[Line]:
        """Give the panel's lines; without a subclass there are none."""
        return []

    def redraw(self) -> None:
        """Draw again, and send the lines that have changed; out of sight, draw nothing."""
        width, height = self.content_size
        if self._view is None or width < 1 or height < 1 or not self.display:
            return
        self.show_lines(self.draw(self._view, width, height)[:height])

    def entitle(self, title: str, subtitle: str) -> None:
        """Write into the upper and the lower edge.

        What stands there already is not sent again: another title sends the whole panel.
        """
        if (title, subtitle) != self._edges:
            self._edges = (title, subtitle)
            self.border_title, self.border_subtitle = Text(title), Text(subtitle)

    def set_subtitle(self, text: str) -> None:
        """Write into the lower edge."""
        self.entitle(self._edges[0], text)

    def change(self, change: Change) -> None:
        """Ask for another view."""
        self.post_message(self.Changed(change))

    def ask(self, command: Command) -> None:
        """Ask for something of the run."""
        self.post_message(self.Asked(command))

    def action_move(self, rows: int, columns: int) -> None:
        """Move the panel's cursor; one that has none stays as it is."""

    def cell_asked(self, view: View) -> str:
        """Name the cell that a question here is about: the selected one."""
        return selected_cell(view)

    def reason_against_asking(self, view: View) -> str:
        """Say why the number that is shown cannot be explained; "" where it can."""
        return ""

    def action_explain(self) -> None:
        """Ask where the number under the cursor comes from."""
        self.change(self._wonder)

    def _wonder(self, view: View) -> View:
        # Of the view as it is once what was typed before has been done.
        if reason := self.reason_against_asking(view):
            return replace(view, notice=reason)
        self.post_message(self.Wondered(self, self.cell_asked(view)))
        return view

    def action_pursue(self, name: str) -> None:
        """Ask for a study of what is selected, by the name of its entry."""
        self.change(lambda view: self._pursue(view, STUDIES[name]))

    def _pursue(self, view: View, entry: StudyEntry) -> View:
        study = entry.asks(view)
        if isinstance(study, str):
            return replace(view, notice=study)
        self.post_message(self.Pursued(self, Pursue(study)))
        return view

    def on_mouse_scroll_down(self, _event: MouseScrollDown) -> None:
        """Move down."""
        self.action_move(1, 0)

    def on_mouse_scroll_up(self, _event: MouseScrollUp) -> None:
        """Move up."""
        self.action_move(-1, 0)

    def on_resize(self, _event: Resize) -> None:
        """Draw for the new size; a panel that comes back in view has the one that it had."""
        if self.content_size != self._drawn_for:
            self._drawn_for = self._rendered_for = self.content_size
            self.forget_lines()
        self.redraw()

    def render_lines(self, crop: Region) -> list[Strip]:
        """Give lines to Textual, drawn for the present size: news of it may be on the way."""
        if self.content_size != self._rendered_for:
            self._rendered_for = self.content_size
            self.forget_lines()
            self.redraw()
        return super().render_lines(crop)

    def on_show(self, _event: Show) -> None:
        """Draw what has changed while the panel was out of sight."""
        self.redraw()

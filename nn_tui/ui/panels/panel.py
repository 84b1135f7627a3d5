"""The one base class of the panels: lines of spans, of which only changed ones are sent."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar, TypeAlias

from rich.segment import Segment
from rich.style import Style
from textual.binding import Binding, BindingType
from textual.events import MouseScrollDown, MouseScrollUp, Resize, Show
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from nn_tui.debugger.commands import Command
from nn_tui.ui.commands import KeyCommand
from nn_tui.ui.render.lines import Line, Role, fit
from nn_tui.ui.view import View

Change: TypeAlias = Callable[[View], View]
"""From the view that there is to the one that is wanted."""


class Panel(Widget, can_focus=True):
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

    COMPONENT_CLASSES: ClassVar[set[str]] = {f"panel--{role.value}" for role in Role}

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
        border: round $panel-lighten-2;
        border-title-color: $text-muted;
        border-subtitle-color: $text-muted;
        &:focus { border: heavy $accent; border-title-color: $text; border-title-style: bold; }
        & > .panel--plain { color: $foreground; }
        & > .panel--dim { color: $foreground 55%; }
        & > .panel--strong { color: $foreground; text-style: bold; }
        & > .panel--head { color: $foreground 75%; text-style: underline; }
        & > .panel--positive { color: $positive; }
        & > .panel--negative { color: $negative; }
        & > .panel--selected { color: $foreground; text-style: bold reverse; }
        & > .panel--current { color: $accent; text-style: bold; }
        & > .panel--lit { color: $lit; text-style: bold underline; }
        & > .panel--function { color: $function; }
        & > .panel--good { color: $success; }
        & > .panel--warning { color: $warning; text-style: bold; }
        & > .panel--class0 { color: $positive; }
        & > .panel--class1 { color: $negative; }
        & > .panel--class2 { color: $third; }
        & > .panel--class3 { color: $fourth; }
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

    def __init__(self) -> None:
        super().__init__(id=type(self).__name__.removesuffix("Panel").lower())
        self.border_title = f"{self.NUMBER} {self.TITLE}".strip()
        self._view: View | None = None
        self._lines: list[Line] = []

    @property
    def view(self) -> View | None:
        """What the panel shows, or None before the first snapshot."""
        return self._view

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
        before, drawn = self._lines, self.draw(self._view, width, height)
        self._lines = [fit(row, width) for row in drawn[:height]]
        longest = max(len(before), len(self._lines))
        old, new = _padded(before, longest), _padded(self._lines, longest)
        changed = [y for y in range(longest) if old[y] != new[y]]
        if changed:
            self.refresh(*(Region(0, y, width, 1) for y in changed))

    def render_line(self, y: int) -> Strip:
        """Give one line to Textual."""
        row = self._lines[y] if y < len(self._lines) else ()
        strip = Strip([Segment(span.text, self._style(span.role)) for span in row])
        return strip.adjust_cell_length(self.content_size.width, self.rich_style)

    def change(self, change: Change) -> None:
        """Ask for another view."""
        self.post_message(self.Changed(change))

    def ask(self, command: Command) -> None:
        """Ask for something of the run."""
        self.post_message(self.Asked(command))

    def action_move(self, rows: int, columns: int) -> None:
        """Move the panel's cursor; one that has none stays as it is."""

    def on_mouse_scroll_down(self, _event: MouseScrollDown) -> None:
        """Move down."""
        self.action_move(1, 0)

    def on_mouse_scroll_up(self, _event: MouseScrollUp) -> None:
        """Move up."""
        self.action_move(-1, 0)

    def _style(self, role: Role) -> Style:
        return self.get_component_rich_style(f"panel--{role.value}")

    def on_resize(self, _event: Resize) -> None:
        """Draw for the new size."""
        self._lines = []
        self.redraw()

    def on_show(self, _event: Show) -> None:
        """Draw what has changed while the panel was out of sight."""
        self.redraw()


def _padded(lines: list[Line], count: int) -> list[Line]:
    return lines + [()] * (count - len(lines))

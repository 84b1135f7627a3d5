"""Lines of spans on the screen, of which only changed ones are sent."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from nn_tui.ui.render.lines import Line, Role, fit


class LineView(Widget):
    """Shows the lines that a renderer gives; the theme says how each role looks."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {f"line--{role.value}" for role in Role}

    DEFAULT_CSS = """
    LineView {
        & > .line--plain { color: $foreground; }
        & > .line--dim { color: $foreground 55%; }
        & > .line--strong { color: $foreground; text-style: bold; }
        & > .line--head { color: $foreground 75%; text-style: underline; }
        & > .line--positive { color: $positive; }
        & > .line--negative { color: $negative; }
        & > .line--selected { color: $foreground; text-style: bold reverse; }
        & > .line--current { color: $accent; text-style: bold; }
        & > .line--lit { color: $lit; text-style: bold underline; }
        & > .line--function { color: $function; }
        & > .line--good { color: $success; }
        & > .line--warning { color: $warning; text-style: bold; }
        & > .line--class0 { color: $positive; }
        & > .line--class1 { color: $negative; }
        & > .line--class2 { color: $third; }
        & > .line--class3 { color: $fourth; }
    }
    """

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id=id)
        self._lines: list[Line] = []

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show other lines; those that are as before are not sent again."""
        width = self.content_size.width
        before, self._lines = self._lines, [fit(row, width) for row in lines]
        longest = max(len(before), len(self._lines))
        old, new = _padded(before, longest), _padded(self._lines, longest)
        changed = [y for y in range(longest) if old[y] != new[y]]
        if changed:
            self.refresh(*(Region(0, y, width, 1) for y in changed))

    def forget_lines(self) -> None:
        """Forget what is shown: all of it is to be sent again."""
        self._lines = []
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """Give one line to Textual."""
        row = self._lines[y] if y < len(self._lines) else ()
        strip = Strip([Segment(span.text, self._style(span.role)) for span in row])
        return strip.adjust_cell_length(self.content_size.width, self.rich_style)

    def _style(self, role: Role) -> Style:
        return self.get_component_rich_style(f"line--{role.value}")


def _padded(lines: list[Line], count: int) -> list[Line]:
    return lines + [()] * (count - len(lines))

"""Lines of spans on the screen, of which only changed ones are sent."""

from __future__ import annotations

from collections.abc import Sequence

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from nn_tui.ui.render.lines import Line, Role, fit
from nn_tui.ui.role_styles import style_of


class LineView(Widget):
    """Shows the lines that a renderer gives, on a RoleScreen, which says how each role looks."""

    def __init__(self, id: str | None = None) -> None:
        # Before the base class, which asks to forget them.
        self._looks: dict[Role, Style] = {}
        super().__init__(id=id)
        self._given: list[Line] = []
        self._lines: list[Line] = []

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show other lines; those that are as before are not sent again."""
        width = self.content_size.width
        longest = max(len(self._given), len(lines))
        old, new = _padded(self._given, longest), _padded(lines, longest)
        # Compared as they are given: to fit a line costs more than to see that it is as before.
        changed = [y for y in range(longest) if old[y] != new[y]]
        kept = _padded(self._lines, longest)
        for y in changed:
            kept[y] = fit(new[y], width)
        self._given, self._lines = new, kept
        if changed:
            self.refresh(*(Region(0, y, width, 1) for y in changed))

    def forget_lines(self) -> None:
        """Forget what is shown: all of it is to be sent again."""
        self._given, self._lines = [], []
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """Give one line to Textual."""
        row = self._lines[y] if y < len(self._lines) else ()
        strip = Strip([Segment(span.text, self._style(span.role)) for span in row])
        return strip.adjust_cell_length(self.content_size.width, self._style(Role.PLAIN))

    def notify_style_update(self) -> None:
        """Forget the looks of another theme."""
        self._looks.clear()
        super().notify_style_update()

    def _style(self, role: Role) -> Style:
        if role not in self._looks:
            self._looks[role] = style_of(role, self)
        return self._looks[role]


def _padded(lines: Sequence[Line], count: int) -> list[Line]:
    return [*lines, *[()] * (count - len(lines))]

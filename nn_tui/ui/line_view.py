"""Lines of spans on the screen, of which only changed ones are sent."""

from __future__ import annotations

from collections.abc import Sequence

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from nn_tui.ui.kept_strips import KeptStrips
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
        self._made = KeptStrips()

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

    def render_lines(self, crop: Region) -> list[Strip]:
        """Give lines with their edges to Textual; those that are as before are not made anew."""
        # Its size in this layout: news of it may be on the way, and `size` not told yet.
        size = self.region.size
        whole = Region(0, crop.y, size.width, crop.height)
        looks = (
            *(size, self.border_title, self.border_subtitle),
            *(self.app.theme, self.background_colors, self.styles.get_rules()),
        )
        strips = self._made.give(looks, self._written(size.height), whole, super().render_lines)
        return strips if crop == whole else [strip.crop(crop.x, crop.right) for strip in strips]

    def _written(self, height: int) -> list[Line | None]:
        """Give what is written in each row; None: a part of the edge."""
        top = self.gutter.top
        rows: list[Line | None] = [None] * height
        for y in range(self.content_size.height):
            rows[top + y] = self._line(y)
        return rows

    def _line(self, y: int) -> Line:
        return self._lines[y] if y < len(self._lines) else ()

    def render_line(self, y: int) -> Strip:
        """Give one line to Textual."""
        row = self._line(y)
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

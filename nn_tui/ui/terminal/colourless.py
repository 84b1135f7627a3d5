"""A screen without colours: bold, underlined and reversed are left."""

from __future__ import annotations

from functools import lru_cache

from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.filter import LineFilter


class Colourless(LineFilter):
    """Takes the colours out of what is drawn, so that no code for one is ever sent."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Give segments without colours."""
        return [
            Segment(text, None if style is None else _without_colour(style), control)
            for text, style, control in segments
        ]


@lru_cache(1024)
def _without_colour(style: Style) -> Style:
    plain = style.without_color
    # Dim is no more than a colour to many terminals, and unreadable on others.
    return plain + Style(dim=False) if plain.dim else plain

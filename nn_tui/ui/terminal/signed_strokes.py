"""Strokes that say the sign of a weight by what they are made of, where dots cannot be drawn."""

from __future__ import annotations

from collections.abc import Sequence

from nn_tui.ui.render.lines import Line, Role, Span

_STROKES = [*map(chr, range(0x2801, 0x2900)), "─", "╌"]
"""What edges between units are drawn with, here and in the legend."""

_SIGNS = {
    Role.POSITIVE: str.maketrans(dict.fromkeys(_STROKES, "+")),
    Role.NEGATIVE: str.maketrans(dict.fromkeys(_STROKES, "-")),
}


def with_signed_strokes(lines: Sequence[Line]) -> list[Line]:
    """Make strokes for what is positive of +, those for what is negative of -."""
    return [tuple(map(_signed, row)) for row in lines]


def _signed(span: Span) -> Span:
    signs = _SIGNS.get(span.role)
    return span if signs is None else Span(span.text.translate(signs), span.role)

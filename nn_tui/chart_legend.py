"""The line above a chart that names its curves."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import cycle

MARKERS = ("braille", "•", "x", "+", "o", "*")
"""How the first, second, ... series is drawn: by shape, since the lines carry no colours."""

GAP = "  "
"""Between two names."""


def draw_legend(names: Sequence[str], briefs: Sequence[str], more: int, width: int) -> str:
    """Name the curves with their marks, the first ones that there is room for; count the others.

    Args:
        names: Of the curves, in the order of their marks.
        briefs: What to call them where their names do not all fit.
        more: How many other curves there are.
        width: Cells; the first name may take more.
    """
    whole, known = _joined(_marked(names), more), _marked(briefs)
    counts = range(len(known), 0, -1)
    shorter = [_joined(known[:count], len(known) - count + more) for count in counts]
    return next((text for text in (whole, *shorter) if len(text) <= width), known[0])


def _marked(names: Sequence[str]) -> list[str]:
    marked = zip(cycle(MARKERS), names, strict=False)
    return [f"{'⣀' if mark == 'braille' else mark} {name}" for mark, name in marked]


def _joined(names: Sequence[str], more: int) -> str:
    return GAP.join([*names, *[f"+{more} more"] * (more > 0)])

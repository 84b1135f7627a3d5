"""The line above a chart that names its curves."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import cycle

MARKERS = ("braille", "•", "x", "+", "o", "*")
"""How the first, second, ... series is drawn: by shape, since the lines carry no colours."""

_GAP = "  "


def draw_legend(names: Sequence[str], more: int, width: int) -> str:
    """Name the curves with their marks, the first ones that there is room for; count the others.

    Args:
        names: Of the curves, in the order of their marks.
        more: How many other curves there are.
        width: Cells; the first name may take more.
    """
    marked = zip(cycle(MARKERS), names, strict=False)
    known = [f"{'⣀' if mark == 'braille' else mark} {name}" for mark, name in marked]
    choices = [_joined(known[:count], len(known) - count + more) for count in range(1, len(known))]
    whole = _joined(known, more)
    return next((text for text in (whole, *reversed(choices)) if len(text) <= width), known[0])


def _joined(names: Sequence[str], more: int) -> str:
    return _GAP.join([*names, *[f"+{more} more"] * (more > 0)])

"""An activation as a node of the diagram: a number in brackets, always equally wide."""

from __future__ import annotations

import math
from collections.abc import Iterator

NOT_COMPUTED = "."
"""What a node shows before its op has run."""


def node_label(value: float | None, width: int) -> str:
    """Write a node.

    Args:
        value: The unit's activation; None when it is not yet computed.
        width: Cells, at least 5: the brackets and three for the number.

    Returns:
        `width` cells: `(0.42)`, `(-.42)`, `(1234)`, `( nan)`, `( .  )`.
    """
    room = width - 2
    if value is None:
        return f"({NOT_COMPUTED:^{room}})"
    return f"({_number(value, room):>{room}})"


def _number(value: float, room: int) -> str:
    """Write a number with up to two decimals; # where it has no room, as spreadsheets do."""
    if not math.isfinite(value):
        spellings: Iterator[str] = iter([str(value)])
    else:
        spellings = _spellings(value + 0.0)
    sign = "-" if value < 0 else ""
    return next((text for text in spellings if len(text) <= room), sign.ljust(room, "#"))


def _spellings(value: float) -> Iterator[str]:
    """Write a number in ever fewer cells, the most precise first."""
    for decimals in (2, 1):
        fixed = f"{value:.{decimals}f}"
        yield fixed
        yield fixed.replace("0.", ".", 1) if abs(value) < 1 else fixed
    yield f"{value:.0f}"
    for decimals in (1, 0):
        mantissa, exponent = f"{value:.{decimals}e}".split("e")
        yield f"{mantissa}e{int(exponent)}"

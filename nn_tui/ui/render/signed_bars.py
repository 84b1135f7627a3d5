"""Bars of numbers with signs: to the left of a line what is negative, to the right the rest."""

from __future__ import annotations

import math

from nn_tui.ui.render.lines import Line, Role, Span, line, sign_role

_UP, _DOWN = "█", "▒"
"""Told apart by shape too: colours may not be seen."""

_CUT_DOWN, _CUT_UP = "«", "»"
"""At the end of a bar that is longer than its side."""

AXIS = "│"
"""Between the two sides."""


def signed_bar(value: float, largest: float, width: int) -> Line:
    """Draw one bar.

    Args:
        value: How long it is, with its sign.
        largest: The size that takes a whole side; a longer bar is cut there, with a mark.
        width: Cells: an axis, and as many on either side.
    """
    side = max(0, (width - 1) // 2)
    cells = _cells(value, largest, side)
    left, right = (cells, 0) if value < 0 else (0, cells)
    is_cut = bool(cells) and abs(value) > largest
    down, up = _DOWN * left, _UP * right
    return line(
        " " * (side - left),
        Span(_CUT_DOWN + down[1:] if is_cut and left else down, Role.NEGATIVE),
        Span(AXIS, Role.DIM),
        Span(up[:-1] + _CUT_UP if is_cut and right else up, sign_role(value)),
        " " * (side - right + width - 1 - 2 * side),
    )


def plain_bar(size: float, largest: float, width: int) -> str:
    """Draw a bar of a size, from the left."""
    return _UP * _cells(size, largest, width)


def _cells(value: float, largest: float, most: int) -> int:
    """Say how many cells a size takes: what is not nothing takes one."""
    if not math.isfinite(value) or math.isinf(largest):
        return most if not math.isfinite(value) else 0
    if not value or not largest:
        return 0
    return min(most, max(1, round(abs(value) / largest * most)))

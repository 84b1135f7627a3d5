"""Numbers as text of a fixed width."""

from __future__ import annotations

import math


def short(value: float, width: int = 8) -> str:
    """Write a number in at most `width` cells, right-aligned, as many digits as fit.

    Args:
        value: Any float; nan and inf are written as words.
        width: At least 5.
    """
    if not math.isfinite(value):
        return f"{value:>{width}}"
    # A sign, a digit and the point take 3 cells.
    if value == 0 or 1e-3 <= abs(value) < 10 ** (width - 4):
        whole = len(str(int(abs(value))))
        digits = max(0, min(6, width - 2 - whole))
        return f"{value:>{width}.{digits}f}"
    # -1.2e-05 takes 6 cells and the digits behind the point.
    return f"{value:>{width}.{max(0, width - 7)}e}"


def compact(value: float) -> str:
    """Write a number of the dataset as short as it is: 0, 1, 5.1, 0.124."""
    return f"{value:.3g}"


def full(value: float) -> str:
    """Write a number so that it reads back as the same float."""
    return repr(float(value))

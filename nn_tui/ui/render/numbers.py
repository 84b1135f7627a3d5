"""Numbers as text of a fixed width."""

from __future__ import annotations

import math


def short(value: float, width: int = 8) -> str:
    """Write a number in `width` cells, right-aligned, as many digits as fit behind a sign's place.

    Args:
        value: Any float; nan and inf are written as words.
        width: At least 7; 5 for what is 0 or from 1e-99 to 1e5.
    """
    if not math.isfinite(value):
        return f"{value:>{width}}"
    size = abs(value)
    if size == 0 or 1e-3 <= size < 10 ** (width - 4):
        shown = _fitting(size, "f", min(6, width - 2 - len(str(int(size)))), width - 1)
    else:
        # 1.2e-05 takes 5 cells and the digits behind the point.
        shown = _fitting(size, "e", width - 7, width - 1)
    sign = "-" if math.copysign(1, value) < 0 else ""
    return f"{sign + shown:>{width}}"


def _fitting(size: float, style: str, most_digits: int, width: int) -> str:
    """Write with as many digits as fit: rounding up and a long exponent take a cell more."""
    shown = ""
    for digits in range(max(0, most_digits), -1, -1):
        shown = f"{size:.{digits}{style}}"
        if len(shown) <= width:
            break
    return shown


def compact(value: float) -> str:
    """Write a number of the dataset short, yet so that years differ: 0, 2021, 5.1, 0.124."""
    if value == int(value) and abs(value) < 1e7:
        return str(int(value))
    return f"{value:.3g}" if abs(value) < 1000 else f"{value:.6g}"


def full(value: float) -> str:
    """Write a number so that it reads back as the same float."""
    return repr(float(value))

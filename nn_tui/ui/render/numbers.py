"""Numbers as text of a fixed width."""

from __future__ import annotations

import math

_SMALLEST_POWER = 1_000_000
"""The least count that is written as 1e6, where that says all of it."""


def short(value: float, width: int = 8) -> str:
    """Write a number in `width` cells, right-aligned, as many digits as fit behind a sign's place.

    Args:
        value: Any float; nan and inf are written as words.
        width: At least 7; 5 for what is 0 or from 1e-99 to 1e5.
    """
    if not math.isfinite(value):
        return f"{value:>{width}}"
    size = abs(value)
    # Behind the point there must be room for a digit that is not 0.
    least = max(1e-3, 10.0 ** (3 - width))
    if size == 0 or least <= size < 10 ** (width - 4):
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
    # What rounds up to a thousand would get an exponent.
    return f"{value:.3g}" if abs(value) < 999.5 else f"{value:.6g}"


def brief_count(count: int) -> str:
    """Write a count short, yet whole: 50, 1e9, 2.5e7."""
    power = f"{count:g}".replace("e+0", "e").replace("e+", "e")
    return power if count >= _SMALLEST_POWER and int(float(power)) == count else str(count)


def full(value: float, *, is_whole: bool = False) -> str:
    """Write a number so that it reads back as the same float; a count, without a point."""
    return str(int(value)) if is_whole else repr(float(value))


def significant(value: float, digits: int) -> str:
    """Write a number with so many significant digits, the last zeros among them.

    Args:
        value: Any float; one that is exactly whole and below a million is written without a point.
        digits: From 1; from 17 on, as few of them as read back as the same float.
    """
    if not math.isfinite(value):
        return str(float(value))
    size = abs(value)
    if size < 1e6 and size == int(size):
        return f"{value:.0f}"
    if digits >= 17:
        return repr(float(value))
    if 1e-3 <= size < 1e6:
        decimals = max(0, digits - 1 - math.floor(math.log10(size)))
        return f"{value:.{decimals}f}"
    mantissa, exponent = f"{value:.{digits - 1}e}".split("e")
    return f"{mantissa}e{int(exponent)}"

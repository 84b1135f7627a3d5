"""A number of the diagram in few cells, alone or as a node in brackets, always equally wide."""

from __future__ import annotations

import math
from collections.abc import Iterator

NOT_COMPUTED = "."
"""What is shown before its op has run."""


def node_label(value: float | None, width: int, brackets: str = "()") -> str:
    """Write a node.

    Args:
        value: What the unit holds; None when it is not yet computed.
        width: Cells, at least 5: the brackets and three for the number.
        brackets: The opening and the closing one.

    Returns:
        `width` cells: `(0.42)`, `(-.42)`, `(1234)`, `( nan)`, `( .  )`.
    """
    room = width - 2
    # As many decimals as a negative number has room for, so that the points stand in line.
    decimals = max(2, room - 3)
    text = f"{NOT_COMPUTED:^{room}}" if value is None else f"{brief(value, room, decimals):>{room}}"
    return brackets[0] + text + brackets[1]


def brief(value: float, room: int, decimals: int) -> str:
    """Write a number in at most `room` cells; # where it has no room, as spreadsheets do.

    Args:
        value: Any float.
        room: Cells, at least 3.
        decimals: Most digits behind the point; small numbers get as many as fit.
    """
    if not math.isfinite(value):
        spellings: Iterator[str] = iter([str(value)])
    else:
        spellings = _spellings(value + 0.0, room, decimals)
    sign = "-" if value < 0 else ""
    return next((text for text in spellings if len(text) <= room), sign.ljust(room, "#"))


def _spellings(value: float, room: int, decimals: int) -> Iterator[str]:
    """Write a number in ever fewer cells, the most precise first."""
    if 0 < abs(value) < 10 ** (1 - decimals):
        yield from _small_spellings(value, room)
    for places in range(decimals, 0, -1):
        fixed = f"{value:.{places}f}"
        yield fixed
        yield _pointed(fixed)
    yield f"{value:.0f}"
    yield from _with_exponent(value, 1)


def _small_spellings(value: float, room: int) -> Iterator[str]:
    """Write a number that the usual decimals tell little of, if its first digit has room."""
    sign = value < 0
    places = room - 1 - sign
    zeros = -math.floor(math.log10(abs(value))) - 1
    exponents = (text for text in _with_exponent(value, room) if len(text) <= room)
    exponent = next(exponents, "")
    # 1.2e-5 has two digits.
    digits_with_exponent = len(exponent.split("e")[0].replace(".", "")) - sign if exponent else 0
    if places - zeros >= min(2, digits_with_exponent) and places > zeros:
        yield _pointed(f"{value:.{places}f}")
    elif exponent:
        yield exponent


def _pointed(fixed: str) -> str:
    """Leave out the 0 before the point."""
    return fixed.replace("0.", ".", 1) if fixed.lstrip("-").startswith("0.") else fixed


def _with_exponent(value: float, most: int) -> Iterator[str]:
    for places in range(most, -1, -1):
        mantissa, exponent = f"{value:.{places}e}".split("e")
        yield f"{mantissa}e{int(exponent)}"

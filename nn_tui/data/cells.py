"""A cell's text as a number, or the reason why it is none."""

from __future__ import annotations

import math
import re

from nn_tui.text import printable

_DECIMAL_COMMA = re.compile(r"[+-]?\d+,\d+(?:[eE][+-]?\d+)?", re.ASCII)


def parse_number(cell: str) -> float:
    """Read a stripped cell as a number, which may be infinite or NaN.

    Raises:
        ValueError: It is none. Python's `1_000` and digits other than 0 to 9 are none either.
    """
    if "_" in cell or not cell.isascii():
        raise ValueError(cell)
    return float(cell)


def is_numeric(cell: str) -> bool:
    """Tell whether a cell is meant as a number: one that can be read, or has a decimal comma."""
    try:
        parse_number(cell)
    except ValueError:
        return _DECIMAL_COMMA.fullmatch(cell) is not None
    return True


def describe_fault(cell: str) -> str:
    """Say why a cell is no finite number, and what to do about it."""
    shown = printable(cell, limit=40)
    if not cell:
        return "the cell is empty; fill in a number or delete the row"
    if _DECIMAL_COMMA.fullmatch(cell):
        return f"{shown} has a decimal comma; write {shown.replace(',', '.')}"
    if not is_numeric(cell):
        return f"{shown} is not a number; write one such as 0.5, or leave the column out"
    if math.isinf(parse_number(cell)) and any(character.isdigit() for character in cell):
        return f"{shown} is too large; the largest number is about 1.8e308"
    return f"{shown} is not finite; fill in a number or delete the row"

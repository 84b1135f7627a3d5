"""What a renderer returns: lines of text with a role for each piece, and no colours.

A role says what a piece means; RoleScreen in ui/role_styles.py says how that looks in the theme.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum
from typing import NamedTuple, TypeAlias

from rich.cells import cell_len, set_cell_size


class Role(Enum):
    """What a piece of text means; the value is the suffix of its component class."""

    PLAIN = "plain"
    DIM = "dim"
    STRONG = "strong"
    HEAD = "head"
    POSITIVE = "positive"
    NEGATIVE = "negative"
    SELECTED = "selected"
    CURRENT = "current"
    LIT = "lit"
    FUNCTION = "function"
    GOOD = "good"
    WARNING = "warning"
    CLASS_0 = "class0"
    CLASS_1 = "class1"
    CLASS_2 = "class2"
    CLASS_3 = "class3"


class Span(NamedTuple):
    """A piece of a line."""

    text: str
    """What it says; no control characters."""
    role: Role = Role.PLAIN
    """What it means."""


Line: TypeAlias = tuple[Span, ...]
"""One row of the screen, from left to right."""


def line(*pieces: str | Span) -> Line:
    """Make a line of strings (plain) and spans."""
    return tuple(Span(piece) if isinstance(piece, str) else piece for piece in pieces)


def sign_role(value: float | None) -> Role:
    """Tell a number's sign by its role; 0 and nan have none, and None is no number."""
    if value is None:
        return Role.DIM
    return Role.POSITIVE if value > 0 else Role.NEGATIVE if value < 0 else Role.PLAIN


def width_of(row: Line) -> int:
    """Count the terminal cells that a line takes."""
    return sum(cell_len(span.text) for span in row)


def fit(row: Line, width: int) -> Line:
    """Cut or pad a line to exactly `width` cells."""
    fitted: list[Span] = []
    left = width
    for span in row:
        size = min(cell_len(span.text), left)
        if size > 0:
            fitted.append(Span(set_cell_size(span.text, size), span.role))
            left -= size
    if left > 0:
        fitted.append(Span(" " * left))
    return tuple(fitted)


def plain(lines: Sequence[Line]) -> str:
    """Join lines as text without roles, spaces at their ends removed: what tests compare."""
    return "\n".join("".join(span.text for span in row).rstrip() for row in lines)

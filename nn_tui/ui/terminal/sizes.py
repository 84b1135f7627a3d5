"""Sizes of a terminal that make a difference, and what is said below the smallest."""

from __future__ import annotations

import textwrap
from typing import NamedTuple


class Cells(NamedTuple):
    """A size."""

    columns: int
    """Cells of a line."""
    lines: int
    """Lines."""

    def __str__(self) -> str:
        """Say it as terminals do."""
        return f"{self.columns}x{self.lines}"

    def has_room_for(self, other: Cells) -> bool:
        """Whether another size fits."""
        return self.columns >= other.columns and self.lines >= other.lines


SMALLEST = Cells(20, 5)
"""Below it nothing can be read, though one panel has the whole screen."""

FRAMED = Cells(30, 8)
"""From it on a panel has a frame; below, all of it but the title is room for numbers."""

ONE_PAGE = Cells(60, 16)
"""From it on the panels of a page stand beside each other; below, lines of numbers would be cut."""

ALL_PANELS = Cells(120, 34)
"""From it on all panels stand on one page."""


def ask_for_room(size: Cells) -> list[str]:
    """Ask for a larger terminal, in lines that fit; none where it is large enough."""
    if size.has_room_for(SMALLEST):
        return []
    text = f"nn-tui needs {SMALLEST}, this is {size}"
    return [line[: size.columns] for line in textwrap.wrap(text, max(1, size.columns))][
        : max(1, size.lines)
    ]

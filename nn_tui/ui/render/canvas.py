"""A canvas of braille dots, two across and four down in each cell, with text on top."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from nn_tui.ui.render.lines import Line, Role, Span

DOTS_ACROSS, DOTS_DOWN = 2, 4
"""Dots in one cell."""

Integers: TypeAlias = NDArray[np.signedinteger[Any]]

_ROLES = tuple(Role)
_BLANK, _BRAILLE = ord(" "), 0x2800
# Unicode numbers the dots column by column, save for the last row, which was added later.
_BIT = np.array([[0x01, 0x08], [0x02, 0x10], [0x04, 0x20], [0x40, 0x80]])
_DASH, _DASH_PERIOD = 5.0, 9.0
_OFFSETS = {1: (0,), 2: (0, 1), 3: (-1, 0, 1), 4: (-1, 0, 1, 2)}


class Dot(NamedTuple):
    """A place on the canvas, from the upper left dot."""

    x: float
    """Dots to the right."""
    y: float
    """Dots down."""


@dataclass(frozen=True, slots=True)
class Stroke:
    """How a segment is drawn."""

    role: Role
    """What it means."""
    thickness: int = 1
    """Dots across the segment, 1 to 4."""
    is_dashed: bool = False
    """Whether it has gaps."""


class Canvas:
    """Dots, and text over them, in cells that each have one role: that of what was drawn last."""

    def __init__(self, width: int, height: int) -> None:
        """Make an empty canvas of `width` x `height` cells."""
        self._dots = np.zeros((height * DOTS_DOWN, width * DOTS_ACROSS), dtype=bool)
        self._letters = np.zeros((height, width), dtype=np.int32)
        self._roles = np.full((height, width), _ROLES.index(Role.PLAIN), dtype=np.int8)

    @property
    def width(self) -> int:
        """Cells of each line."""
        return int(self._letters.shape[1])

    def draw_segment(self, start: Dot, end: Dot, stroke: Stroke) -> None:
        """Draw a straight segment, both ends included; what lies outside the canvas is cut."""
        self._set(*_dots_of(start, end, stroke.thickness, stroke.is_dashed), stroke.role)

    def place_text(self, column: int, row: int, text: str, role: Role = Role.PLAIN) -> None:
        """Put text over the dots; what lies outside the canvas is cut.

        Args:
            column: The cell of the first character; it may be negative.
            row: The row of cells.
            text: One cell a character; a space covers the dots below it.
            role: What it means.
        """
        height, width = self._letters.shape
        first, last = max(column, 0), min(column + len(text), width)
        if 0 <= row < height and first < last:
            shown = text[first - column : last - column]
            self._letters[row, first:last] = [ord(character) for character in shown]
            self._roles[row, first:last] = _ROLES.index(role)

    def place_letters(
        self, columns: Integers, rows: Integers, letters: Integers, role: Role
    ) -> None:
        """Put many single characters over the dots, the last where several are for one cell.

        Args:
            columns: The cell of each, within the canvas.
            rows: The row of cells of each.
            letters: Their code points, each of one cell.
            role: What they mean.
        """
        self._letters[rows, columns] = letters
        self._roles[rows, columns] = _ROLES.index(role)

    def to_lines(self) -> list[Line]:
        """Return a line for each row; neighbouring cells of one role are one span."""
        height, width = self._letters.shape
        cells = self._dots.reshape(height, DOTS_DOWN, width, DOTS_ACROSS)
        bits = np.einsum("rdca,da->rc", cells, _BIT)
        codes = np.where(bits > 0, _BRAILLE + bits, _BLANK)
        codes = np.where(self._letters > 0, self._letters, codes).astype("<u4")
        return [
            _spans(row.tobytes().decode("utf-32-le"), roles)
            for row, roles in zip(codes, self._roles, strict=True)
        ]

    def _set(self, x: Integers, y: Integers, role: Role) -> None:
        height, width = self._dots.shape
        is_inside = (x >= 0) & (x < width) & (y >= 0) & (y < height)
        x, y = x[is_inside], y[is_inside]
        self._dots[y, x] = True
        self._roles[y // DOTS_DOWN, x // DOTS_ACROSS] = _ROLES.index(role)


@lru_cache(maxsize=1024)
def _dots_of(start: Dot, end: Dot, thickness: int, is_dashed: bool) -> tuple[Integers, Integers]:
    """Give the dots of a segment, (x, y); the same ones are asked for at every frame."""
    across, down = end.x - start.x, end.y - start.y
    part = np.linspace(0.0, 1.0, round(max(abs(across), abs(down))) + 1)
    if is_dashed:
        # Along the arc, so that dashes are as long on steep segments as on flat ones; from
        # the middle of each dot, so that rounding cannot shift a dash by one.
        part = part[(part * np.hypot(across, down) + 0.5) % _DASH_PERIOD < _DASH]
    x = np.rint(start.x + part * across).astype(int)
    y = np.rint(start.y + part * down).astype(int)
    offsets = np.array(_OFFSETS[thickness])[:, np.newaxis]
    still = 0 * offsets
    right, lower = (still, offsets) if abs(across) >= abs(down) else (offsets, still)
    return (x + right).ravel(), (y + lower).ravel()


def _spans(text: str, roles: NDArray[np.int8]) -> Line:
    """Cut a row where the role changes."""
    starts = [0, *(np.flatnonzero(np.diff(roles)) + 1).tolist()]
    ends = [*starts[1:], len(text)]
    return tuple(
        Span(text[start:end], _ROLES[roles[start]])
        for start, end in zip(starts, ends, strict=True)
        if start < end
    )

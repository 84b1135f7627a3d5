"""Rows of an array as signed shades: sign by glyph and colour, size by how dense the glyph is."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from nn_tui.engine.arrays import Array
from nn_tui.ui.render.inspector_grid import Grid
from nn_tui.ui.render.lines import Line, Role, Span

LEVELS = "░▒▓█"
"""From a quarter of the scale, or less, to all of it."""

_COUNT = len(LEVELS)
_NAN, _UP, _DOWN = _COUNT + 1, _COUNT + 2, _COUNT + 3

_SHADES = {
    0: (" ·", Role.DIM),
    _NAN: (" ?", Role.WARNING),
    _UP: ("+∞", Role.WARNING),
    _DOWN: ("-∞", Role.WARNING),
    **{level: (glyph * 2, Role.POSITIVE) for level, glyph in enumerate(LEVELS, start=1)},
    **{-level: (f"-{glyph}", Role.NEGATIVE) for level, glyph in enumerate(LEVELS, start=1)},
}

_TICK = 5
"""Every so many columns have their number above them."""


def shades_head(grid: Grid) -> Line:
    """Number some of the columns, each number from its column's first cell on."""
    head, columns = grid.head, grid.columns
    for column in (c for c in columns if c % _TICK == 0):
        place = grid.label + (column - columns.start) * grid.cell
        # Numbers of many digits leave room for fewer of them.
        if place == grid.label or len(head) < place:
            head = f"{head:<{place}}{column}"
    end = grid.label + len(columns) * grid.cell
    return (Span(f"{head:<{end}}", Role.HEAD),)


def shades_row(
    values: Array, is_lit: npt.NDArray[np.bool_], selected: int | None, scale: float
) -> Line:
    """Draw the visible part of one row.

    Args:
        values: Its numbers, (columns in view,).
        is_lit: Which of them have just been written.
        selected: Index of the selected one, or None: it is in another row.
        scale: The magnitude that the densest glyph stands for.
    """
    spans: list[Span] = []
    for index, (level, has_changed) in enumerate(
        zip(levels_of(values, scale).tolist(), is_lit.tolist(), strict=True)
    ):
        text, role = _SHADES[level]
        if index == selected:
            # In reverse a full block is a hole: a sign before it keeps it a cell.
            text, role = (f"+{text[1]}" if 0 < level <= _COUNT else text), Role.SELECTED
        elif has_changed:
            role = Role.LIT
        if spans and spans[-1].role is role:
            spans[-1] = Span(spans[-1].text + text, role)
        else:
            spans.append(Span(text, role))
    return tuple(spans)


def levels_of(values: Array, scale: float) -> npt.NDArray[np.int64]:
    """Quantise numbers to -4 ... 4, 0 for 0 alone; nan and the infinities have codes of their own.

    Args:
        values: Any shape.
        scale: The largest finite magnitude, which is 4 or -4.
    """
    is_finite = np.isfinite(values)
    # Not divided by the scale, which may be so small that its inverse is infinite.
    sizes = np.where(is_finite, np.abs(values), 0.0)
    levels = (sizes > 0).astype(np.int64)
    for step in range(1, _COUNT):
        levels += sizes > scale * (step / _COUNT)
    levels *= np.where(values < 0, -1, 1)
    levels[np.isnan(values)] = _NAN
    levels[values == np.inf] = _UP
    levels[values == -np.inf] = _DOWN
    return levels

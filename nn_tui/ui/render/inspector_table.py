"""The cells of an array that are in view, in one block or in two."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from nn_tui.engine.arrays import Array
from nn_tui.ui.render.compared import Compared, difference, part_then
from nn_tui.ui.render.excerpt import changed
from nn_tui.ui.render.inspector_grid import Grid, GridLook
from nn_tui.ui.render.inspector_numbers import numbers_head, numbers_row
from nn_tui.ui.render.inspector_shades import shades_head, shades_row
from nn_tui.ui.render.inspector_sides import GAP, Second, Sides
from nn_tui.ui.render.lines import Line, Role, Span
from nn_tui.ui.view import View

DIFFERENCE = "diff"
"""Over the cells of a difference."""


def draw_table(view: View, look: GridLook, grid: Grid, values: Array, scale: float) -> list[Line]:
    """Draw the head and the rows in view, each with its label.

    Args:
        view: What to draw.
        look: How to draw it.
        grid: Which cells are in view.
        values: Their numbers, (rows, columns).
        scale: The magnitude that the densest glyph stands for.
    """
    row, column = view.cell
    lit = changed(view, view.array_name, grid.rows, grid.columns)
    lines = [shades_head(grid) if look.is_shades else numbers_head(grid, column)]
    for index, place in enumerate(grid.rows):
        cells = _cells(view, look, grid, index, values[index], lit[index], scale)
        lines.append((_label(grid, place, is_selected=place == row), *cells))
    return lines


def draw_both(
    view: View,
    look: GridLook,
    sides: Sides,
    values: Array,
    other: Compared,
    scales: tuple[float, float],
) -> list[Line]:
    """Draw the block of the array, and beside or below it the other values or the difference.

    Args:
        view: What to draw.
        look: How to draw it.
        sides: Where the blocks stand.
        values: The cells in view, (rows, columns).
        other: The other moment.
        scales: The largest magnitudes of the array and of the difference, for shades.
    """
    grid = sides.grid
    first = draw_table(view, look, grid, values, scales[0])
    then, is_there = part_then(view, other, grid.rows, grid.columns)
    shown = then if look.is_then else difference(values, then)
    rows = _second_rows(view, look, grid, (shown, is_there), scales[0 if look.is_then else 1])
    if sides.second is Second.BESIDE:
        head = _head(view, look, grid, other.when if look.is_then else DIFFERENCE)
        gap = Span(GAP, Role.DIM)
        return [(*a, gap, *b) for a, b in zip(first, [head, *rows], strict=True)]
    words = other.when if look.is_then else f"now - {other.when}"
    labels = (_label(grid, place, is_selected=place == view.cell[0]) for place in grid.rows)
    below = [(label, *cells) for label, cells in zip(labels, rows, strict=True)]
    return [*first, (Span(words, Role.HEAD),), *below]


def _second_rows(
    view: View,
    look: GridLook,
    grid: Grid,
    shown: tuple[Array, npt.NDArray[np.bool_]],
    scale: float,
) -> list[Line]:
    """Draw the rows of the second block; those that are not there are left empty.

    Args:
        view: What to draw.
        look: How to draw it.
        grid: Which cells are in view.
        shown: The values, (rows, columns), and which rows there are, (rows,).
        scale: The magnitude that the densest glyph stands for.
    """
    values, is_there = shown
    unlit = np.zeros(len(grid.columns), dtype=np.bool_)
    empty = (Span(" " * grid.cell * len(grid.columns)),)
    return [
        _cells(view, look, grid, index, values[index], unlit, scale) if is_there[index] else empty
        for index in range(len(grid.rows))
    ]


def _cells(
    view: View,
    look: GridLook,
    grid: Grid,
    index: int,
    values: Array,
    lit: npt.NDArray[np.bool_],
    scale: float,
) -> Line:
    """Draw the cells of one row.

    Args:
        view: What to draw.
        look: How to draw it.
        grid: Which cells are in view.
        index: Which of its rows.
        values: Its numbers, (columns in view,).
        lit: Which of them have just been written.
        scale: The magnitude that the densest glyph stands for.
    """
    is_selected = grid.rows[index] == view.cell[0]
    selected = view.cell[1] - grid.columns.start if is_selected else None
    if look.is_shades:
        return shades_row(values, lit, selected, scale)
    return numbers_row(values, lit, selected, look.digits)


def _label(grid: Grid, place: int, is_selected: bool) -> Span:
    return Span(grid.label_of(place), Role.CURRENT if is_selected else Role.DIM)


def _head(view: View, look: GridLook, grid: Grid, title: str) -> Line:
    """Say over a second block what it is."""
    width = grid.cell * len(grid.columns)
    if look.is_shades:
        return (Span(f"{title:<{width}}"[:width], Role.HEAD),)
    spans = []
    for column in grid.columns:
        text = f"{title} {column}"
        text = text if len(text) < grid.cell else str(column)
        role = Role.CURRENT if column == view.cell[1] else Role.HEAD
        spans += [Span(" " * (grid.cell - len(text))), Span(text, role)]
    return tuple(spans)

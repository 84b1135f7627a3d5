"""Where the nodes of the diagram stand: which layers and units fit, and in which cells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

LEFT_OUT = -1

NARROWEST_LABEL = 5
_SMALLEST_GAP, _LARGEST_GAP = 3, 32
_LARGEST_ROW_STEP = 6
# A label grows by a cell when the edges keep at least this many cells.
_ROOMY_GAP = {6: 5, 7: 14}


@dataclass(frozen=True, slots=True)
class Column:
    """One layer, or a mark for layers left out."""

    layer: int
    """Which layer; `LEFT_OUT` for those that have no room."""
    left: int
    """The first cell of its nodes."""
    rows: tuple[int, ...] = ()
    """The row of each unit that is shown: the first units of the layer."""
    hidden: int = 0
    """How many units are not shown; the last row says so."""


@dataclass(frozen=True, slots=True)
class Layout:
    """A picture's columns from left to right."""

    columns: tuple[Column, ...]
    """At least one."""
    label_width: int
    """Cells of each node."""
    rows: int
    """Rows that nodes and edges have; captions stand below."""

    def neighbours(self) -> list[tuple[Column, Column]]:
        """Return the pairs of columns that have edges between them."""
        pairs = pairwise(self.columns)
        return [pair for pair in pairs if LEFT_OUT not in (pair[0].layer, pair[1].layer)]

    @property
    def row_step(self) -> int:
        """The fewest rows from a unit to the next below it; all of them when none has a next."""
        steps = [b - a for column in self.columns for a, b in pairwise(column.rows)]
        return min(steps, default=self.rows)


def lay_out(sizes: Sequence[int], width: int, rows: int) -> Layout | None:
    """Place a network's nodes.

    Args:
        sizes: Units of each layer.
        width: Cells.
        rows: Rows for nodes and edges.

    Returns:
        The layout, or None when there is no room for a picture.
    """
    layers = _layers_shown(len(sizes), width)
    if not layers or rows < 1 or (rows < 2 and max(sizes) > 1):
        return None
    label_width = _label_width(len(layers), width)
    row_step = _row_step(max(min(size, rows) for size in sizes), rows)
    columns = [
        _column(layer, sizes[layer], left, rows, row_step)
        if layer != LEFT_OUT
        else Column(LEFT_OUT, left)
        for layer, left in zip(layers, _lefts(len(layers), label_width, width), strict=True)
    ]
    return Layout(tuple(columns), label_width, rows)


def _layers_shown(layers: int, width: int) -> list[int]:
    """Choose the layers that fit: all, or the first and the last few around a mark."""
    fitting = (width + _SMALLEST_GAP) // (NARROWEST_LABEL + _SMALLEST_GAP)
    if layers <= fitting:
        return list(range(layers))
    if fitting < 3:
        return []
    first, last = fitting // 2, (fitting - 1) // 2
    return [*range(first), LEFT_OUT, *range(layers - last, layers)]


def _label_width(columns: int, width: int) -> int:
    gaps = max(columns - 1, 1)
    roomy = (label for label, gap in _ROOMY_GAP.items() if width >= columns * label + gaps * gap)
    return max(roomy, default=NARROWEST_LABEL)


def _lefts(columns: int, label_width: int, width: int) -> list[int]:
    """Spread the columns evenly over the width, in the middle of it when there is much."""
    free = width - columns * label_width
    between = min(free, (columns - 1) * _LARGEST_GAP)
    margin = (free - between) // 2
    return [
        margin + index * label_width + index * between // max(columns - 1, 1)
        for index in range(columns)
    ]


def _column(layer: int, size: int, left: int, rows: int, row_step: int) -> Column:
    """Place a layer's units in the middle of the height."""
    if size > rows:
        return Column(layer, left, tuple(range(rows - 1)), size - rows + 1)
    # Few units beside many stand wider apart, so that their edges do not crowd.
    step = min(_row_step(size, rows), max(row_step, 2))
    top = (rows - 1 - (size - 1) * step) // 2
    return Column(layer, left, tuple(top + unit * step for unit in range(size)))


def _row_step(units: int, rows: int) -> int:
    return min((rows - 1) // max(units - 1, 1), _LARGEST_ROW_STEP)

"""Where the nodes of the diagram stand: which layers and units fit, and in which cells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from nn_tui.ui.render.window import window

LEFT_OUT = -1

NARROWEST_LABEL = 5
_SMALLEST_GAP, _LARGEST_GAP = 3, 32
_LARGEST_ROW_STEP = 6
# A label grows by a cell when the edges keep at least this many cells.
_ROOMY_GAP = {6: 5, 7: 14, 8: 18, 9: 22}
# Deltas are small, so that they need their digits more than their edges need room.
_ROOMY_GAP_OF_DELTAS = {6: 3, 7: 3, 8: 14, 9: 18}


@dataclass(frozen=True, slots=True)
class Column:
    """One layer, or a mark for layers left out."""

    layer: int
    """Which layer; `LEFT_OUT` for those that have no room."""
    left: int
    """The first cell of its nodes."""
    rows: tuple[int, ...] = ()
    """The row of each unit that is shown."""
    first: int = 0
    """The first unit that is shown."""
    hidden: tuple[int, int] = (0, 0)
    """How many units are left out above and below; the first and the last row say so."""

    @property
    def units(self) -> slice:
        """The units that are shown."""
        return slice(self.first, self.first + len(self.rows))

    def row_of(self, unit: int) -> int:
        """Give the row of a unit that is shown."""
        return self.rows[unit - self.first]

    def shows(self, unit: int) -> bool:
        """Whether a unit is shown."""
        return 0 <= unit - self.first < len(self.rows)


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
    def pitch(self) -> int:
        """The fewest cells from a column to the next; all of them when there is one column."""
        lefts = [column.left for column in self.columns]
        return min((b - a for a, b in pairwise(lefts)), default=2 * self.label_width)

    @property
    def row_step(self) -> int:
        """The fewest rows from a unit to the next below it; all of them when none has a next."""
        steps = [b - a for column in self.columns for a, b in pairwise(column.rows)]
        return min(steps, default=self.rows)


def lay_out(
    sizes: Sequence[int],
    width: int,
    rows: int,
    visited: Sequence[int] = (),
    needed: range = range(0),
    is_delta: bool = False,
) -> Layout | None:
    """Place a network's nodes.

    Args:
        sizes: Units of each layer.
        width: Cells.
        rows: Rows for nodes and edges.
        visited: The unit of each layer that must be among those shown; unit 0 where none is given.
        needed: Layers that must be among those shown.
        is_delta: Whether numbers are small, so that labels rather than edges get the cells.

    Returns:
        The layout, or None when there is no room for a picture.
    """
    layers = _layers_shown(len(sizes), width, needed)
    if not layers or rows < 1 or (rows < 2 and max(sizes) > 1):
        return None
    label_width = _label_width(len(layers), width, is_delta)
    row_step = _row_step(max(min(size, rows) for size in sizes), rows)
    in_view = {layer: unit for layer, unit in enumerate(visited)}
    columns = [
        _column(layer, sizes[layer], left, rows, row_step, in_view.get(layer, 0))
        if layer != LEFT_OUT
        else Column(LEFT_OUT, left)
        for layer, left in zip(layers, _lefts(len(layers), label_width, width), strict=True)
    ]
    return Layout(tuple(columns), label_width, rows)


def _layers_shown(layers: int, width: int, needed: range) -> list[int]:
    """Choose the layers that fit: all, or the first and the last few, or those around the needed.

    A mark stands for those left out.
    """
    fitting = (width + _SMALLEST_GAP) // (NARROWEST_LABEL + _SMALLEST_GAP)
    if layers <= fitting:
        return list(range(layers))
    if fitting < 3:
        return []
    first, last = fitting // 2, (fitting - 1) // 2
    ends = [*range(first), LEFT_OUT, *range(layers - last, layers)]
    if set(needed) <= set(ends):
        return ends
    middle = window(layers, needed[-1], fitting - 2)
    before = [LEFT_OUT] if middle.start else []
    return [*before, *middle, *([LEFT_OUT] if middle.stop < layers else [])]


def _label_width(columns: int, width: int, is_delta: bool) -> int:
    gaps = max(columns - 1, 1)
    wanted = _ROOMY_GAP_OF_DELTAS if is_delta else _ROOMY_GAP
    roomy = (label for label, gap in wanted.items() if width >= columns * label + gaps * gap)
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


def _column(layer: int, size: int, left: int, rows: int, row_step: int, unit: int) -> Column:
    """Place a layer's units in the middle of the height, or as many as there are rows for."""
    if size > rows:
        return _partial_column(layer, size, left, rows, unit)
    # Few units beside many stand wider apart, so that their edges do not crowd.
    step = min(_row_step(size, rows), max(row_step, 2))
    top = (rows - 1 - (size - 1) * step) // 2
    return Column(layer, left, tuple(top + unit * step for unit in range(size)))


def _partial_column(layer: int, size: int, left: int, rows: int, unit: int) -> Column:
    """Show a unit among its neighbours; what is above them and below takes a row each."""
    unit = max(0, min(unit, size - 1))
    if rows < 3:
        # There is one row for both.
        return Column(layer, left, (0,), unit, (0, size - 1))
    shown = window(size, unit, rows - 2)
    if shown.start <= 1:
        shown = range(rows - 1)
    elif shown.stop >= size - 1:
        shown = range(size - rows + 1, size)
    hidden = (shown.start, size - shown.stop)
    top = 1 if hidden[0] else 0
    return Column(layer, left, tuple(top + row for row in range(len(shown))), shown.start, hidden)


def _row_step(units: int, rows: int) -> int:
    return min((rows - 1) // max(units - 1, 1), _LARGEST_ROW_STEP)

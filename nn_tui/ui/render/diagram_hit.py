"""What of the diagram stands in a cell: how a click finds a unit or an edge."""

from __future__ import annotations

import math

from nn_tui.ui.render.canvas import DOTS_ACROSS, DOTS_DOWN, Dot
from nn_tui.ui.render.diagram import ends_of, layout_of
from nn_tui.ui.render.diagram_edges import choose_edges
from nn_tui.ui.render.diagram_layout import LEFT_OUT, Column, Layout
from nn_tui.ui.render.diagram_numbers import numbers_height
from nn_tui.ui.render.diagram_parts import Node, Part, Weight
from nn_tui.ui.render.picture import NetworkPicture

# Dots from an edge within which a click is meant for it: a cell and a half.
_NEAR = 6.0
# Cells beside a label, and rows above and below it, where a click is still meant for the unit.
_BESIDE, _BEYOND = 2, 2


def part_at(picture: NetworkPicture, width: int, height: int, x: int, y: int) -> Part | None:
    """Find the unit in a cell, or the nearest edge that is drawn, or a unit close by.

    Args:
        picture: What is drawn.
        width: Cells of each line of the panel.
        height: Lines of the panel, those for numbers included.
        x: The cell's column.
        y: The cell's row.

    Returns:
        None where there is nothing near, and below the nodes.
    """
    layout = layout_of(picture, width, height - numbers_height(height))
    if layout is None or not 0 <= y < layout.rows:
        return None
    for column in layout.columns:
        if column.layer != LEFT_OUT and _is_beside(column, layout, x, 0):
            return _hidden_at(column, layout, y) or _node_at(column, y, 0) or _node_at(column, y)
    edge = _edge_at(picture, layout, Dot(DOTS_ACROSS * x + 0.5, DOTS_DOWN * y + 1.5))
    if edge is not None:
        return edge
    near = (column for column in layout.columns if _is_beside(column, layout, x, _BESIDE))
    return next((_node_at(column, y) for column in near if column.layer != LEFT_OUT), None)


def _is_beside(column: Column, layout: Layout, x: int, cells: int) -> bool:
    return -cells <= x - column.left < layout.label_width + cells


def _hidden_at(column: Column, layout: Layout, y: int) -> Node | None:
    """Give the first unit out of view, where a mark counts those that are."""
    above, below = column.hidden
    if above and y == 0:
        return Node(column.layer, column.first - 1)
    if below and y == layout.rows - 1:
        return Node(column.layer, column.units.stop) if above or column.first == 0 else None
    return None


def _node_at(column: Column, y: int, rows: int = _BEYOND) -> Node | None:
    distances = ((abs(row - y), unit) for unit, row in enumerate(column.rows, column.first))
    distance, unit = min(distances)
    return Node(column.layer, unit) if distance <= rows else None


def _edge_at(picture: NetworkPicture, layout: Layout, dot: Dot) -> Weight | None:
    """Find the nearest edge; of several equally near, the one drawn on top."""
    nearest, found = _NEAR, None
    for edges in choose_edges(picture, layout):
        for edge in edges.drawn:
            distance = _distance(dot, *ends_of((edge.start, edge.end), edges, layout))
            if distance <= nearest:
                nearest, found = distance, Weight(edges.left.layer, edge.start, edge.end)
    return found


def _distance(dot: Dot, start: Dot, end: Dot) -> float:
    """Measure how far a dot is from a segment, in dots."""
    across, down = end.x - start.x, end.y - start.y
    length = across * across + down * down
    along = ((dot.x - start.x) * across + (dot.y - start.y) * down) / length if length else 0.0
    part = max(0.0, min(1.0, along))
    return math.hypot(dot.x - start.x - part * across, dot.y - start.y - part * down)

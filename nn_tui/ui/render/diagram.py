"""The network as a diagram: a row's activations or deltas as nodes, the weights as edges."""

from __future__ import annotations

from collections.abc import Sequence

from nn_tui.ui.render.canvas import DOTS_ACROSS, DOTS_DOWN, Canvas, Dot
from nn_tui.ui.render.diagram_edges import (
    EdgeSet,
    choose_edges,
    edge_stroke,
    largest_weight,
    note_on_edges,
)
from nn_tui.ui.render.diagram_label import node_label
from nn_tui.ui.render.diagram_layout import LEFT_OUT, Column, Layout, lay_out
from nn_tui.ui.render.diagram_numbers import draw_numbers, numbers_height
from nn_tui.ui.render.diagram_parts import Node, Weight
from nn_tui.ui.render.lines import Line, Role, Span, fit, line, sign_role, width_of
from nn_tui.ui.render.picture import NetworkLook, NetworkPicture, picture_of
from nn_tui.ui.view import View

LEGEND: Line = (
    Span("──", Role.POSITIVE),
    Span(" positive  ", Role.DIM),
    Span("╌╌", Role.NEGATIVE),
    Span(" negative", Role.DIM),
)
WIDE_LEGEND: Line = (*LEGEND, Span("  thick: large |w|", Role.DIM))

# From these heights on there are captions, a legend, and the names of the activations.
_CAPTION_HEIGHT, _LEGEND_HEIGHT, _KINDS_HEIGHT = 3, 10, 14
# Dots across the strongest edge; thinner where nodes stand in neighbouring rows.
_THICKEST, _THICKEST_CROWDED = 3, 2


def draw_network(view: View, look: NetworkLook, width: int, height: int) -> list[Line]:
    """Draw the diagram, and below it the numbers of the selected unit or edge.

    Args:
        view: What to draw.
        look: Whether deltas are shown, and what has been selected before.
        width: Cells in each line.
        height: Number of lines.
    """
    picture = picture_of(view, look)
    below = numbers_height(height)
    numbers = draw_numbers(view, picture, width, below)
    return [*draw_diagram(picture, width, height - below), *numbers]


def draw_diagram(picture: NetworkPicture, width: int, height: int) -> list[Line]:
    """Draw a network from left to right.

    Positive weights are solid, negative ones dashed, those that are 0 or not finite dim. Thickness
    is |w| relative to the largest |w| of the network. Of many edges between two layers only the
    strongest are drawn, and the line of captions says so; `+60` stands for units left out.

    Args:
        picture: What nodes hold, weights and captions.
        width: Cells in each line.
        height: Number of lines.

    Returns:
        `height` lines of `width` cells; the sizes of the layers where a picture has no room.
    """
    layout = layout_of(picture, width, height)
    if layout is None:
        sizes = line("-".join(map(str, picture.sizes)))
        return [fit(row, width) for row in (sizes, *[()] * (height - 1))]
    legend = [_legend(width)] if height >= _LEGEND_HEIGHT else []
    canvas = Canvas(width, height - len(legend))
    edge_sets = choose_edges(picture, layout)
    _draw_edges(canvas, picture, layout, edge_sets)
    for column in layout.columns:
        _draw_column(canvas, picture, layout, column)
    if height >= _CAPTION_HEIGHT:
        _draw_captions(canvas, picture, layout, edge_sets)
    return [fit(row, width) for row in (*canvas.to_lines(), *legend)]


def layout_of(picture: NetworkPicture, width: int, height: int) -> Layout | None:
    """Place the nodes of a diagram of this size, or None: it has no room for a picture."""
    rows = height - (height >= _CAPTION_HEIGHT) - (height >= _LEGEND_HEIGHT)
    rows -= height >= _KINDS_HEIGHT and bool(picture.kinds)
    needed = picture.layers_needed
    return lay_out(picture.sizes, width, rows, picture.visited, needed, picture.is_delta)


def ends_of(edge: tuple[int, int], edges: EdgeSet, layout: Layout) -> tuple[Dot, Dot]:
    """Give the ends of an edge: from the end of one label to the start of the next."""
    start_x = (edges.left.left + layout.label_width) * DOTS_ACROSS
    end_x = edges.right.left * DOTS_ACROSS - 1
    start_y, end_y = (
        column.row_of(unit) * DOTS_DOWN + 1
        for column, unit in zip((edges.left, edges.right), edge, strict=True)
    )
    return Dot(start_x, start_y), Dot(end_x, end_y)


def _draw_edges(
    canvas: Canvas, picture: NetworkPicture, layout: Layout, edge_sets: Sequence[EdgeSet]
) -> None:
    largest = largest_weight(picture.synapses)
    thickest = _THICKEST if layout.row_step > 1 else _THICKEST_CROWDED
    for edges in edge_sets:
        for edge in edges.drawn:
            stroke = edge_stroke(edge.weight, largest, thickest, edge.mark)
            canvas.draw_segment(*ends_of((edge.start, edge.end), edges, layout), stroke)


def _draw_column(canvas: Canvas, picture: NetworkPicture, layout: Layout, column: Column) -> None:
    """Draw a layer's nodes, and the marks for what is left out."""
    if column.layer == LEFT_OUT:
        _place_centered(canvas, layout, column, (layout.rows - 1) // 2, "...", Role.DIM)
        return
    values = picture.values[column.layer]
    for unit, row in enumerate(column.rows, start=column.first):
        value = None if values is None else float(values[unit])
        node = Node(column.layer, unit)
        label = node_label(value, layout.label_width, "[]" if _is_marked(picture, node) else "()")
        canvas.place_text(column.left, row, label, _node_role(picture, node, value))
    for count, row, where in zip(
        column.hidden, (0, layout.rows - 1), (" above", " below"), strict=True
    ):
        if count:
            more = f"+{count}{where}"
            text = more if len(more) < layout.pitch else f"+{count}"
            _place_centered(canvas, layout, column, row, text, Role.DIM)


def _is_marked(picture: NetworkPicture, node: Node) -> bool:
    """Whether a unit is the selected one, or one that the selected edge joins."""
    part = picture.selected
    if isinstance(part, Weight):
        return node in (Node(part.synapse, part.start), Node(part.synapse + 1, part.end))
    return node == part


def _node_role(picture: NetworkPicture, node: Node, value: float | None) -> Role:
    if node == picture.selected and isinstance(picture.selected, Node):
        return Role.SELECTED
    if picture.lit is not None and picture.lit.site == (False, node.layer):
        return Role.LIT
    if value is None or (picture.is_delta and node.layer == 0):
        return Role.DIM
    return sign_role(value) if picture.is_delta else Role.PLAIN


def _draw_captions(
    canvas: Canvas, picture: NetworkPicture, layout: Layout, edge_sets: Sequence[EdgeSet]
) -> None:
    """Name the columns, and in between say which edges are lit or how many are drawn."""
    ends: dict[int, tuple[int, int]] = {}
    columns = [column for column in layout.columns if column.layer != LEFT_OUT]
    names = [picture.names[column.layer] for column in columns]
    if max(map(len, names)) > layout.pitch - 2:
        names = [f"l{column.layer}" for column in columns]
    for column, name in zip(columns, names, strict=True):
        is_lit = picture.lit is not None and picture.lit.site == (False, column.layer)
        role = Role.LIT if is_lit else Role.HEAD
        ends[column.layer] = _place_centered(canvas, layout, column, layout.rows, name, role)
        if picture.kinds:
            kind = picture.kinds[column.layer][: max(0, layout.pitch - 2)]
            _place_centered(canvas, layout, column, layout.rows + 1, kind, Role.DIM)
    for edges in edge_sets:
        first, last = ends[edges.left.layer][1] + 1, ends[edges.right.layer][0] - 1
        text, role = _between(picture, edges, last - first)
        canvas.place_text(first + (last - first - len(text)) // 2, layout.rows, text, role)


def _between(picture: NetworkPicture, edges: EdgeSet, room: int) -> tuple[str, Role]:
    lit = picture.lit
    if lit is not None and lit.site == (True, edges.left.layer) and len(lit.name) <= room:
        return lit.name, Role.LIT
    return note_on_edges(edges, room), Role.DIM


def _place_centered(
    canvas: Canvas, layout: Layout, column: Column, row: int, text: str, role: Role
) -> tuple[int, int]:
    """Put a text in the middle of a column, and say where it begins and ends."""
    start = column.left + (layout.label_width - len(text)) // 2
    start = max(0, min(start, canvas.width - len(text)))
    canvas.place_text(start, row, text, role)
    return start, start + len(text)


def _legend(width: int) -> Line:
    return WIDE_LEGEND if width_of(WIDE_LEGEND) <= width else LEGEND

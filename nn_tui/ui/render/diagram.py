"""The network as a diagram: a row's activations as nodes, the weights as edges."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from nn_tui.engine.arrays import Array
from nn_tui.ui.render.canvas import DOTS_ACROSS, DOTS_DOWN, Canvas, Dot
from nn_tui.ui.render.diagram_edges import (
    choose_edges,
    edge_stroke,
    largest_weight,
    note_on_edges,
)
from nn_tui.ui.render.diagram_label import node_label
from nn_tui.ui.render.diagram_layout import LEFT_OUT, NARROWEST_LABEL, Column, Layout, lay_out
from nn_tui.ui.render.lines import Line, Role, Span, fit, line, width_of

LEGEND: Line = (
    Span("──", Role.POSITIVE),
    Span(" positive  ", Role.DIM),
    Span("╌╌", Role.NEGATIVE),
    Span(" negative", Role.DIM),
)
WIDE_LEGEND: Line = (*LEGEND, Span("  thick: large |w|", Role.DIM))

_CAPTION_HEIGHT = 3
# From these heights on there is a line for notes, and a second one.
_NOTE_HEIGHTS = (8, 12)
# Dots across the strongest edge; thinner where nodes stand in neighbouring rows.
_THICKEST, _THICKEST_CROWDED = 3, 2


@dataclass(frozen=True, slots=True, eq=False)
class NetworkPicture:
    """What the diagram shows: one row of a batch on its way through the network."""

    values: tuple[Array | None, ...]
    """Activations of each layer l0 ... lL, (units,); None where not yet computed."""
    synapses: tuple[Array, ...]
    """Weights from each layer to the next, (units, units of the next)."""
    names: tuple[str, ...]
    """Caption of each layer: l0, l1, ...; one cell a character."""

    @property
    def sizes(self) -> tuple[int, ...]:
        """Units of each layer."""
        if not self.synapses:
            return tuple(1 if value is None else value.size for value in self.values)
        return (*(len(synapse) for synapse in self.synapses), self.synapses[-1].shape[1])


def draw_network(picture: NetworkPicture, width: int, height: int) -> list[Line]:
    """Draw a network from left to right.

    Positive weights are solid, negative ones dashed, those that are 0 or not finite dim. Thickness
    is |w| relative to the largest |w| of the network. Of many edges between two layers only the
    strongest are drawn, and a line at the bottom says so; `+60 more` stands for units left out.

    Args:
        picture: Activations, weights and captions.
        width: Cells in each line.
        height: Number of lines.

    Returns:
        `height` lines of `width` cells; the sizes of the layers where a picture has no room.
    """
    notes_room = sum(height >= least for least in _NOTE_HEIGHTS)
    rows = height - (height >= _CAPTION_HEIGHT) - notes_room
    layout = lay_out(picture.sizes, width, rows)
    if layout and not notes_room and _notes(picture, layout, width):
        layout, notes_room = lay_out(picture.sizes, width, rows - 1), 1
    if layout is None:
        sizes = line("-".join(map(str, picture.sizes)))
        return [fit(row, width) for row in (sizes, *[()] * (height - 1))]
    below = [*_notes(picture, layout, width), _legend(width)][:notes_room]
    canvas = Canvas(width, height - len(below))
    _draw_edges(canvas, picture.synapses, layout)
    _draw_nodes(canvas, picture, layout, width)
    return [fit(row, width) for row in (*canvas.to_lines(), *below)]


def _draw_edges(canvas: Canvas, synapses: Sequence[Array], layout: Layout) -> None:
    """Draw each edge from the end of one label to the start of the next."""
    largest = largest_weight(synapses)
    thickest = _THICKEST if layout.row_step > 1 else _THICKEST_CROWDED
    for left, right, drawn, _ in choose_edges(synapses, layout):
        start_x = (left.left + layout.label_width) * DOTS_ACROSS
        end_x = right.left * DOTS_ACROSS - 1
        for edge in drawn:
            start = Dot(start_x, left.rows[edge.start] * DOTS_DOWN + 1)
            end = Dot(end_x, right.rows[edge.end] * DOTS_DOWN + 1)
            canvas.draw_segment(start, end, edge_stroke(edge.weight, largest, thickest))


def _draw_nodes(canvas: Canvas, picture: NetworkPicture, layout: Layout, width: int) -> None:
    """Draw the nodes, the marks for what is left out, and the captions below the columns."""

    def center(column: Column, row: int, text: str, role: Role) -> None:
        start = column.left + (layout.label_width - len(text)) // 2
        canvas.place_text(max(0, min(start, width - len(text))), row, text, role)

    for column in layout.columns:
        if column.layer == LEFT_OUT:
            center(column, (layout.rows - 1) // 2, "...", Role.DIM)
            continue
        values = picture.values[column.layer]
        role = Role.DIM if values is None else Role.PLAIN
        for unit, row in enumerate(column.rows):
            value = None if values is None else float(values[unit])
            center(column, row, node_label(value, layout.label_width), role)
        if column.hidden:
            is_roomy = layout.label_width > NARROWEST_LABEL
            more = f"+{column.hidden} more" if is_roomy else f"+{column.hidden}"
            center(column, layout.rows - 1, more, Role.DIM)
        center(column, layout.rows, picture.names[column.layer][: layout.label_width], Role.HEAD)


def _notes(picture: NetworkPicture, layout: Layout, width: int) -> list[Line]:
    """Say which edges are not drawn, if any."""
    text = note_on_edges(choose_edges(picture.synapses, layout), picture.names, width)
    return [line(Span(text, Role.DIM))] if text else []


def _legend(width: int) -> Line:
    return WIDE_LEGEND if width_of(WIDE_LEGEND) <= width else LEGEND

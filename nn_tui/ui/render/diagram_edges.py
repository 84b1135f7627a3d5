"""The weights of the diagram: which are drawn as edges, how, and what is said of the others."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from nn_tui.engine.arrays import Array
from nn_tui.ui.render.canvas import Stroke
from nn_tui.ui.render.diagram_layout import Column, Layout
from nn_tui.ui.render.lines import Role

# More edges between two layers are a thicket at 80 x 24; taller pictures have room for more.
_EDGES_LEGIBLE = 24


class Edge(NamedTuple):
    """One weight between two units that are shown."""

    start: int
    """Unit of the left layer."""
    end: int
    """Unit of the right layer."""
    weight: float
    """Its value; it may be not finite."""


class EdgeSet(NamedTuple):
    """The edges between two neighbouring columns."""

    left: Column
    """Where they begin."""
    right: Column
    """Where they end."""
    drawn: list[Edge]
    """The strongest, weakest first, so that the strongest ends on top."""
    total: int
    """How many there are between the units shown."""


def choose_edges(synapses: Sequence[Array], layout: Layout) -> list[EdgeSet]:
    """Choose the edges to draw between each two neighbouring columns.

    Args:
        synapses: Weights from each layer to the next, (units, units of the next).
        layout: The units that are shown.

    Returns:
        From left to right; weights that are not finite count as the weakest.
    """
    most = max(_EDGES_LEGIBLE, layout.rows)
    edge_sets = []
    for left, right in layout.neighbours():
        shown = synapses[left.layer][: len(left.rows), : len(right.rows)]
        strength = np.where(np.isfinite(shown), np.abs(shown), -1.0)
        weakest_first = np.argsort(strength, axis=None, kind="stable")
        starts, ends = np.unravel_index(weakest_first[-most:], shown.shape)
        edges = zip(starts.tolist(), ends.tolist(), shown[starts, ends].tolist(), strict=True)
        edge_sets.append(EdgeSet(left, right, [Edge(*edge) for edge in edges], shown.size))
    return edge_sets


def largest_weight(synapses: Sequence[Array]) -> float:
    """Return the largest |w| that is finite, or 0."""
    largest = (np.abs(synapse[np.isfinite(synapse)]).max(initial=0.0) for synapse in synapses)
    return float(max(largest, default=0.0))


def edge_stroke(weight: float, largest: float, thickest: int = 3) -> Stroke:
    """Choose an edge's look by its weight's sign and size.

    Args:
        weight: The weight; it may be not finite.
        largest: The largest |w| of the network.
        thickest: Dots across an edge of that weight.

    Returns:
        Positive solid, negative dashed, thicker in equal steps; 0 and not finite thin and dim.
    """
    if weight == 0 or not math.isfinite(weight):
        return Stroke(Role.DIM)
    thickness = min(thickest, 1 + int(thickest * (abs(weight) / largest)))
    if weight < 0:
        return Stroke(Role.NEGATIVE, thickness, is_dashed=True)
    return Stroke(Role.POSITIVE, thickness)


def note_on_edges(edge_sets: Sequence[EdgeSet], names: Sequence[str], width: int) -> str:
    """Say between which layers only the strongest edges are drawn.

    Args:
        edge_sets: All of the picture.
        names: Caption of each layer.
        width: Cells.

    Returns:
        The fullest text that fits, or the shortest; empty when all edges are drawn.
    """
    cut = [edges for edges in edge_sets if len(edges.drawn) < edges.total]
    if not cut:
        return ""
    most = len(cut[0].drawn)
    first, *others = (
        (edges.total, f"{names[edges.left.layer]}-{names[edges.right.layer]}") for edges in cut
    )
    full = f"strongest {most} of {first[0]} edges {first[1]}"
    full += "".join(f", {most} of {total} {layers}" for total, layers in others)
    # Units that are left out may have stronger edges still.
    is_partial = any(edges.left.hidden or edges.right.hidden for edges in cut)
    texts = (
        f"{full}, between units shown" if is_partial else full,
        f"strongest {most} edges between {'units shown' if is_partial else 'layers'}",
        f"strongest {most} edges",
    )
    return next((text for text in texts if len(text) <= width), texts[-1])

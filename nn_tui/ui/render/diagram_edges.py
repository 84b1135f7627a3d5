"""The weights of the diagram: which are drawn as edges, how, and what is said of the others."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

from nn_tui.engine.arrays import Array
from nn_tui.ui.render.canvas import Stroke
from nn_tui.ui.render.diagram_layout import Column, Layout
from nn_tui.ui.render.diagram_parts import Weight
from nn_tui.ui.render.lines import Role
from nn_tui.ui.render.picture import Lit, NetworkPicture

# More edges between two layers are a thicket at 80 x 24; taller pictures have room for more.
_EDGES_LEGIBLE = 24
# Of the edges that an op has moved, those that moved at least half as much as the first are lit.
_MOST_LIT, _LEAST_LIT_SHARE = 6, 0.5


class Edge(NamedTuple):
    """One weight between two units that are shown."""

    start: int
    """Unit of the left layer."""
    end: int
    """Unit of the right layer."""
    weight: float
    """Its value; it may be not finite."""
    mark: Role | None = None
    """What it is marked as, if it is to stand out."""


class EdgeSet(NamedTuple):
    """The edges between two neighbouring columns."""

    left: Column
    """Where they begin."""
    right: Column
    """Where they end."""
    drawn: list[Edge]
    """The strongest, weakest first, so that the strongest ends on top; marked ones above all."""
    total: int
    """How many there are between the two layers."""

    @property
    def is_partial(self) -> bool:
        """Whether there are edges of units that are not shown."""
        return any((*self.left.hidden, *self.right.hidden))


def choose_edges(picture: NetworkPicture, layout: Layout) -> list[EdgeSet]:
    """Choose the edges to draw between each two neighbouring columns.

    Args:
        picture: The weights, and which of them are selected or lit.
        layout: The units that are shown.

    Returns:
        From left to right; weights that are not finite count as the weakest.
    """
    most = max(_EDGES_LEGIBLE, layout.rows)
    edge_sets = []
    for left, right in layout.neighbours():
        synapse = picture.synapses[left.layer]
        shown = synapse[left.units, right.units]
        strength = np.where(np.isfinite(shown), np.abs(shown), -1.0)
        weakest_first = np.argsort(strength, axis=None, kind="stable")
        starts, ends = np.unravel_index(weakest_first[-most:], shown.shape)
        chosen = zip((starts + left.first).tolist(), (ends + right.first).tolist(), strict=True)
        marks = _marks(picture, left, right)
        places = [*(place for place in chosen if place not in marks), *marks]
        drawn = [Edge(*place, float(synapse[place]), marks.get(place)) for place in places]
        edge_sets.append(EdgeSet(left, right, drawn, synapse.size))
    return edge_sets


def _marks(picture: NetworkPicture, left: Column, right: Column) -> Mapping[tuple[int, int], Role]:
    """Say which edges of those shown stand out, and as what: the selected one last, on top."""
    marks: dict[tuple[int, int], Role] = {}
    if picture.lit is not None and picture.lit.site == (True, left.layer):
        marks = dict.fromkeys(_lit_edges(picture.lit, left, right), Role.LIT)
    selected = picture.selected
    if isinstance(selected, Weight) and selected.synapse == left.layer:
        place = selected.start, selected.end
        if left.shows(selected.start) and right.shows(selected.end):
            marks[place] = marks.pop(place, Role.CURRENT)
    return marks


def _lit_edges(lit: Lit, left: Column, right: Column) -> list[tuple[int, int]]:
    """Choose the few edges that an op has moved most, the least of them first."""
    if lit.strength is None:
        return []
    shown = lit.strength[left.units, right.units]
    moved_least_first = np.argsort(shown, axis=None, kind="stable")[-_MOST_LIT:]
    starts, ends = np.unravel_index(moved_least_first, shown.shape)
    least = _LEAST_LIT_SHARE * shown.max()
    return [
        (start + left.first, end + right.first)
        for start, end in zip(starts.tolist(), ends.tolist(), strict=True)
        if shown[start, end] > 0 and shown[start, end] >= least
    ]


def largest_weight(synapses: Sequence[Array]) -> float:
    """Return the largest |w| that is finite, or 0."""
    largest = (np.abs(synapse[np.isfinite(synapse)]).max(initial=0.0) for synapse in synapses)
    return float(max(largest, default=0.0))


def edge_stroke(
    weight: float, largest: float, thickest: int = 3, mark: Role | None = None
) -> Stroke:
    """Choose an edge's look by its weight's sign and size.

    Args:
        weight: The weight; it may be not finite.
        largest: The largest |w| of the network.
        thickest: Dots across an edge of that weight.
        mark: What the edge is marked as; it is a dot thicker then.

    Returns:
        Positive solid, negative dashed, thicker in equal steps; 0 and not finite thin and dim.
    """
    more = 0 if mark is None else 1
    if weight == 0 or not math.isfinite(weight):
        return Stroke(mark or Role.DIM, 1 + more)
    thickness = min(thickest, 1 + int(thickest * (abs(weight) / largest))) + more
    role = Role.NEGATIVE if weight < 0 else Role.POSITIVE
    return Stroke(mark or role, thickness, is_dashed=weight < 0)


def note_on_edges(edges: EdgeSet, room: int) -> str:
    """Say how many of the edges between two layers are drawn.

    Args:
        edges: Those between two columns.
        room: Cells.

    Returns:
        The fullest text that fits; empty when all edges are drawn, or when none fits.
    """
    drawn, total = len(edges.drawn), edges.total
    if drawn == total:
        return ""
    texts: tuple[str, ...] = (f"{drawn}/{total} edges", f"{drawn}/{total}", _share(drawn, total))
    if not edges.is_partial:
        # Units that are left out may have stronger edges still.
        texts = (f"strongest {texts[0]}", *texts)
    return next((text for text in texts if len(text) <= room), "")


def _share(drawn: int, total: int) -> str:
    """Say which part of the edges is drawn: never all of them, never none."""
    return f"{min(99, round(100 * drawn / total))}%" if drawn * 100 >= total else "<1%"

"""The parts of the network that can be selected: a unit, or the weight of an edge."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import NamedTuple, TypeAlias

from nn_tui.debugger import parts
from nn_tui.ui.view import View

_OF_UNITS = re.compile(r"[zl](\d+)(?:_error|_delta)?")
_OF_WEIGHTS = re.compile(r"synapse_(\d+)(?:_descent)?")
_OF_BIASES = re.compile(r"bias_(\d+)(?:_descent)?")
_OF_OUTPUTS = ("y", "targets", "epoch_z", "outputs")


class Node(NamedTuple):
    """One unit."""

    layer: int
    """Which layer, the inputs being 0."""
    unit: int
    """Which unit of it, from 0."""


class Weight(NamedTuple):
    """One edge."""

    synapse: int
    """Which synapse: the layer that the edge comes from."""
    start: int
    """Unit that it comes from."""
    end: int
    """Unit of the next layer that it leads to."""


Part: TypeAlias = Node | Weight
"""What can be selected."""


def freezable(part: Part, is_layer: bool = False) -> parts.Part:
    """Say what is frozen with a unit or an edge: itself, or the layer that it leads into."""
    layer = part.layer if isinstance(part, Node) else part.synapse + 1
    if is_layer:
        return parts.OneLayer(layer)
    if isinstance(part, Node):
        return parts.OneUnit(layer, part.unit)
    return parts.OneWeight(f"synapse_{part.synapse}", (part.start, part.end))


class Site(NamedTuple):
    """Where an array has its place in the diagram."""

    is_synapse: bool
    """Whether its numbers belong to edges, not to units."""
    number: int
    """Which synapse, or which layer."""


@dataclass(frozen=True, slots=True)
class Walk:
    """The way that a person has taken through the network."""

    visited: tuple[int, ...] = ()
    """The unit of each layer that was selected last; layers not there yet: unit 0."""
    is_backward: bool = False
    """Whether the edges were reached from the right: they are gone through by its units then."""

    def unit(self, layer: int, sizes: tuple[int, ...]) -> int:
        """Give the unit of a layer that was selected last, or the last one there is."""
        return min(self.visited[layer], sizes[layer] - 1) if layer < len(self.visited) else 0

    def at(self, part: Part | None, sizes: tuple[int, ...]) -> Walk:
        """Note that a part is selected."""
        visited = [self.unit(layer, sizes) for layer in range(len(sizes))]
        if isinstance(part, Node):
            visited[part.layer] = part.unit
        elif part is not None:
            visited[part.synapse : part.synapse + 2] = part.start, part.end
        return replace(self, visited=tuple(visited))


def site_of(name: str, depth: int) -> Site | None:
    """Place an array in the diagram, or None: it belongs to the network as a whole.

    Args:
        name: As the run stores it.
        depth: Number of the output layer.
    """
    if found := _OF_WEIGHTS.fullmatch(name):
        return Site(True, int(found[1]))
    if found := _OF_BIASES.fullmatch(name):
        return Site(False, int(found[1]) + 1)
    if found := _OF_UNITS.fullmatch(name):
        return Site(False, int(found[1]))
    if name == "inputs":
        return Site(False, 0)
    return Site(False, depth) if name in _OF_OUTPUTS else None


def part_of(view: View) -> Part | None:
    """Say which unit or edge the selected cell belongs to, or None: to neither."""
    if view.array_name not in view.moment.names:
        return None
    site = site_of(view.array_name, view.moment.program.network.depth)
    row, column = view.cell
    if site is None:
        return None
    return Weight(site.number, row, column) if site.is_synapse else Node(site.number, column)


def with_part(view: View, part: Part, is_delta: bool) -> View:
    """Select a unit or an edge, and stay with it while ops write other arrays.

    Args:
        view: The view that there is.
        part: A part of its network.
        is_delta: Whether deltas are looked at, so that a unit's delta is selected in place of its
            activation, and an edge's descent in place of its weight.
    """
    if isinstance(part, Node):
        name = f"l{part.layer}_delta" if is_delta and part.layer else f"l{part.layer}"
        cell = view.cell_in(name)[0], part.unit
    else:
        name = f"synapse_{part.synapse}{'_descent' if is_delta else ''}"
        cell = part.start, part.end
    selection = replace(view.selection, array=name, cell=cell)
    return replace(view, selection=selection, is_following=False)


def step(
    part: Part, walk: Walk, sizes: tuple[int, ...], rows: int, columns: int
) -> tuple[Part, Walk]:
    """Go from a part to another one: units and edges are columns in turn, l0, synapse_0, l1, ...

    Args:
        part: Where to start.
        walk: How one got there.
        sizes: Units of each layer.
        rows: Parts further down in the column; its ends are not passed.
        columns: Below 0 a column to the left, above 0 one to the right.
    """
    walk = walk.at(part, sizes)
    if isinstance(part, Weight):
        if columns:
            onward = columns > 0
            return Node(part.synapse + onward, part.end if onward else part.start), walk
        return _other_edge(part, walk, sizes, rows), walk
    layer, unit = part
    if columns > 0 and layer < len(sizes) - 1:
        return Weight(layer, unit, walk.unit(layer + 1, sizes)), replace(walk, is_backward=False)
    if columns < 0 and layer:
        return Weight(layer - 1, walk.unit(layer - 1, sizes), unit), replace(walk, is_backward=True)
    return Node(layer, max(0, min(unit + rows, sizes[layer] - 1))), walk


def _other_edge(part: Weight, walk: Walk, sizes: tuple[int, ...], rows: int) -> Weight:
    """Go through the edges of the unit one came from, then through those of the next unit."""
    synapse, start, end = part
    starts, ends = sizes[synapse], sizes[synapse + 1]
    index = end * starts + start if walk.is_backward else start * ends + end
    index = max(0, min(index + rows, starts * ends - 1))
    if walk.is_backward:
        return Weight(synapse, index % starts, index // starts)
    return Weight(synapse, *divmod(index, ends))

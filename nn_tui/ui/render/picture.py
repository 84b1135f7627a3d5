"""What the network diagram shows of a moment."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from nn_tui.debugger.passage import pass_through
from nn_tui.engine.arrays import Array
from nn_tui.ui.render.diagram_parts import Node, Part, Site, Walk, part_of, site_of
from nn_tui.ui.view import View

_MARGIN = 2
"""Cells that stay free beside what stands in an edge of the panel."""


@dataclass(frozen=True, slots=True)
class NetworkLook:
    """How a person looks at the network."""

    is_delta: bool = False
    """Whether nodes hold deltas in place of activations."""
    walk: Walk = field(default_factory=Walk)
    """What has been selected before, which stays in view."""


class Lit(NamedTuple):
    """What a single op has just written."""

    name: str
    """Its array, as the view names it."""
    site: Site
    """Where that belongs."""
    strength: Array | None = None
    """Of a synapse: how much each weight has moved, or the size of each descent."""


@dataclass(frozen=True, slots=True, eq=False)
class NetworkPicture:
    """What the diagram shows: one row of a batch on its way through the network."""

    values: tuple[Array | None, ...]
    """What the nodes of each layer hold, (units,); None where not yet computed."""
    synapses: tuple[Array, ...]
    """Weights from each layer to the next, (units, units of the next)."""
    names: tuple[str, ...]
    """What `values` are of each layer: l0, z1, l2_delta, ...; one cell a character."""
    kinds: tuple[str, ...] = ()
    """Activation of each layer, or none at all."""
    is_delta: bool = False
    """Whether they are deltas, save those of the inputs, which have none."""
    lit: Lit | None = None
    """What lights up."""
    selected: Part | None = None
    """The selected unit or edge."""
    visited: tuple[int, ...] = ()
    """The unit of each layer that must be in view, if another than 0."""

    @property
    def sizes(self) -> tuple[int, ...]:
        """Units of each layer."""
        if not self.synapses:
            return tuple(1 if value is None else value.size for value in self.values)
        return (*(len(synapse) for synapse in self.synapses), self.synapses[-1].shape[1])

    @property
    def layers_needed(self) -> range:
        """The layers that the selected part belongs to."""
        if self.selected is None:
            return range(0)
        first = self.selected[0]
        return range(first, first + (1 if isinstance(self.selected, Node) else 2))


def picture_of(view: View, look: NetworkLook) -> NetworkPicture:
    """Take one row's activations or deltas, layer by layer, and the synapses.

    What this iteration has not computed yet is left open; half-way to it there is already z, or the
    error.
    """
    network = view.moment.program.network
    layers, row = range(network.depth + 1), ShownRow(view)
    held = [_held(row, layer, look.is_delta) for layer in layers]
    synapses = (view.array(f"synapse_{k}") for k in layers[:-1])
    selected = part_of(view)
    return NetworkPicture(
        values=tuple(values for _, values in held),
        synapses=tuple(synapse for synapse in synapses if synapse is not None),
        names=tuple(name for name, _ in held),
        kinds=("inputs", *(activation.name for activation in network.activations)),
        is_delta=look.is_delta,
        lit=_lit(view, row),
        selected=selected,
        visited=look.walk.at(selected, network.sizes).visited,
    )


class ShownRow:
    """The selected row of the dataset, on its way through the network.

    One that is in another batch is sent through beside the run, with the weights as they are.
    """

    def __init__(self, view: View) -> None:
        moment = view.moment
        self._view = view
        self._place = moment.row_in_batch(view.row)
        self.is_outside = self._place is None and moment.cursor.epoch > 0
        """Whether the row is in another batch than the present one."""
        self._passed = pass_through(moment, view.row) if self.is_outside else {}

    def of(self, name: str) -> Array | None:
        """Give the row in an array, (units,), or None: it is not computed."""
        if self.is_outside and name in self._passed:
            return self._view.shown(name, self._passed[name])
        if self._place is None or not self._view.moment.is_of_now(name):
            return None
        array = self._view.array(name)
        return None if array is None else array[self._place]


def describe_row(view: View, look: NetworkLook, width: int) -> str:
    """Say which row the nodes hold, and since when where it is not the run's own pass.

    Args:
        view: What is shown.
        look: Whether deltas are.
        width: Cells of the panel.
    """
    row, is_left_out = f"row {view.row}", view.row in view.moment.recipe.dataset.left_out
    if not ShownRow(view).is_outside:
        return f"{row}{', deltas' * look.is_delta}"
    if look.is_delta:
        return f"{row}, deltas, {'left out' if is_left_out else 'not in this batch'}"
    row += ", left out," * is_left_out
    texts = (f"{row} sent through now, with the present weights", f"{row} sent through now")
    return next((text for text in texts if len(text) + _MARGIN <= width), texts[-1])


def _held(row: ShownRow, layer: int, is_delta: bool) -> tuple[str, Array | None]:
    """Name what a layer's nodes hold, and give it."""
    if layer == 0:
        return "l0", row.of("l0")
    whole, half = f"l{layer}", f"z{layer}"
    if is_delta:
        whole, half = f"l{layer}_delta", f"l{layer}_error"
    for name in (whole, half):
        values = row.of(name)
        if values is not None:
            return name, values
    return whole, None


def _lit(view: View, row: ShownRow) -> Lit | None:
    name = view.lit
    site = site_of(name, view.moment.program.network.depth) if name else None
    values = view.array(name) if site is not None else None
    if site is None or values is None:
        return None
    if not site.is_synapse:
        return None if row.is_outside else Lit(view.name(name), site)
    before = None if name.endswith("_descent") else view.array_before(name)
    moved = values if before is None else values - before
    return Lit(view.name(name), site, np.where(np.isfinite(moved), np.abs(moved), 0.0))

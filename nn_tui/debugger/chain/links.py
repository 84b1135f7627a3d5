"""What a delta is multiplied with on its way back from one layer to the one below."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from nn_tui.debugger.walking.walk import Walk, op_number
from nn_tui.engine.arrays import Array
from nn_tui.engine.cursor import Cursor
from nn_tui.engine.ops.backward import HiddenDelta


@dataclass(frozen=True, slots=True, eq=False)
class Link:
    """The way of one row from the deltas of a layer down to those of the layer below."""

    layer: int
    """The lower layer, from 1."""
    weights: Array
    """(units of the lower layer, units of the upper one)."""
    slopes: Array | None
    """f'(z) of the lower layer's units, (units,); None: the way ends at its error."""


@dataclass(frozen=True, slots=True, eq=False)
class Links:
    """All that lies between the output's delta and a delta or error below."""

    delta: Array
    """The output's delta of the row, (outputs,)."""
    down: tuple[Link, ...]
    """From the top down."""

    @property
    def depth(self) -> int:
        """The output's layer."""
        return self.down[0].layer + 1

    def totals(self) -> tuple[Array, Array]:
        """Sum over all paths to each unit of the lowest layer.

        Returns:
            The sums, and the sums of the sizes.
        """
        whole: Array = self.delta
        size: Array = np.abs(self.delta)
        with np.errstate(all="ignore"):
            for link in self.down:
                whole, size = link.weights @ whole, np.abs(link.weights) @ size
                if link.slopes is not None:
                    whole, size = whole * link.slopes, size * np.abs(link.slopes)
        return whole, size

    @property
    def roundings(self) -> int:
        """How often a sum over paths is rounded, at the most."""
        return sum(link.weights.shape[1] + 4 for link in self.down)

    def count(self) -> int:
        """Count the paths to one unit of the lowest layer."""
        counted = len(self.delta)
        for link in self.down[:-1]:
            counted *= len(link.weights)
        return counted


def read_links(walk: Walk, written: Cursor, row: int, array: str) -> Links:
    """Go down op by op, and read each factor just before it is used.

    Args:
        walk: Which stands just before the first error below the output.
        written: Just after the op at which the way ends.
        row: Which row, counted within the batch.
        array: What that op writes: a delta or an error of a hidden layer.
    """
    ops = walk.machine.program.ops(written.batch)
    depth = walk.machine.program.network.depth
    walk.settle()
    delta = walk.buffers()[f"l{depth}_delta"][row].copy()
    links = []
    for layer in range(depth - 1, int(array[1:].split("_")[0]) - 1, -1):
        walk.to(Cursor(written.epoch, written.batch, op_number(ops, f"l{layer}_error") - 1))
        walk.settle()
        weights = walk.buffers()[f"synapse_{layer}"].copy()
        slopes = None
        if array != f"l{layer}_error":
            number = op_number(ops, f"l{layer}_delta")
            walk.to(Cursor(written.epoch, written.batch, number - 1))
            walk.settle()
            op = ops[number - 1]
            assert isinstance(op, HiddenDelta), "a hidden delta is an error times a slope"
            z, l = (walk.buffers()[f"{kind}{layer}"][row] for kind in "zl")
            slopes = op.slope.values(z, l)
        links.append(Link(layer, weights, slopes))
    return Links(delta, tuple(links))

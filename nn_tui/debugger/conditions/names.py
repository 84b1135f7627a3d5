"""The names that a condition over a run may have."""

from __future__ import annotations

import math
from dataclasses import dataclass

from nn_tui.debugger.conditions.part import Shape
from nn_tui.debugger.epoch_arrays import epoch_array_names
from nn_tui.engine.layout import Layout
from nn_tui.engine.program import Program

OF_EPOCH = ("loss", "error", "epoch")
"""What each finished epoch has one of."""

COUNTS = ("epoch", "batch")
"""Numbers that say where the run stands."""

OP = "op"
"""Stands for the name of the array that was written last."""

FUNCTIONS = (
    "max", "min", "abs", "sum", "mean", "any", "all", "len", "finite", "previous", "crosses",
)  # fmt: skip
"""What can be called."""


@dataclass(frozen=True, slots=True)
class KnownNames:
    """What is there by name in a run of a program."""

    shapes: dict[str, Shape]
    """Of each number and array, in a full batch."""
    ops: frozenset[str]
    """What `op` may be: the arrays that are written."""
    is_gradient: bool = False
    """Whether names have the signs of the gradient view."""

    @property
    def largest(self) -> int:
        """Cells of the largest array, 1 at least."""
        return max(1, *(math.prod(shape) for shape in self.shapes.values()))


def names_of(program: Program, is_gradient: bool = False) -> KnownNames:
    """List what a condition over a run of this program may name, in either view."""
    layout = Layout(program.network, program.schedule.batch_rows)
    shapes: dict[str, Shape] = {name: () for name in (*OF_EPOCH, *COUNTS)}
    shapes |= {name: place.shape for name, place in layout.places.items()}
    shapes |= {name: _epoch_shape(name, program) for name in epoch_array_names(program)}
    gradients = {
        name.removesuffix("_descent") + "_gradient": shape
        for name, shape in shapes.items()
        if name.endswith("_descent")
    }
    return KnownNames(shapes | gradients, program.written, is_gradient)


def _epoch_shape(name: str, program: Program) -> Shape:
    rows, sizes = program.schedule.rows, program.network.sizes
    if name == "order":
        return (rows,)
    return rows, sizes[0] if name in ("inputs", "epoch_x") else sizes[-1]

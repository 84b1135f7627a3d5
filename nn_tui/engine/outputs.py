"""The outputs of rows, and of when they are."""

from __future__ import annotations

from dataclasses import dataclass

from nn_tui.engine.arrays import Array, Order


@dataclass(frozen=True, slots=True, eq=False)
class Outputs:
    """The outputs of all rows, each from the last time that it went through the network."""

    values: Array
    """(rows, outputs), in the dataset's order."""
    epochs: Order
    """The epoch that each row's outputs belong to, (rows,); 0: not computed yet."""

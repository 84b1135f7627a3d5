"""What each row of a batch adds to a descent."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from nn_tui.engine.arrays import Array, Order
from nn_tui.engine.ops.backward import BiasDescent, SynapseDescent
from nn_tui.engine.ops.op import Buffers, Op


@dataclass(frozen=True, slots=True, eq=False)
class RowTerms:
    """The terms of one cell of a descent, a row each."""

    rows: Order
    """Numbers of the rows in the dataset, (rows of the batch,)."""
    below: Array
    """What came in over the weight, (rows of the batch,); for a bias 1."""
    delta: Array
    """The pull on z of the unit that it leads to, (rows of the batch,)."""

    @property
    def values(self) -> Array:
        """The terms: they sum to the descent."""
        product: Array = self.below * self.delta
        return product


def terms_of(op: Op, index: tuple[int, ...], buffers: Buffers) -> RowTerms:
    """Take a cell of a descent apart, just before its op runs.

    Args:
        op: Which writes the descent.
        index: The cell.
        buffers: The arrays at that moment.

    Returns:
        The terms; their rows are counted within the batch.
    """
    assert isinstance(op, SynapseDescent | BiasDescent), "a descent is a sum over rows"
    delta = buffers[f"l{op.layer}_delta"][:, index[-1]].copy()
    is_bias = isinstance(op, BiasDescent)
    below = np.ones_like(delta) if is_bias else buffers[f"l{op.layer - 1}"][:, index[0]].copy()
    return RowTerms(np.arange(len(delta)), below, delta)

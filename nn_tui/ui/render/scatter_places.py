"""Where the rows of a dataset of two inputs stand in a plot, and which one is next to which."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from nn_tui.data import Dataset
from nn_tui.engine.arrays import Array, Order

CELL_HEIGHT = 2.0
"""How much higher a cell is than wide, as terminals have it."""

_ROOM_FOR_MARGIN = 12
"""Cells from which on the points keep off the left and right edge."""

_FAR = 100
"""From so many steps on, the furthest point is meant."""

_ASIDE = 2.0
"""How much more a distance across the direction of a step counts than one along it."""


@dataclass(frozen=True, slots=True, eq=False)
class Places:
    """Where each row stands, in cells from the upper left corner of the plot."""

    x: Array
    """Cells to the right, (rows,)."""
    y: Array
    """Cells down, (rows,)."""

    def nearest(self, shown: Order, x: float, y: float) -> int | None:
        """Find the row nearest to a cell, among those that are shown."""
        if not len(shown):
            return None
        distances = np.hypot(self.x[shown] - x, CELL_HEIGHT * (self.y[shown] - y))
        return int(shown[distances.argmin()])

    def toward(self, shown: Order, row: int, down: int, right: int) -> int:
        """Find the next row in a direction, so many steps on.

        Args:
            shown: The rows among which it is looked for.
            row: Where to begin.
            down: Steps down, or up below 0; more than a hundred lead to the furthest row.
            right: Steps to the right, or to the left below 0; with any, `down` does not count.

        Returns:
            The row; the same one where there is none in that direction.
        """
        steps = max(abs(down), abs(right))
        for _ in range(1 if steps > _FAR else steps):
            found = self._step(shown, row, down, right, is_far=steps > _FAR)
            if found == row:
                break
            row = found
        return row

    def _step(self, shown: Order, row: int, down: int, right: int, *, is_far: bool) -> int:
        x, y = self.x[shown] - self.x[row], CELL_HEIGHT * (self.y[shown] - self.y[row])
        along, aside = (np.sign(right) * x, np.abs(y)) if right else (np.sign(down) * y, np.abs(x))
        # What lies more aside than along is in another direction, unless there is nothing else.
        for ahead in ((along > 0) & (aside <= along), along > 0):
            found = np.flatnonzero(ahead)
            if len(found):
                cost = -along[found] if is_far else along[found] + _ASIDE * aside[found]
                return int(shown[found[cost.argmin()]])
        return row


# Asked several times a frame, of a dataset that never changes and is equal to itself alone.
@lru_cache(maxsize=1)
def varying_inputs(dataset: Dataset) -> tuple[int, ...]:
    """Find the input columns whose rows are not all equal."""
    return tuple(np.flatnonzero((dataset.inputs != dataset.inputs[0]).any(axis=0)).tolist())


def place_rows(dataset: Dataset, axes: tuple[int, int], width: int, height: int) -> Places:
    """Spread the rows over a plot, the first input to the right, the second one up.

    Args:
        dataset: The rows.
        axes: The columns of the two inputs.
        width: Cells of the plot.
        height: Its lines.
    """
    margin = 1 if width >= _ROOM_FOR_MARGIN else 0
    x = margin + _parts(dataset.inputs[:, axes[0]]) * (width - 1 - 2 * margin)
    y = (1.0 - _parts(dataset.inputs[:, axes[1]])) * (height - 1)
    return Places(x, y)


def _parts(values: Array) -> Array:
    """Bring numbers to 0 for the least and 1 for the greatest; halved, no span overflows."""
    low, high = values.min() / 2, values.max() / 2
    parts: Array = (values / 2 - low) / max(high - low, np.finfo(np.float64).tiny)
    return parts

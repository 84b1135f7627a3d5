"""Which units of a layer are ill, and for which rows; and whether that can be said."""

from __future__ import annotations

import numpy as np

from nn_tui.debugger.health.examination import Examination
from nn_tui.debugger.health.finding import UnitRows
from nn_tui.engine.arrays import Mask, Order


def pass_is_missing(examined: Examination) -> str:
    """Say why nothing can be seen from the pass over all rows; "" where it can."""
    return "" if examined.is_finite else "a pass over the rows is not finite with these weights"


def ill_units(cells: Mask, is_ill: Mask, rows: Order) -> tuple[UnitRows, ...]:
    """List the units that are ill.

    Args:
        cells: Where a unit shows it, (rows, units).
        is_ill: Which units show it often enough, (units,).
        rows: The dataset's number of each row, (rows,).
    """
    return tuple(
        UnitRows(int(unit), tuple(rows[cells[:, unit]].tolist())) for unit in np.flatnonzero(is_ill)
    )

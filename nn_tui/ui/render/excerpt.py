"""A part of an array as rows and columns; nothing of the rest is built."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from nn_tui.debugger.gradient_view import gradient_values
from nn_tui.debugger.snapshot import Snapshot
from nn_tui.engine.arrays import Array
from nn_tui.ui.view import View


def table_shape(shape: tuple[int, ...]) -> tuple[int, int]:
    """Count rows and columns: a vector is one row, a number one cell."""
    rows, columns = (1, 1, *shape)[-2:]
    return rows, columns


def excerpt(view: View, name: str, rows: range, columns: range) -> Array | None:
    """Give these rows and columns as the view shows them, or None: they are not computed yet."""
    return excerpt_of(view, view.moment, name, rows, columns)


def excerpt_of(
    view: View, moment: Snapshot, name: str, rows: range, columns: range
) -> Array | None:
    """Give what `excerpt` does at any moment, in the signs of the view.

    Args:
        view: How to show it.
        moment: When.
        name: Of an array of that moment.
        rows: Which rows of it.
        columns: Which columns.
    """
    across = slice(columns.start, columns.stop)
    has_rows = len(moment.shape(name)) > 1
    part = moment.array(name, slice(rows.start, rows.stop) if has_rows else across)
    if part is None:
        return None
    table = part[:, across] if has_rows else part.reshape(1, -1)
    return gradient_values(name, table) if view.is_gradient else table


def changed(view: View, name: str, rows: range, columns: range) -> npt.NDArray[np.bool_]:
    """Say which of these cells the op that was just done has changed, (rows, columns)."""
    if view.lit != name or view.before is None:
        return np.zeros((len(rows), len(columns)), dtype=np.bool_)
    now = excerpt_of(view, view.moment, name, rows, columns)
    then = excerpt_of(view, view.before, name, rows, columns)
    if now is None or then is None or now.shape != then.shape:
        return np.ones((len(rows), len(columns)), dtype=np.bool_)
    is_same: npt.NDArray[np.bool_] = (now == then) | (np.isnan(now) & np.isnan(then))
    return ~is_same

"""Which rows of the dataset are shown, and in which order."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from nn_tui.debugger.snapshot import Snapshot
from nn_tui.engine.arrays import Order
from nn_tui.ui.render.row_query import Query
from nn_tui.ui.render.row_results import error_sizes, is_computed
from nn_tui.ui.view import View


@dataclass(frozen=True, slots=True, eq=False)
class RowOrder:
    """The rows that are shown, from the first to the last."""

    rows: Order
    """Their numbers in the dataset, (rows shown,)."""
    is_by_error: bool = False
    """Whether the largest error stands first; else they stand as in the file."""
    query: Query | None = None
    """What was searched for, or None: all rows are shown."""

    def __len__(self) -> int:
        """Count the rows that are shown."""
        return len(self.rows)

    def place_of(self, row: int) -> int | None:
        """Find a row's place in the list, or None: it is not shown."""
        found = np.flatnonzero(self.rows == row)
        return int(found[0]) if len(found) else None

    def place_near(self, row: int) -> int:
        """Find a row's place, or where the first row stands that follows it in the file."""
        place = self.place_of(row)
        if place is not None:
            return place
        return 0 if self.is_by_error else int(np.searchsorted(self.rows, row))

    def moved(self, row: int, step: int) -> int:
        """Give the row that is so many places further, at most at the end of the list.

        From a row that is not shown, the step begins between its neighbours.
        """
        if not len(self):
            return row
        place = self.place_near(row)
        if self.place_of(row) is None and step > 0:
            place -= 1
        return int(self.rows[max(0, min(place + step, len(self) - 1))])


def order_rows(view: View, query: Query | None = None, *, is_by_error: bool = False) -> RowOrder:
    """Choose the rows that a search finds, and sort them.

    Args:
        view: The moment, and the sign in which errors are searched for.
        query: What is searched for; None: all rows.
        is_by_error: Whether the largest |error| comes first, what is not computed last, and rows
            with equal ones as in the file.
    """
    moment = view.moment
    rows = _by_error(moment) if is_by_error else np.arange(moment.recipe.dataset.rows)
    if query is not None:
        rows = rows[query.matches(view)[rows]]
    return RowOrder(rows, is_by_error, query)


def _by_error(moment: Snapshot) -> Order:
    sizes = error_sizes(moment)
    # What is no number any more is off by more than any number.
    sizes[np.isnan(sizes)] = np.inf
    sizes[~is_computed(moment)] = -1.0
    return np.argsort(-sizes, kind="stable")

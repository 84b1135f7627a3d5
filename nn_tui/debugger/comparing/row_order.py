"""The same rows in another order, or other rows of the dataset."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from nn_tui.debugger.comparing.tolerance import Tolerance
from nn_tui.engine.arrays import Array, Order


def permutation(
    theirs: Mapping[str, Array], ours: Mapping[str, Array], tolerance: Tolerance
) -> Order | None:
    """Find the order in which our rows are theirs.

    Args:
        theirs: What has a row for each row of the batch, (rows, units) each.
        ours: The same arrays of ours.
        tolerance: When two numbers are the same.

    Returns:
        For each row of theirs the row of ours, (rows,); None: they are not the same rows.
    """
    if not theirs:
        return None
    their_rows = np.hstack([theirs[name] for name in theirs])
    our_rows = np.hstack([ours[name] for name in theirs])
    order = matched(their_rows, our_rows, tolerance)
    is_same_rows = order is not None and len(set(order.tolist())) == len(our_rows)
    return order if is_same_rows else None


def matched(wanted: Array, among: Array, tolerance: Tolerance) -> Order | None:
    """Find each row of an array among those of another, equal ones in turn.

    Args:
        wanted: (rows, units).
        among: (other rows, units).
        tolerance: When two numbers are the same.

    Returns:
        The place of each row, (rows,); None: one of them is not there.
    """
    if not (np.isfinite(wanted).all() and np.isfinite(among).all()):
        return None
    # Rows that are the same lie side by side along any direction: only those are looked at.
    direction = np.random.RandomState(0).standard_normal(wanted.shape[1])
    along, by_place = wanted @ direction, among @ direction
    order = np.argsort(by_place, kind="stable")
    margin = tolerance.absolute + tolerance.relative * (1 + np.abs(wanted).sum(axis=1))
    first = np.searchsorted(by_place[order], along - 4 * margin, side="left")
    last = np.searchsorted(by_place[order], along + 4 * margin, side="right")
    taken: set[int] = set()
    places = []
    for row, (low, high) in enumerate(zip(first, last, strict=True)):
        near = [int(p) for p in order[low:high] if tolerance.agree(wanted[row], among[p])]
        free = [place for place in near if place not in taken]
        if not near:
            return None
        places.append(free[0] if free else near[0])
        taken.add(places[-1])
    return np.array(places)

"""Curves that are cut off where they would stretch the axis of those that matter."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from nn_tui.engine.arrays import Array

Piece: TypeAlias = tuple[Array, Array]
"""x and y of a curve or a part of it, (points,) each."""

_LEAST_MARGIN = 0.5
"""Part of the largest size that may be added above, however flat the curves are."""

_LEAST_DECADES = 1.0
"""The same on a logarithmic scale."""


def limit_above(values: Sequence[Array], is_log: bool) -> float:
    """Say how high other curves may go: by as much above these as these are high themselves.

    Args:
        values: y of the curves that matter, (points,) each; on a log scale as decimal logarithms.
        is_log: Whether they are.

    Returns:
        The limit; infinite where nothing matters.
    """
    known = np.concatenate([np.empty(0), *values])
    if not known.size:
        return math.inf
    low, high = float(known.min()), float(known.max())
    # Halves, since the difference of the largest floats is none.
    half_span = high / 2 - low / 2
    least = _LEAST_DECADES if is_log else _LEAST_MARGIN * max(abs(low), abs(high))
    return high + max(half_span, least / 2) + max(half_span, least / 2)


def highest_shown(curves: Sequence[Array], is_bounded: Sequence[bool], is_log: bool) -> float:
    """Find the largest y that is shown of some curves, of which some are bounded by the others.

    Args:
        curves: y of each, (points,).
        is_bounded: Of each, whether it may be cut.
        is_log: Whether y is logarithmic.

    Returns:
        The largest value that the limit leaves; infinite where no curve has any.
    """
    free = [y for y, bounded in zip(curves, is_bounded, strict=True) if not bounded]
    limit = limit_above(free, is_log)
    shown = [float(y[y <= limit].max(initial=-math.inf)) for y in curves]
    highest = max(shown, default=-math.inf)
    return highest if highest > -math.inf else math.inf


def pieces_below(x: Array, y: Array, top: float, gap: float = 0.0) -> list[Piece]:
    """Cut a curve where it goes above `top`: it is led up to there and begins again from there.

    Args:
        x: Ascending, (points,).
        y: Finite, (points,).
        top: The largest value that is drawn.
        gap: Where it is above for no longer than this, it is drawn at the top: a curve in hundreds
            of pieces would take a third of a second to draw.

    Returns:
        What is left of it, none of the pieces empty.
    """
    if (y <= top).all():
        return [(x, y)] if x.size else []
    runs = _without_short_gaps(_runs(y <= top), x, gap)
    return [_led_to(x, y, top, start, stop) for start, stop in runs]


def _runs(is_in: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """Find where truths follow one another: the first place, and the one behind the last."""
    changes = np.flatnonzero(np.diff(is_in.astype(int), prepend=0, append=0))
    return list(zip(changes[::2].tolist(), changes[1::2].tolist(), strict=True))


def _without_short_gaps(runs: list[tuple[int, int]], x: Array, gap: float) -> list[tuple[int, int]]:
    """Join runs of points between which no more than `gap` lies along x."""
    joined = runs[:1]
    for start, stop in runs[1:]:
        first, end = joined[-1]
        if x[start] - x[end - 1] <= gap:
            joined[-1] = first, stop
        else:
            joined.append((start, stop))
    return joined


def _led_to(x: Array, y: Array, top: float, start: int, stop: int) -> Piece:
    """Give the points from `start` to before `stop`, and where the curve crosses `top` beside."""
    before = [_crossing(x, y, top, start, start - 1)] if start else []
    after = [_crossing(x, y, top, stop - 1, stop)] if stop < len(y) else []
    xs = np.concatenate([np.array(before), x[start:stop], np.array(after)])
    edge = np.array([top])
    inside = np.minimum(y[start:stop], top)
    return xs, np.concatenate([edge[: len(before)], inside, edge[: len(after)]])


def _crossing(x: Array, y: Array, top: float, inside: int, outside: int) -> float:
    """Find the x at which the line from a point below the top to one above it goes through it."""
    share = (top - y[inside]) / (y[outside] - y[inside])
    return float(x[inside] + share * (x[outside] - x[inside]))

"""Room for the curves of runs that were left: the longest are thinned, none is forgotten."""

from __future__ import annotations

from collections.abc import Iterable

from nn_tui.debugger.curve import CAPACITY, Curve

MOST_POINTS = 2 * CAPACITY
"""Points of all curves but the present one: 11 MB."""


def make_room(curves: Iterable[Curve], present: Curve) -> None:
    """Have all curves but one take little: the longest are thinned, to `MOST_POINTS` together.

    Args:
        curves: Every curve that is kept; one that several branches share may come more than once.
        present: The one that goes on, which is left as it is.
    """
    left = list({id(curve): curve for curve in curves if curve is not present}.values())
    for curve in left:
        curve.give_back()
    while sum(map(len, left)) > MOST_POINTS:
        longest = max(left, key=len)
        before = len(longest)
        longest.thin()
        if len(longest) == before:
            return

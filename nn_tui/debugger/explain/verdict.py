"""Whether a stored number is what its formula gives."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import Enum

import numpy as np

from nn_tui.debugger.explain.term import Term

EPSILON = float(np.finfo(np.float64).eps)
"""The distance from 1 to the next number: 2.2e-16."""

LEAST_ROUNDINGS = 4
"""As many are allowed to the shortest formula."""


class Kind(Enum):
    """How well a stored number agrees with its formula."""

    EXACT = "exact"
    """Every bit is the same."""
    ROUNDING = "rounding"
    """As near as another order of the same sums and products may come."""
    DIFFERS = "differs"
    """Farther off than rounding can explain."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a comparison with the formula has come to."""

    kind: Kind
    """How well they agree."""
    difference: float
    """Stored minus computed."""
    tolerance: float
    """What rounding may have done: roundings * epsilon * the sum of |terms|."""


def judge(stored: float, computed: Term) -> Verdict:
    """Compare a stored number with what its formula comes to.

    The bound is the usual one of a sum of n terms, n * eps * sum |terms| (Higham 2002, Accuracy
    and Stability of Numerical Algorithms, 2nd ed., section 4.2).
    """
    roundings = max(LEAST_ROUNDINGS, computed.roundings)
    return judge_within(stored, computed.value, roundings * EPSILON * computed.size)


def judge_within(stored: float, computed: float, tolerance: float) -> Verdict:
    """Compare a stored number with another way to it, which rounding may take that far off."""
    if stored == computed or (math.isnan(stored) and math.isnan(computed)):
        return Verdict(Kind.EXACT, 0.0, tolerance)
    difference = stored - computed
    is_near = math.isfinite(difference) and abs(difference) <= tolerance
    return Verdict(Kind.ROUNDING if is_near else Kind.DIFFERS, difference, tolerance)

"""The chain of factors that makes a delta near the input of the delta at the output."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import Enum

import numpy as np

from nn_tui.debugger.health.examination import Examination
from nn_tui.engine.arrays import Array


class Kind(Enum):
    """What a factor comes from."""

    WEIGHT = "weight"
    ERROR = "error"
    SLOPE = "slope"


@dataclass(frozen=True, slots=True)
class Factor:
    """By what the mean of |delta| is multiplied on its way down to a layer."""

    layer: int
    """The hidden layer whose delta it goes into."""
    kind: Kind
    """Weight: the mean of sum(|delta| |weight|) over that of |delta| above. Error: what is left of
    those sums, as terms of both signs cancel in the error. Slope: the mean of |delta| over that of
    |error|."""
    value: float
    """At least 0; for an error at most 1."""


def factors_of(examined: Examination) -> list[Factor]:
    """Take the way from the output's delta to that of l1 apart, from the top down.

    Their product is the mean of |l1_delta| over the mean of |lL_delta|.
    """
    found: list[Factor] = []
    with np.errstate(all="ignore"):
        for layer in range(examined.network.depth - 1, 0, -1):
            found += _factors_at(examined, layer)
    return found


def whole(factors: list[Factor]) -> float:
    """Multiply factors."""
    return math.prod(factor.value for factor in factors)


def _factors_at(examined: Examination, layer: int) -> list[Factor]:
    above, error, delta = (
        examined.arrays[name]
        for name in (f"l{layer + 1}_delta", f"l{layer}_error", f"l{layer}_delta")
    )
    weights = examined.moment.array(f"synapse_{layer}")
    assert weights is not None, "weights are there at every moment"
    sums = np.abs(above) @ np.abs(weights).T
    return [
        Factor(layer, Kind.WEIGHT, _ratio(sums, above)),
        Factor(layer, Kind.ERROR, _ratio(error, sums)),
        Factor(layer, Kind.SLOPE, _ratio(delta, error)),
    ]


def _ratio(part: Array, of: Array) -> float:
    """Divide the means of sizes; where both are 0 nothing is lost: 1."""
    size = float(np.abs(of).mean())
    return float(np.abs(part).mean()) / size if size else 1.0

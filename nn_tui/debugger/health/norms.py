"""How large a step is beside what it moves."""

from __future__ import annotations

import numpy as np

from nn_tui.engine.arrays import Array
from nn_tui.engine.network import Network


def norm(values: Array) -> float:
    """Compute the root of the sum of squares, which may be too large where the root is not."""
    largest = float(np.abs(values).max())
    return largest * float(np.linalg.norm(values / largest)) if 0 < largest < np.inf else largest


def step_of(network: Network, descent: Array, rate: Array) -> Array:
    """Compute the step that a descent gives, where nothing is frozen."""
    step = np.empty_like(descent)
    with np.errstate(all="ignore"):
        for call in network.optimizer.step(descent, rate, step):
            call()
    return step


def step_ratio(step: Array, weights: Array) -> float:
    """Compute the norm of a step over that of the weights; not finite beside weights of 0."""
    with np.errstate(all="ignore"):
        return float(np.divide(norm(step), norm(weights)))

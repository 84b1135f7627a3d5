"""Optimizers: how a descent becomes a step. Each is written for one array of any shape."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import numpy as np

from nn_tui.engine.arrays import Array, Call
from nn_tui.engine.registry import Registry


@dataclass(frozen=True, slots=True)
class Optimizer:
    """One update rule."""

    name: str
    """The word on the screen, on the command line and in files."""
    about: str
    """One line for a person who has to choose."""
    source: str
    """Source of the update, with {weights} for the array's name."""
    update: Callable[[Array, Array, Array], list[Call]]
    """(weights, descent, learning_rate): the calls that move `weights` in place.

    It works element by element, so that one call on all weights laid end to end gives the bits of
    one call an array.
    """


def _gradient_descent(weights: Array, descent: Array, learning_rate: Array) -> list[Call]:
    """Bind weights += learning_rate * descent: plain gradient descent, no momentum."""
    step = np.empty_like(weights)
    return [
        partial(np.multiply, learning_rate, descent, step),
        partial(np.add, weights, step, weights),
    ]


OPTIMIZERS = Registry(
    "optimizer",
    [
        Optimizer(
            name="gd",
            about="gradient descent: a step of learning rate times the descent",
            source="{weights} += learning_rate * {weights}_descent",
            update=_gradient_descent,
        ),
    ],
)
"""Every optimizer there is; an entry here is all that a new one needs."""

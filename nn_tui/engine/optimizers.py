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
    step_source: str
    """Source of the step that is added to the weights, with {weights} for the array's name."""
    step: Callable[[Array, Array, Array], list[Call]]
    """(descent, learning_rate, out): the calls that write the step into `out`.

    They work element by element, so that one call on all weights laid end to end gives the bits of
    one call an array.
    """


def _gradient_descent(descent: Array, learning_rate: Array, out: Array) -> list[Call]:
    """Bind out = learning_rate * descent: plain gradient descent, no momentum."""
    return [partial(np.multiply, learning_rate, descent, out)]


OPTIMIZERS = Registry(
    "optimizer",
    [
        Optimizer(
            name="gd",
            about="gradient descent: a step of learning rate times the descent",
            step_source="learning_rate * {weights}_descent",
            step=_gradient_descent,
        ),
    ],
)
"""Every optimizer there is; an entry here is all that a new one needs."""

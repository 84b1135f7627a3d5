"""Initializers: how the weights are drawn before the first epoch. Biases start at 0."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from nn_tui.engine.arrays import Array
from nn_tui.engine.registry import Registry


@dataclass(frozen=True, slots=True)
class Initializer:
    """One way to draw a synapse's weights."""

    name: str
    """The word on the screen, on the command line and in files."""
    about: str
    """One line for a person who has to choose."""
    draw: Callable[[np.random.RandomState, int, int], Array]
    """(stream, n_in, n_out): weights, (n_in, n_out)."""
    source: str
    """Source of the drawn weights, from `stream`, with {n_in} and {n_out} for the sizes."""


def _symmetric(stream: np.random.RandomState, n_in: int, n_out: int) -> Array:
    """Draw from the uniform distribution over [-1, 1), as 2 * random_sample - 1."""
    drawn: Array = stream.random_sample((n_in, n_out))
    return 2 * drawn - 1


def _zeros(_stream: np.random.RandomState, n_in: int, n_out: int) -> Array:
    return np.zeros((n_in, n_out))


def _xavier(stream: np.random.RandomState, n_in: int, n_out: int) -> Array:
    """Draw uniformly within sqrt(6 / (n_in + n_out)) of 0.

    Source: Glorot & Bengio (2010), AISTATS, PMLR 9, 249-256, equation 16.
    """
    return _symmetric(stream, n_in, n_out) * math.sqrt(6 / (n_in + n_out))


def _he(stream: np.random.RandomState, n_in: int, n_out: int) -> Array:
    """Draw from the normal distribution with deviation sqrt(2 / n_in).

    Source: He, Zhang, Ren & Sun (2015), ICCV, 1026-1034, equation 10.
    """
    return _normal(stream, n_in, n_out) * math.sqrt(2 / n_in)


def _normal(stream: np.random.RandomState, n_in: int, n_out: int) -> Array:
    drawn: Array = stream.standard_normal((n_in, n_out))
    return drawn


INITIALIZERS = Registry(
    "init",
    [
        Initializer(
            name="uniform",
            about="evenly from -1 to 1; the classic",
            draw=_symmetric,
            source="2 * stream.random_sample(({n_in}, {n_out})) - 1",
        ),
        Initializer(
            name="zeros",
            about="all 0: every unit of a layer stays the same, to be seen",
            draw=_zeros,
            source="np.zeros(({n_in}, {n_out}))",
        ),
        Initializer(
            name="xavier",
            about="uniform, scaled by inputs and outputs; sigmoid, tanh",
            draw=_xavier,
            source="(2 * stream.random_sample(({n_in}, {n_out})) - 1)"
            " * np.sqrt(6 / ({n_in} + {n_out}))",
        ),
        Initializer(
            name="he",
            about="normal, scaled by inputs; for relu",
            draw=_he,
            source="stream.standard_normal(({n_in}, {n_out})) * np.sqrt(2 / {n_in})",
        ),
        Initializer(
            name="normal",
            about="normal, mean 0 and deviation 1",
            draw=_normal,
            source="stream.standard_normal(({n_in}, {n_out}))",
        ),
    ],
)
"""Every initializer there is; an entry here is all that a new one needs."""

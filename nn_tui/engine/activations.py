"""Activations: each forward rule with its slope beside it.

A rule is given three times, and tests hold the three together bit for bit: as calls bound to
buffers (`forward`, `Slope.calls`), as the source of its slope in the listing (`Slope.source`), and
as the definition that an exported script carries (`definition`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import numpy as np

from nn_tui.engine.arrays import ONE, ZERO, Array, Call, constant
from nn_tui.engine.registry import Registry

LEAK = constant(0.01)
"""Slope of leaky relu below zero."""


@dataclass(frozen=True, slots=True)
class Slope:
    """How the error passes back through an activation that works on each unit alone."""

    source: str
    """Source of dl/dz in the listing, with {l} and {z} for the arrays; "" for none at all."""
    calls: Callable[[Array, Array, Array], list[Call]]
    """(z, l, slope), all of one shape: the calls that write slope = f'(z), cell by cell."""
    is_one: bool = False
    """Whether it is 1 everywhere, so that it need not be written nor multiplied with."""
    is_kinked: bool = False
    """Whether the slope jumps at z = 0, where central differences mean nothing."""
    from_z: str = ""
    """Source of the same slope in terms of {z}, where `source` is in terms of {l}."""
    is_right: bool = True
    """Whether it is the slope; else what is taken for it by mistake."""

    def values(self, z: Array, l: Array) -> Array:
        """Compute it, f'(z), in an array of its own.

        Args:
            z: Of any shape.
            l: f(z), of the same.
        """
        # What is 1 everywhere need not be written.
        slopes = np.ones_like(z)
        with np.errstate(all="ignore"):
            for call in self.calls(z, l, slopes):
                call()
        return slopes


@dataclass(frozen=True, slots=True)
class Activation:
    """One activation function, l = f(z)."""

    name: str
    """The word on the screen, on the command line and in files."""
    about: str
    """One line for a person who has to choose."""
    definition: str
    """Python source of the function, as the listing calls it."""
    forward: Callable[[Array, Array], list[Call]]
    """(z, l), both (rows, units): the calls that write l = f(z)."""
    slope: Slope | None
    """None where a unit's output depends on its neighbours' z: then for the output layer alone,
    with a loss in whose slope the slope cancels."""


def _sigmoid_forward(z: Array, l: Array) -> list[Call]:
    """Bind l = 1 / (1 + exp(-z)); exp overflows to inf for z < -709, and 1 / inf is the right 0."""
    return [
        partial(np.negative, z, l),
        partial(np.exp, l, l),
        partial(np.add, ONE, l, l),
        partial(np.reciprocal, l, l),
    ]


def _sigmoid_slope(_z: Array, l: Array, slope: Array) -> list[Call]:
    """Bind slope = (l * (1 - l)).

    Source: Rumelhart, Hinton & Williams (1986), Nature 323, 533-536.
    """
    return [
        partial(np.subtract, ONE, l, slope),
        partial(np.multiply, l, slope, slope),
    ]


def _tanh_forward(z: Array, l: Array) -> list[Call]:
    return [partial(np.tanh, z, l)]


def _tanh_slope(_z: Array, l: Array, slope: Array) -> list[Call]:
    """Bind slope = (1 - l * l)."""
    return [
        partial(np.multiply, l, l, slope),
        partial(np.subtract, ONE, slope, slope),
    ]


def _relu_forward(z: Array, l: Array) -> list[Call]:
    # out= by keyword: a third positional argument costs numpy 2.4 a hidden warning, 1.7 us a call.
    return [partial(np.maximum, z, ZERO, out=l)]


def _relu_slope(z: Array, _l: Array, slope: Array) -> list[Call]:
    """Bind slope = (z > 0); the slope at z = 0 is 0."""
    # heaviside(z, 0) is (z > 0) as a float, in a third of the time of a comparison cast to float.
    # They differ for z = nan alone, where the error is nan and the product with it.
    return [partial(np.heaviside, z, ZERO, slope)]


def _leaky_relu_forward(z: Array, l: Array) -> list[Call]:
    """Bind l = z above zero, 0.01 z below: the larger of the two, since 0.01 < 1."""
    return [
        partial(np.multiply, z, LEAK, l),
        partial(np.maximum, z, l, out=l),
    ]


def _leaky_relu_slope(z: Array, _l: Array, slope: Array) -> list[Call]:
    """Bind slope = (1 where z > 0, else 0.01)."""
    return [
        partial(np.heaviside, z, ZERO, slope),
        partial(np.maximum, slope, LEAK, out=slope),
    ]


def _linear_forward(z: Array, l: Array) -> list[Call]:
    return [partial(np.copyto, l, z)]


def _no_slope(_z: Array, _l: Array, _slope: Array) -> list[Call]:
    """Bind nothing: a factor of 1 leaves every bit as it is."""
    return []


def _softmax_forward(z: Array, l: Array) -> list[Call]:
    """Bind l = exp(z - max) / sum, a row at a time; the shift by the row's maximum cancels."""
    column = np.empty((len(z), 1))
    return [
        partial(np.maximum.reduce, z, axis=1, out=column, keepdims=True),
        partial(np.subtract, z, column, l),
        partial(np.exp, l, l),
        partial(np.add.reduce, l, axis=1, out=column, keepdims=True),
        partial(np.divide, l, column, l),
    ]


ACTIVATIONS = Registry(
    "activation",
    [
        Activation(
            name="sigmoid",
            about="between 0 and 1; the classic; slope at most 0.25, flat far from 0",
            definition="def sigmoid(z):\n"
            '    with np.errstate(over="ignore"):\n'
            "        return 1 / (1 + np.exp(-z))",
            forward=_sigmoid_forward,
            slope=Slope(
                "({l} * (1 - {l}))",
                _sigmoid_slope,
                from_z="np.exp(-{z}) / (1 + np.exp(-{z})) ** 2",
            ),
        ),
        Activation(
            name="tanh",
            about="between -1 and 1, centred on 0; slope at most 1, flat far from 0",
            definition="def tanh(z):\n    return np.tanh(z)",
            forward=_tanh_forward,
            slope=Slope("(1 - {l} * {l})", _tanh_slope, from_z="1 - np.tanh({z}) ** 2"),
        ),
        Activation(
            name="relu",
            about="z above 0, else 0; slope 1 or 0 (0 at z = 0); a unit can die",
            definition="def relu(z):\n    return np.maximum(z, 0)",
            forward=_relu_forward,
            slope=Slope("({z} > 0)", _relu_slope, is_kinked=True),
        ),
        Activation(
            name="leaky_relu",
            about="z above 0, else 0.01 z; slope 1 or 0.01, so no unit dies",
            definition="def leaky_relu(z):\n    return np.where(z > 0, z, 0.01 * z)",
            forward=_leaky_relu_forward,
            slope=Slope("np.where({z} > 0, 1, 0.01)", _leaky_relu_slope, is_kinked=True),
        ),
        Activation(
            name="linear",
            about="z itself; for targets that are any number",
            definition="def linear(z):\n    return z.copy()",
            forward=_linear_forward,
            slope=Slope("1", _no_slope, is_one=True),
        ),
        Activation(
            name="softmax",
            about="shares that sum to 1 over a row; output layer only, with cross-entropy",
            definition="def softmax(z):\n"
            "    e = np.exp(z - z.max(axis=1, keepdims=True))\n"
            "    return e / e.sum(axis=1, keepdims=True)",
            forward=_softmax_forward,
            slope=None,
        ),
    ],
)
"""Every activation there is; an entry here is all that a new one needs."""

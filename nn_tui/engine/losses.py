"""Losses: each value with its output delta beside it.

The error at the output is y - l for every loss; a loss says how its delta follows from it, and
how its value is reduced (sum or mean) over rows and outputs.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import numpy as np

from nn_tui.engine.activations import Activation, Slope
from nn_tui.engine.arrays import HALF, ZERO, Array, Call, constant
from nn_tui.engine.registry import Registry


@dataclass(frozen=True, slots=True)
class OutputArrays:
    """The output layer's arrays that a loss reads: (rows, outputs), or (epochs, rows, outputs)."""

    y: Array
    """Targets."""
    z: Array
    """Pre-activation of the output layer."""
    l: Array
    """Outputs."""


@dataclass(frozen=True, slots=True)
class Loss:
    """One loss function of the outputs, and the delta that it starts the backward pass with."""

    name: str
    """The word on the screen, on the command line and in files."""
    about: str
    """One line for a person who has to choose; it states the reduction."""
    value_source: str
    """Source of the value, with {y}, {l} and {z} for the arrays."""
    value: Callable[[OutputArrays, Array], list[Call]]
    """(arrays, loss): the calls that write the loss of these rows into `loss`: one number, or one
    for each epoch where the arrays have an axis of epochs."""
    scale_source: str
    """Source of what follows `error * slope` in the delta, with {l} for the outputs."""
    scale: Callable[[Array, Array], list[Call]]
    """(source, delta): the calls that write `source`, which is error * slope or error alone and may
    be delta itself, times the loss's factor into `delta`."""
    activation: str | None = None
    """The one output activation that it goes with, or None: any that has a slope."""
    definition: str = ""
    """Python source of a function that the value's source calls, where numpy has none."""

    @property
    def reads_z(self) -> bool:
        """Whether the value is computed from z: so are the losses with logarithms."""
        return "{z}" in self.value_source

    def slope(self, activation: Activation) -> Slope | None:
        """Give the slope that stands in the output delta, or None: in this loss it cancels."""
        return None if self.activation is not None else activation.slope

    def delta_source(self, activation: Activation, l: str, z: str) -> str:
        """Write the output delta's right-hand side as source, association as computed."""
        slope = self.slope(activation)
        factor = f" * {slope.source.format(l=l, z=z)}" if slope and slope.source else ""
        return f"{l}_error{factor}{self.scale_source.format(l=l)}"


def mean_absolute(y: Array, l: Array, error: Array) -> list[Call]:
    """Bind the mean of |y - l| over rows and outputs.

    Args:
        y: Targets, (..., rows, outputs).
        l: Outputs, (..., rows, outputs).
        error: Where the mean is written, (...).
    """
    sizes = np.empty_like(l)
    return [
        partial(np.subtract, y, l, sizes),
        partial(np.absolute, sizes, sizes),
        _total(sizes, error),
        partial(np.divide, error, constant(_cells(l)), error),
    ]


def _total(terms: Array, total: Array) -> Call:
    """Bind the sum over rows and outputs, in the order of np.sum."""
    return partial(np.add.reduce, terms.reshape(*total.shape, -1), -1, None, total)


def _cells(l: Array) -> int:
    """Count rows times outputs."""
    return int(l.shape[-2] * l.shape[-1])


def _sum_of_squares(arrays: OutputArrays, loss: Array) -> list[Call]:
    squares = np.empty_like(arrays.l)
    return [
        partial(np.subtract, arrays.y, arrays.l, squares),
        partial(np.multiply, squares, squares, squares),
        _total(squares, loss),
    ]


def _squared(arrays: OutputArrays, loss: Array) -> list[Call]:
    return [*_sum_of_squares(arrays, loss), partial(np.multiply, loss, HALF, loss)]


def _mse(arrays: OutputArrays, loss: Array) -> list[Call]:
    count = constant(_cells(arrays.l))
    return [*_sum_of_squares(arrays, loss), partial(np.divide, loss, count, loss)]


def _bce(arrays: OutputArrays, loss: Array) -> list[Call]:
    """Bind the mean of max(z, 0) - z y + log(1 + exp(-|z|)).

    It is -y log(l) - (1 - y) log(1 - l) with l = sigmoid(z) put in and solved for z, so it stays
    finite where l has rounded to 0 or 1.
    """
    y, z = arrays.y, arrays.z
    terms, part = np.empty_like(z), np.empty_like(z)
    return [
        partial(np.maximum, z, ZERO, out=terms),
        partial(np.multiply, z, y, part),
        partial(np.subtract, terms, part, terms),
        partial(np.absolute, z, part),
        partial(np.negative, part, part),
        partial(np.exp, part, part),
        partial(np.log1p, part, part),
        partial(np.add, terms, part, terms),
        _total(terms, loss),
        partial(np.divide, loss, constant(_cells(z)), loss),
    ]


def _cross_entropy(arrays: OutputArrays, loss: Array) -> list[Call]:
    """Bind -sum(y log_softmax(z)) / rows; log_softmax(z) = s - log(sum(exp(s))), s = z - max(z)."""
    y, z = arrays.y, arrays.z
    shifted, part, column = np.empty_like(z), np.empty_like(z), np.empty((*z.shape[:-1], 1))
    return [
        partial(np.maximum.reduce, z, axis=-1, out=column, keepdims=True),
        partial(np.subtract, z, column, shifted),
        partial(np.exp, shifted, part),
        partial(np.add.reduce, part, axis=-1, out=column, keepdims=True),
        partial(np.log, column, column),
        partial(np.subtract, shifted, column, shifted),
        partial(np.multiply, y, shifted, shifted),
        _total(shifted, loss),
        partial(np.negative, loss, loss),
        partial(np.divide, loss, constant(z.shape[-2]), loss),
    ]


def _keep(source: Array, delta: Array) -> list[Call]:
    return [] if source is delta else [partial(np.copyto, delta, source)]


def _times_two_over_size(source: Array, delta: Array) -> list[Call]:
    return [partial(np.multiply, source, constant(2 / delta.size), delta)]


def _over_size(source: Array, delta: Array) -> list[Call]:
    return [partial(np.divide, source, constant(delta.size), delta)]


def _over_rows(source: Array, delta: Array) -> list[Call]:
    return [partial(np.divide, source, constant(len(delta)), delta)]


LOSSES = Registry(
    "loss",
    [
        Loss(
            name="squared",
            about="half the sum of squared errors over rows and outputs; the classic",
            value_source="0.5 * np.sum(({y} - {l}) ** 2)",
            value=_squared,
            scale_source="",
            scale=_keep,
        ),
        Loss(
            name="mse",
            about="mean of squared errors over rows and outputs; for targets that are any number",
            value_source="np.mean(({y} - {l}) ** 2)",
            value=_mse,
            scale_source=" * (2 / {l}.size)",
            scale=_times_two_over_size,
        ),
        Loss(
            name="bce",
            about="binary cross-entropy, mean over rows and outputs; with sigmoid, two classes",
            value_source="np.mean(np.maximum({z}, 0) - {z} * {y} + np.log1p(np.exp(-np.abs({z}))))",
            value=_bce,
            scale_source=" / {l}.size",
            scale=_over_size,
            activation="sigmoid",
        ),
        Loss(
            name="cross-entropy",
            about="cross-entropy, mean over rows; with softmax, three or more classes",
            value_source="-np.sum({y} * log_softmax({z})) / len({y})",
            value=_cross_entropy,
            scale_source=" / len({l})",
            scale=_over_rows,
            activation="softmax",
            definition="def log_softmax(z):\n"
            "    s = z - z.max(axis=1, keepdims=True)\n"
            "    return s - np.log(np.exp(s).sum(axis=1, keepdims=True))",
        ),
    ],
)
"""Every loss there is; an entry here is all that a new one needs."""

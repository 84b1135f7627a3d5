"""What is taken for the slope of an activation by mistake."""

from __future__ import annotations

import numpy as np

from nn_tui.engine.activations import ACTIVATIONS, Activation, Slope
from nn_tui.engine.arrays import Array, Call

LEAKY = "leaky_relu"
"""The activation that has a slope below zero which can be forgotten."""


def source_at_l(slope: Slope, activation: str) -> str:
    """Write a slope, which is given in terms of {l}, at l instead of z: `sigmoid({l})` for {l}.

    Returns:
        "" where the slope is not written in terms of {l}: there it is the same at l as at z.
    """
    return slope.source.replace("{l}", f"{activation}({{l}})") if "{l}" in slope.source else ""


def source_without_leak(activation: str) -> str:
    """Write the slope of a leaky relu as that of a relu; "" for any other activation."""
    relu = ACTIVATIONS["relu"].slope
    return relu.source if activation == LEAKY and relu is not None else ""


def forgotten() -> Slope:
    """Give what stands in place of a slope that is forgotten: nothing."""
    return Slope("", _nothing, is_one=True, is_right=False)


def without_leak() -> Slope:
    """Give the slope of a relu, for that of a leaky one."""
    relu = ACTIVATIONS["relu"].slope
    assert relu is not None, "a relu works on each unit alone"
    return Slope(relu.source, relu.calls, is_kinked=True, is_right=False)


def at_l(activation: Activation) -> Slope | None:
    """Give an activation's slope taken at l instead of z; None: that is the same."""
    slope = activation.slope
    source = source_at_l(slope, activation.name) if slope is not None else ""
    if slope is None or not source:
        return None

    def calls(_z: Array, l: Array, out: Array) -> list[Call]:
        """Bind f(l), and the slope that is found from that where f(z) belongs."""
        again = np.empty_like(l)
        return [*activation.forward(l, again), *slope.calls(l, again, out)]

    return Slope(source, calls, is_right=False)


def _nothing(_z: Array, _l: Array, _slope: Array) -> list[Call]:
    return []

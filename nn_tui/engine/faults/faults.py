"""The faults that there are."""

from __future__ import annotations

from nn_tui.engine.faults import reasons, rewriting
from nn_tui.engine.faults.fault import Fault
from nn_tui.engine.network import Network
from nn_tui.engine.registry import Registry

_NO_HIDDEN = "needs a hidden layer"


def _delta(layer: int) -> str:
    return f"l{layer}_delta"


def _error(layer: int) -> str:
    return f"l{layer}_error"


def _bias_descent(layer: int) -> str:
    return f"bias_{layer - 1}_descent"


def _every(network: Network) -> range:
    return range(1, network.depth + 1)


def _hidden(network: Network) -> range:
    return range(1, network.depth)


def _output(network: Network) -> range:
    return range(network.depth, network.depth + 1)


def _with_bias(network: Network) -> range:
    return _every(network) if network.has_bias else range(0)


FAULTS = Registry(
    "fault",
    [
        Fault(
            name="slope-at-l",
            label="slope taken at l instead of z",
            about="sigma'(l) for sigma'(z): l is put through the activation once more.",
            array=_delta,
            layers=_every,
            reason=reasons.reason_at_l,
            rewrite=rewriting.slope_at_l,
        ),
        Fault(
            name="slope-forgotten",
            label="slope forgotten",
            about="The delta is the error: as if the activation were linear.",
            array=_delta,
            layers=_every,
            reason=reasons.reason_of_slope,
            rewrite=rewriting.slope_forgotten,
        ),
        Fault(
            name="leak-forgotten",
            label="leaky slope forgotten",
            about="Slope 0 below zero, as of a relu: leaky relu has 0.01 there.",
            array=_delta,
            layers=_every,
            reason=reasons.reason_of_leak,
            rewrite=rewriting.slope_without_leak,
        ),
        Fault(
            name="rows-missing",
            label="1/rows missing",
            about="The loss is a mean over rows; its delta forgets to divide by them.",
            array=_delta,
            layers=_output,
            reason=reasons.reason_of_rows,
            rewrite=rewriting.scale_without_rows,
        ),
        Fault(
            name="updated-first",
            label="computed after the weights above were updated",
            about="The error comes back over a synapse that has moved already.",
            array=_error,
            layers=_hidden,
            why_no_layer=_NO_HIDDEN,
            reason=reasons.no_reason,
            rewrite=rewriting.error_over_updated,
        ),
        Fault(
            name="untransposed",
            label="synapse used untransposed",
            about="Back goes through the synapse as forward did: it fits only where it is square.",
            array=_error,
            layers=_hidden,
            why_no_layer=_NO_HIDDEN,
            reason=reasons.reason_of_transpose,
            rewrite=rewriting.error_untransposed,
        ),
        Fault(
            name="sign-flipped",
            label="the error's sign flipped",
            about="Every pull from there on goes the wrong way.",
            array=_error,
            layers=_every,
            reason=reasons.no_reason,
            rewrite=rewriting.error_flipped,
        ),
        Fault(
            name="bias-unmoved",
            label="the bias's descent left at zero",
            about="One bias never moves; the weights learn around it.",
            array=_bias_descent,
            layers=_with_bias,
            why_no_layer="needs a bias: this network has none",
            reason=reasons.no_reason,
            rewrite=rewriting.descent_unmoved,
        ),
    ],
)
"""Every fault of the bug lab by name, in the order in which they are offered."""

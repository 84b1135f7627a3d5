"""The faults that there are."""

from __future__ import annotations

from dataclasses import replace

from nn_tui.engine.activations import Slope
from nn_tui.engine.faults import slopes
from nn_tui.engine.faults.fault import Fault
from nn_tui.engine.faults.scales import has_rows, without_rows
from nn_tui.engine.network import Network
from nn_tui.engine.ops.backward import (
    BiasDescent,
    HiddenDelta,
    HiddenError,
    OutputDelta,
    OutputError,
)
from nn_tui.engine.ops.faulty import (
    ErrorOverUpdated,
    FlippedHiddenError,
    FlippedOutputError,
    UnmovedBiasDescent,
    UntransposedError,
)
from nn_tui.engine.ops.op import Op
from nn_tui.engine.program import Program
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


def _no_reason(_program: Program, _layer: int) -> str:
    return ""


def _slope(program: Program, layer: int) -> Slope | None:
    network = program.network
    activation = network.activations[layer - 1]
    return network.loss.slope(activation) if layer == network.depth else activation.slope


def _reason_of_slope(program: Program, layer: int) -> str:
    """Say why there is no slope in a delta that could be wrong."""
    slope = _slope(program, layer)
    if slope is None:
        return f"with {program.network.loss.name} the slope cancels"
    name = program.network.activations[layer - 1].name
    return f"the slope of {name} is 1 everywhere" if slope.is_one else ""


def _reason_at_l(program: Program, layer: int) -> str:
    activation = program.network.activations[layer - 1]
    if reason := _reason_of_slope(program, layer):
        return reason
    same = f"the slope of {activation.name} is the same at l"
    return "" if slopes.at_l(activation) is not None else same


def _reason_of_leak(program: Program, layer: int) -> str:
    name = program.network.activations[layer - 1].name
    return "" if name == slopes.LEAKY else f"needs {slopes.LEAKY}"


def _reason_of_rows(program: Program, _layer: int) -> str:
    loss = program.network.loss
    if not has_rows(loss):
        return f"{loss.name} sums over rows"
    return "" if program.schedule.batch_rows > 1 else "batches of one row: 1/rows is 1"


def _reason_of_transpose(program: Program, layer: int) -> str:
    below, above = program.network.sizes[layer : layer + 2]
    if below != above:
        return f"synapse_{layer} is {below} x {above}: needs a square one"
    return "" if below > 1 else f"synapse_{layer} is 1 x 1: its own transpose"


def _with_slope(op: Op, slope: Slope | None) -> Op:
    """Put another slope in a delta's line; None: leave it."""
    if slope is None:
        return op
    if isinstance(op, OutputDelta) and op.slope is not None:
        return replace(op, activation=replace(op.activation, slope=slope))
    return replace(op, slope=slope) if isinstance(op, HiddenDelta) else op


def _at_l(op: Op, program: Program) -> Op:
    if op.layer is None or _reason_of_slope(program, op.layer):
        return op
    return _with_slope(op, slopes.at_l(program.network.activations[op.layer - 1]))


def _without_leak(op: Op, program: Program) -> Op:
    assert op.layer is not None, "a delta is of a layer"
    is_leaky = program.network.activations[op.layer - 1].name == slopes.LEAKY
    return _with_slope(op, slopes.without_leak() if is_leaky else None)


def _forgotten(op: Op, _program: Program) -> Op:
    return _with_slope(op, slopes.forgotten())


def _without_rows(op: Op, program: Program) -> Op:
    if not isinstance(op, OutputDelta) or not has_rows(op.loss):
        return op
    return replace(op, loss=without_rows(op.loss, program.network.sizes[-1]))


def _over_updated(op: Op, program: Program) -> Op:
    if not isinstance(op, HiddenError):
        return op
    is_frozen = f"synapse_{op.layer}" in program.frozen
    return ErrorOverUpdated(op.layer, program.network.optimizer, is_frozen)


def _untransposed(op: Op, program: Program) -> Op:
    if not isinstance(op, HiddenError):
        return op
    below, above = program.network.sizes[op.layer : op.layer + 2]
    return UntransposedError(op.layer) if below == above else op


def _flipped(op: Op, _program: Program) -> Op:
    if isinstance(op, OutputError):
        return FlippedOutputError(op.layer)
    return FlippedHiddenError(op.layer) if isinstance(op, HiddenError) else op


def _unmoved(op: Op, _program: Program) -> Op:
    return UnmovedBiasDescent(op.layer) if isinstance(op, BiasDescent) else op


FAULTS = Registry(
    "fault",
    [
        Fault(
            "slope-at-l",
            "slope taken at l instead of z",
            "sigma'(l) for sigma'(z): l is put through the activation once more.",
            _delta,
            _every,
            "",
            _reason_at_l,
            _at_l,
        ),
        Fault(
            "slope-forgotten",
            "slope forgotten",
            "The delta is the error: as if the activation were linear.",
            _delta,
            _every,
            "",
            _reason_of_slope,
            _forgotten,
        ),
        Fault(
            "leak-forgotten",
            "leaky slope forgotten",
            "Slope 0 below zero, as of a relu: leaky relu has 0.01 there.",
            _delta,
            _every,
            "",
            _reason_of_leak,
            _without_leak,
        ),
        Fault(
            "rows-missing",
            "1/rows missing",
            "The loss is a mean over rows; its delta forgets to divide by them.",
            _delta,
            _output,
            "",
            _reason_of_rows,
            _without_rows,
        ),
        Fault(
            "updated-first",
            "computed after the weights above were updated",
            "The error comes back over a synapse that has moved already.",
            _error,
            _hidden,
            _NO_HIDDEN,
            _no_reason,
            _over_updated,
        ),
        Fault(
            "untransposed",
            "synapse used untransposed",
            "Back goes through the synapse as forward did: it fits only where it is square.",
            _error,
            _hidden,
            _NO_HIDDEN,
            _reason_of_transpose,
            _untransposed,
        ),
        Fault(
            "sign-flipped",
            "the error's sign flipped",
            "Every pull from there on goes the wrong way.",
            _error,
            _every,
            "",
            _no_reason,
            _flipped,
        ),
        Fault(
            "bias-unmoved",
            "the bias's descent left at zero",
            "One bias never moves; the weights learn around it.",
            _bias_descent,
            _with_bias,
            "needs a bias: this network has none",
            _no_reason,
            _unmoved,
        ),
    ],
)
"""Every fault of the bug lab by name, in the order in which they are offered."""

"""The faulty line in place of a right one; an op that is no such line stays as it is."""

from __future__ import annotations

from dataclasses import replace

from nn_tui.engine.activations import Slope
from nn_tui.engine.faults import slopes
from nn_tui.engine.faults.reasons import reason_of_slope
from nn_tui.engine.faults.scales import has_rows, without_rows
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


def slope_at_l(op: Op, program: Program) -> Op:
    """Take the slope at l instead of z."""
    if op.layer is None or reason_of_slope(program, op.layer):
        return op
    return _with_slope(op, slopes.at_l(program.network.activations[op.layer - 1]))


def slope_without_leak(op: Op, program: Program) -> Op:
    """Put a relu's slope in the place of a leaky one's."""
    assert op.layer is not None, "a delta is of a layer"
    is_leaky = program.network.activations[op.layer - 1].name == slopes.LEAKY
    return _with_slope(op, slopes.without_leak() if is_leaky else None)


def slope_forgotten(op: Op, _program: Program) -> Op:
    """Leave the slope out of a delta."""
    return _with_slope(op, slopes.forgotten())


def scale_without_rows(op: Op, program: Program) -> Op:
    """Leave 1/rows out of the output's delta."""
    if not isinstance(op, OutputDelta) or not has_rows(op.loss):
        return op
    return replace(op, loss=without_rows(op.loss, program.network.sizes[-1]))


def error_over_updated(op: Op, program: Program) -> Op:
    """Carry an error back over the synapse as its update will leave it."""
    if not isinstance(op, HiddenError):
        return op
    is_frozen = f"synapse_{op.layer}" in program.frozen
    return ErrorOverUpdated(op.layer, program.network.optimizer, is_frozen)


def error_untransposed(op: Op, program: Program) -> Op:
    """Carry an error back over the synapse untransposed, where that is square."""
    if not isinstance(op, HiddenError):
        return op
    below, above = program.network.sizes[op.layer : op.layer + 2]
    return UntransposedError(op.layer) if below == above else op


def error_flipped(op: Op, _program: Program) -> Op:
    """Flip the sign of an error."""
    if isinstance(op, OutputError):
        return FlippedOutputError(op.layer)
    return FlippedHiddenError(op.layer) if isinstance(op, HiddenError) else op


def descent_unmoved(op: Op, _program: Program) -> Op:
    """Leave a bias's descent at zero."""
    return UnmovedBiasDescent(op.layer) if isinstance(op, BiasDescent) else op


def _with_slope(op: Op, slope: Slope | None) -> Op:
    """Put another slope in a delta's line; None: leave it."""
    if slope is None:
        return op
    if isinstance(op, OutputDelta) and op.slope is not None:
        return replace(op, activation=replace(op.activation, slope=slope))
    return replace(op, slope=slope) if isinstance(op, HiddenDelta) else op

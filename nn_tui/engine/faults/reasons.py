"""Why a fault cannot change a layer of a program: a few words each, or "" where it can."""

from __future__ import annotations

from nn_tui.engine.activations import Slope
from nn_tui.engine.faults import slopes
from nn_tui.engine.faults.scales import has_rows
from nn_tui.engine.program import Program


def no_reason(_program: Program, _layer: int) -> str:
    """Say nothing: it can change every layer that has such a line."""
    return ""


def reason_of_slope(program: Program, layer: int) -> str:
    """Say why there is no slope in a delta that could be wrong."""
    slope = _slope(program, layer)
    if slope is None:
        return f"with {program.network.loss.name} the slope cancels"
    name = program.network.activations[layer - 1].name
    return f"the slope of {name} is 1 everywhere" if slope.is_one else ""


def reason_at_l(program: Program, layer: int) -> str:
    """Say why a slope is the same whether it is taken at l or at z."""
    activation = program.network.activations[layer - 1]
    if reason := reason_of_slope(program, layer):
        return reason
    same = f"the slope of {activation.name} is the same at l"
    return "" if slopes.at_l(activation) is not None else same


def reason_of_leak(program: Program, layer: int) -> str:
    """Say that a layer has no leak to be forgotten."""
    name = program.network.activations[layer - 1].name
    return "" if name == slopes.LEAKY else f"needs {slopes.LEAKY}"


def reason_of_rows(program: Program, _layer: int) -> str:
    """Say why there is no 1/rows that could be missing."""
    loss = program.network.loss
    if not has_rows(loss):
        return f"{loss.name} sums over rows"
    return "" if program.schedule.batch_rows > 1 else "batches of one row: 1/rows is 1"


def reason_of_transpose(program: Program, layer: int) -> str:
    """Say why the synapse above does not fit untransposed, or is the same."""
    below, above = program.network.sizes[layer : layer + 2]
    if below != above:
        return f"synapse_{layer} is {below} x {above}: needs a square one"
    return "" if below > 1 else f"synapse_{layer} is 1 x 1: its own transpose"


def _slope(program: Program, layer: int) -> Slope | None:
    network = program.network
    activation = network.activations[layer - 1]
    return network.loss.slope(activation) if layer == network.depth else activation.slope

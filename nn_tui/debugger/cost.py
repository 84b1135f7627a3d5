"""How long replaying and keeping take, as estimated: only their ratio is used."""

from __future__ import annotations

from nn_tui.engine.machine_state import MachineState
from nn_tui.engine.program import Program

_OP_NANOSECONDS = 700.0
"""An op on small arrays: one or two calls, whatever they do."""

_PRODUCT_NANOSECONDS = 0.15
"""A multiplication in each of the three matrix products of a layer."""

_UNIT_NANOSECONDS = 25.0
"""All that is done with one unit of one row but for the products: activation, slope, error."""

_FRAME_NANOSECONDS = 100_000.0
"""Keeping a moment, however small: its share in thinning out others, and in cold caches, too."""

_NUMBER_NANOSECONDS = 8.0
"""Copying a number into fresh memory, and looking whether it is finite."""


def iteration_cost(program: Program) -> float:
    """Estimate an iteration, in nanoseconds."""
    network, rows = program.network, program.schedule.batch_rows
    of_a_row = _PRODUCT_NANOSECONDS * network.parameter_count
    of_a_row += _UNIT_NANOSECONDS * sum(network.sizes[1:])
    return _OP_NANOSECONDS * len(program.iteration) + rows * of_a_row


def ops_cost(program: Program, ops: int) -> float:
    """Estimate so many ops of a run, in nanoseconds."""
    return iteration_cost(program) * ops / len(program.iteration)


def keyframe_cost(state: MachineState) -> float:
    """Estimate what keeping a moment took, in nanoseconds."""
    return _FRAME_NANOSECONDS + _NUMBER_NANOSECONDS * state.size

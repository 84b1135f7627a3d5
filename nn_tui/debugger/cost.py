"""How long replaying and keeping take, as estimated: only their ratio is used."""

from __future__ import annotations

from nn_tui.engine.machine import MachineState
from nn_tui.engine.program import Program

_OP_NANOSECONDS = 600.0
"""An op on small arrays: one or two calls, whatever they do."""

_PRODUCT_NANOSECONDS = 0.2
"""A multiplication in each of the three matrix products of a layer."""

_FRAME_NANOSECONDS = 15_000.0
"""Keeping a moment, however small."""

_NUMBER_NANOSECONDS = 4.0
"""Copying a number into fresh memory, and looking whether it is finite."""


def iteration_cost(program: Program) -> float:
    """Estimate an iteration, in nanoseconds."""
    products = program.schedule.batch_rows * program.network.parameter_count
    return _OP_NANOSECONDS * len(program.iteration) + _PRODUCT_NANOSECONDS * products


def ops_cost(program: Program, ops: int) -> float:
    """Estimate so many ops of a run, in nanoseconds."""
    return iteration_cost(program) * ops / len(program.iteration)


def keyframe_cost(state: MachineState) -> float:
    """Estimate what keeping a moment took, in nanoseconds."""
    return _FRAME_NANOSECONDS + _NUMBER_NANOSECONDS * state.size

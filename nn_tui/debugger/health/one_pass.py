"""A pass forward and backward with weights of any moment, all its rows in one batch."""

from __future__ import annotations

from collections.abc import Mapping

from nn_tui.engine.arrays import Array
from nn_tui.engine.composition import build_program
from nn_tui.engine.machine import Machine
from nn_tui.engine.network import Network
from nn_tui.engine.ops.op import Phase
from nn_tui.engine.program import Program
from nn_tui.engine.schedule import Schedule
from nn_tui.engine.workspace import Workspace


def pass_program(network: Network, rows: int) -> Program:
    """Write the program of a pass over so many rows."""
    return build_program(network, Schedule(rows, rows, is_shuffled=False), seed=0)


def one_pass(
    network: Network, inputs: Array, targets: Array, weights: Mapping[str, Array]
) -> Mapping[str, Array]:
    """Send rows through a network, and what is wrong with their outputs back.

    Args:
        network: Of what shape it is.
        inputs: (rows, n_in).
        targets: (rows, n_out).
        weights: Weights and biases, each of its parameter's shape.

    Returns:
        By name: l0, y, z1, l1, ..., errors and deltas.
    """
    program = pass_program(network, len(inputs))
    workspace = Workspace(program, inputs, targets)
    workspace.set_parameters(weights)
    machine = Machine(program, workspace)
    phases = [op.phase for op in program.iteration]
    machine.run_ops(phases.index(Phase.DESCENT))
    written = program.last_ops(machine.cursor, machine.cursor.op)
    return {name: workspace.arrays[name] for name in ("l0", "y", *(op.writes for op in written))}

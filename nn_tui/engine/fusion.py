"""What full speed runs in place of the ops one by one: fewer calls, the same arithmetic.

At these sizes the cost of an iteration is its number of calls. Two kinds of call work cell by cell,
so one call over neighbouring arrays gives the bits of one call an array: the updates of all
parameters, and the slopes of neighbouring layers with one activation.
"""

from __future__ import annotations

from itertools import groupby

from nn_tui.engine.activations import Slope
from nn_tui.engine.arrays import Call
from nn_tui.engine.ops.backward import HiddenDelta, OutputDelta
from nn_tui.engine.ops.op import Buffers, Phase
from nn_tui.engine.ops.update import Update
from nn_tui.engine.program import Program
from nn_tui.engine.workspace import Workspace


def fused_iteration(program: Program, workspace: Workspace, buffers: Buffers) -> list[Call]:
    """Bind one iteration in as few calls as give the same bits.

    Args:
        program: Whose iteration it is.
        workspace: Whose block the calls span; in a short batch, the rows behind it too.
        buffers: The arrays of a batch of one size.
    """
    spans = _shared_slopes([op for op in program.iteration if isinstance(op, _DELTAS)])
    early = {layer for layers, _ in spans for layer in layers}
    calls: list[Call] = []
    for op in program.iteration:
        if op.phase is Phase.ERROR:
            calls += [call for layers, slope in spans for call in _span(workspace, layers, slope)]
        if isinstance(op, _DELTAS) and op.layer in early:
            calls += op.bind_product(buffers)
        elif op.phase is not Phase.UPDATE:
            calls += op.bind(buffers)
    update = Update("parameters", None, program.network.optimizer, bool(program.frozen))
    return calls + update.bind(buffers)


_DELTAS = HiddenDelta | OutputDelta


def _shared_slopes(deltas: list[HiddenDelta | OutputDelta]) -> list[tuple[list[int], Slope]]:
    """Group neighbouring layers with the same slope, two at least, upwards."""
    groups = groupby(reversed(deltas), key=lambda op: op.slope)
    layered = [([op.layer for op in group], slope) for slope, group in groups]
    return [(layers, slope) for layers, slope in layered if slope and len(layers) > 1]


def _span(workspace: Workspace, layers: list[int], slope: Slope) -> list[Call]:
    """Bind the slopes of neighbouring layers, written where their deltas go, as one array."""
    first, last = layers[0], layers[-1]
    z, l, delta = (
        workspace.block[workspace.layout.span(name.format(first), name.format(last))]
        for name in ("z{}", "l{}", "l{}_delta")
    )
    return slope.calls(z, l, delta)

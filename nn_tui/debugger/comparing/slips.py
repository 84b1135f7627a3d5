"""Slips around an activation: its slope at the wrong place, forgotten, kept, or another one."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from nn_tui.debugger.comparing.listing import Fault, Suspicion
from nn_tui.engine.activations import ACTIVATIONS, Activation, Slope
from nn_tui.engine.faults.slopes import source_at_l, source_without_leak
from nn_tui.engine.ops.backward import HiddenDelta, OutputDelta
from nn_tui.engine.program import Program

Slip = Callable[[Slope, str], str]
"""(slope, name of the activation): source of what is taken for a slope, with {l} and {z}; "" where
it is the slope itself."""

Delta = OutputDelta | HiddenDelta


def _with_z(slope: Slope, _name: str) -> str:
    return slope.source.replace("{l}", "{z}") if "{l}" in slope.source else ""


def _forgotten(slope: Slope, _name: str) -> str:
    return "" if slope.is_one else "1"


def _without_leak(_slope: Slope, name: str) -> str:
    return source_without_leak(name)


_SLIPS: tuple[tuple[Fault, Slip], ...] = (
    (Fault.SLOPE_AT_L, source_at_l),
    (Fault.SLOPE_WITH_Z, _with_z),
    (Fault.SLOPE_FORGOTTEN, _forgotten),
    (Fault.LEAK_FORGOTTEN, _without_leak),
)


def delta_slips(program: Program) -> Iterator[Suspicion]:
    """Suspect the slope in each delta, in all hidden ones, and in all there are."""
    deltas = [op for op in program.iteration if isinstance(op, Delta)]
    for fault, slip in _SLIPS:
        lines = {op: line for op in deltas if (line := _delta_line(op, slip, program))}
        yield from _alone_and_together(fault, lines)
    output = next(op for op in deltas if isinstance(op, OutputDelta))
    if output.slope is None:
        kept = output.activation.slope.source if output.activation.slope else "({l} * (1 - {l}))"
        place = f"in {output.writes}"
        yield Suspicion(Fault.SLOPE_KEPT, place, {output.writes: with_slope(output, kept)})


def with_other_activation(program: Program) -> Iterator[Suspicion]:
    """Suspect another activation in each layer, and in all hidden ones."""
    network = program.network
    for activation in (one for one in ACTIVATIONS if one.slope is not None):
        by_layer = {
            layer: _layer_with(program, layer, activation)
            for layer, own in enumerate(network.activations, start=1)
            if own is not activation and (layer < network.depth or network.loss.activation is None)
        }
        hidden = [layer for layer in by_layer if layer < network.depth]
        for layer, lines in by_layer.items():
            yield Suspicion(Fault.ACTIVATION, f"in l{layer}", lines, detail=activation.name)
        if len(hidden) > 1:
            together = {name: line for layer in hidden for name, line in by_layer[layer].items()}
            place = "in every hidden layer"
            yield Suspicion(Fault.ACTIVATION, place, together, detail=activation.name)


def with_slope(op: Delta, source: str) -> str:
    """Write a delta's line with another source, with {l} and {z}, in the place of its slope."""
    layer = op.layer
    factor = "" if source == "1" else f" * {source.format(l=f'l{layer}', z=f'z{layer}')}"
    loss = op.loss.scale_source.format(l=f"l{layer}") if isinstance(op, OutputDelta) else ""
    return f"{op.writes} = l{layer}_error{factor}{loss}"


def _layer_with(program: Program, layer: int, activation: Activation) -> dict[str, str]:
    slope = activation.slope
    assert slope is not None, "others are not suspected"
    delta = next(op for op in program.iteration if isinstance(op, Delta) and op.layer == layer)
    forward = f"l{layer} = {activation.name}(z{layer})"
    return {f"l{layer}": forward, delta.writes: with_slope(delta, slope.source)}


def _alone_and_together(fault: Fault, lines: dict[Delta, str]) -> Iterator[Suspicion]:
    for op, line in lines.items():
        yield Suspicion(fault, f"in {op.writes}", {op.writes: line})
    hidden = {op.writes: line for op, line in lines.items() if isinstance(op, HiddenDelta)}
    if len(hidden) > 1:
        yield Suspicion(fault, "in every hidden delta", hidden)
    if len(lines) > max(1, len(hidden)):
        yield Suspicion(fault, "in every delta", {op.writes: line for op, line in lines.items()})


def _delta_line(op: Delta, slip: Slip, program: Program) -> str:
    name = program.network.activations[op.layer - 1].name
    source = slip(op.slope, name) if op.slope is not None else ""
    return with_slope(op, source) if source else ""

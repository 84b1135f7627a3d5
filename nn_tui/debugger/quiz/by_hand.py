"""Slips of the hand that no program has: a step too few, a step too many, the wrong number read."""

from __future__ import annotations

from collections.abc import Iterator

from nn_tui.debugger.comparing.slips import with_slope
from nn_tui.engine.network import Network
from nn_tui.engine.ops.backward import (
    BiasDescent,
    HiddenDelta,
    HiddenError,
    OutputDelta,
    SynapseDescent,
)
from nn_tui.engine.ops.forward import Activate, PreActivation
from nn_tui.engine.ops.op import Op
from nn_tui.engine.ops.update import Update

Slipped = tuple[str, str]
"""What the person did, and the line that they followed instead."""


def lines_by_hand(op: Op, network: Network) -> Iterator[Slipped]:
    """Write an op's line as somebody may follow it by mistake."""
    match op:
        case PreActivation():
            name = network.activations[op.layer - 1].name
            target, _, source = op.line.partition(" = ")
            what = f"you went on to l{op.layer}, the {name} of it"
            yield what, f"{target} = {name}({source})"
        case Activate():
            yield from _of_activation(op)
        case OutputDelta() | HiddenDelta():
            yield from _of_delta(op)
        case HiddenError():
            yield from _of_hidden_error(op)
        case SynapseDescent() | BiasDescent():
            yield from _of_descent(op)
        case Update():
            yield from _of_update(op)


def _of_activation(op: Activate) -> Iterator[Slipped]:
    z, name = f"z{op.layer}", op.activation.name
    yield f"you gave {z}, before the {name}", f"{op.writes} = {z}"
    yield f"you flipped the sign of {z}", f"{op.writes} = {name}(-{z})"


def _of_delta(op: OutputDelta | HiddenDelta) -> Iterator[Slipped]:
    l, slope = f"l{op.layer}", op.slope
    if slope is not None and not slope.is_one:
        yield f"you used {l}, not its slope", with_slope(op, "{l}")
        alone = slope.source.format(l=l, z=f"z{op.layer}")
        yield "you gave the slope alone, without the error", f"{op.writes} = {alone}"
    if isinstance(op, OutputDelta) and op.loss.scale_source:
        scale = op.loss.scale_source.format(l=l)
        unscaled = op.line.removesuffix(scale)
        yield f"you forgot what the loss divides by:{scale}", unscaled
        if "2 / " in scale:
            halved = scale.replace("2 / ", "1 / ")
            yield "you forgot the 2 of the squared error", f"{unscaled}{halved}"


def _of_hidden_error(op: HiddenError) -> Iterator[Slipped]:
    delta, error = f"l{op.layer + 1}_delta", f"l{op.layer + 1}_error"
    what = f"you carried {error} back, not {delta}: its slope is forgotten"
    yield what, op.line.replace(delta, error)


def _of_descent(op: SynapseDescent | BiasDescent) -> Iterator[Slipped]:
    delta, error = f"l{op.layer}_delta", f"l{op.layer}_error"
    what = f"you multiplied with {error}, not {delta}: the slope is forgotten"
    if isinstance(op, BiasDescent):
        what = f"you summed {error}, not {delta}: the slope is forgotten"
    yield what, op.line.replace(delta, error)
    _, _, source = op.line.partition(" = ")
    yield "you took the mean over the rows, not the sum", f"{op.writes} = ({source}) / len({delta})"


def _of_update(op: Update) -> Iterator[Slipped]:
    parameter, _, step = op.line.partition(" += ")
    if "learning_rate * " in step:
        unscaled = step.replace("learning_rate * ", "")
        yield "you forgot the learning rate", f"{parameter} += {unscaled}"
    yield "you gave the step alone, and forgot the value before it", f"{parameter} = {step}"

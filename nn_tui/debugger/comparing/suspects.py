"""Every usual fault, written as the lines that somebody may have run instead of ours."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from nn_tui.debugger.comparing.factors import Factor, scaled
from nn_tui.debugger.comparing.listing import Fault, Suspicion
from nn_tui.debugger.comparing.slips import delta_slips, with_other_activation
from nn_tui.engine.ops.backward import (
    BiasDescent,
    HiddenDelta,
    HiddenError,
    OutputDelta,
    OutputError,
    SynapseDescent,
)
from nn_tui.engine.ops.forward import PreActivation
from nn_tui.engine.ops.op import Op
from nn_tui.engine.ops.update import Update
from nn_tui.engine.program import Program

Rewrite = Callable[[Op], str]
"""How a line is written otherwise; "" where it cannot be."""

SIGNED = (OutputError, OutputDelta, HiddenError, HiddenDelta, SynapseDescent, BiasDescent, Update)
"""Ops whose result may be scaled or negated."""


def usual_suspects(
    program: Program, factors: Sequence[Factor], rate: float = 1.0
) -> Iterator[Suspicion]:
    """List all that may have been written otherwise.

    Args:
        program: Ours.
        factors: What may be missing, or too much.
        rate: The learning rate.
    """
    yield from _signs(program)
    yield from delta_slips(program)
    yield from _too_soon(program)
    yield from _transposed(program)
    yield from _biases(program)
    yield from _standing(program)
    yield from with_other_activation(program)
    if program.schedule.is_shuffled:
        line = "order = np.arange(len(inputs))"
        yield Suspicion(Fault.ROW_ORDER, "every epoch in file order", {"order": line})
    for factor in factors:
        yield from scaled_suspects(program, factor, rate)


def scaled_suspects(program: Program, factor: Factor, rate: float) -> Iterator[Suspicion]:
    """List where one factor may be missing, or too much."""

    def times(op: Op) -> str:
        return scaled(op.line, factor.source)

    yield from each(program, Fault.FACTOR, SIGNED, times, factor.text)
    descents = (SynapseDescent, BiasDescent)
    yield from every(program, Fault.FACTOR, descents, times, "in every descent", factor.text)
    yield rate_suspect(program, factor, rate)
    for kind, name in ((SynapseDescent, "synapse"), (BiasDescent, "bias")):
        place = f"in the descent of every {name}"
        yield from every(program, Fault.FACTOR, kind, times, place, factor.text)


def rate_suspect(program: Program, factor: Factor, rate: float) -> Suspicion:
    """Suspect a factor in every update, which is another learning rate."""
    lines = {op.writes: scaled(op.line, factor.source) for op in _updates(program)}
    detail = f"as with {factor.value * rate:.6g}, not {rate:.6g}"
    return Suspicion(Fault.LEARNING_RATE, "in every update", lines, detail=detail)


def each(
    program: Program,
    fault: Fault,
    kind: type | tuple[type, ...],
    rewrite: Rewrite,
    detail: str = "",
) -> Iterator[Suspicion]:
    """Suspect each op of a kind alone.

    Args:
        program: Ours.
        fault: Of which fault.
        kind: Class of the ops.
        rewrite: How a line is written then.
        detail: What else there is to say.
    """
    for op in (op for op in program.iteration if isinstance(op, kind)):
        if line := rewrite(op):
            yield Suspicion(fault, place_of(op), {op.writes: line}, detail=detail)


def every(
    program: Program,
    fault: Fault,
    kind: type | tuple[type, ...],
    rewrite: Rewrite,
    place: str,
    detail: str = "",
) -> Iterator[Suspicion]:
    """Suspect all ops of a kind together, where there are several.

    Args:
        program: Ours.
        fault: Of which fault.
        kind: Class of the ops.
        rewrite: How a line is written then.
        place: Where that is, in words.
        detail: What else there is to say.
    """
    ops = [op for op in program.iteration if isinstance(op, kind)]
    lines = {op.writes: line for op in ops if (line := rewrite(op))}
    if len(lines) > 1:
        yield Suspicion(fault, place, lines, detail=detail)


def place_of(op: Op) -> str:
    """Say where an op is."""
    return f"in the update of {op.writes}" if isinstance(op, Update) else f"in {op.writes}"


def _updates(program: Program) -> list[Update]:
    return [op for op in program.iteration if isinstance(op, Update)]


def _negated(op: Op) -> str:
    if isinstance(op, Update):
        return op.line.replace(" += ", " -= ")
    target, _, source = op.line.partition(" = ")
    if isinstance(op, OutputError):
        return f"{target} = {' - '.join(reversed(source.split(' - ')))}"
    return f"{target} = -{source}"


def _signs(program: Program) -> Iterator[Suspicion]:
    yield from each(program, Fault.SIGN, SIGNED, _negated)
    descents = (SynapseDescent, BiasDescent)
    yield from every(program, Fault.SIGN, descents, _negated, "in every descent")
    yield from every(program, Fault.SIGN, Update, _negated, "in every update")


def _too_soon(program: Program) -> Iterator[Suspicion]:
    errors = [op for op in program.iteration if isinstance(op, HiddenError)]
    synapses = tuple(f"synapse_{op.layer}" for op in errors)
    chosen: Iterable[tuple[str, ...]] = {(synapse,) for synapse in synapses} | {synapses}
    for early in sorted(filter(None, chosen)):
        errors_there = ", ".join(f"l{name.removeprefix('synapse_')}_error" for name in early)
        yield Suspicion(Fault.UPDATED_TOO_SOON, f"in {errors_there}", early=early)


def _transposed(program: Program) -> Iterator[Suspicion]:
    sizes = program.network.sizes

    def turned(op: Op) -> str:
        if isinstance(op, HiddenError) and sizes[op.layer] == sizes[op.layer + 1]:
            return op.line.removesuffix(".T")
        if not isinstance(op, PreActivation | SynapseDescent | Update) or op.layer is None:
            return ""
        if sizes[op.layer] != sizes[op.layer - 1] or op.writes.startswith("bias"):
            return ""
        synapse = f"synapse_{op.layer - 1}"
        if isinstance(op, PreActivation):
            return op.line.replace(synapse, f"{synapse}.T")
        if isinstance(op, Update):
            return op.line.replace(f"{synapse}_descent", f"{synapse}_descent.T")
        return f"{op.writes} = (l{op.layer - 1}.T @ l{op.layer}_delta).T"

    kinds = (HiddenError, PreActivation, SynapseDescent, Update)
    yield from each(program, Fault.TRANSPOSED, kinds, turned)
    yield from every(program, Fault.TRANSPOSED, HiddenError, turned, "in every hidden error")


def _biases(program: Program) -> Iterator[Suspicion]:
    def without(op: Op) -> str:
        return op.line.partition(" + bias_")[0] if " + bias_" in op.line else ""

    def unmoved(op: Op) -> str:
        return _unmoved(op) if op.writes.startswith("bias_") else ""

    fault = Fault.BIAS_FORGOTTEN
    yield from each(program, fault, PreActivation, without)
    yield from every(program, fault, PreActivation, without, "in every layer")
    yield from each(program, fault, Update, unmoved)
    yield from every(program, fault, Update, unmoved, "in the update of every bias")


def _standing(program: Program) -> Iterator[Suspicion]:
    def unmoved(op: Op) -> str:
        return _unmoved(op) if op.writes.startswith("synapse_") else ""

    yield from each(program, Fault.NOT_UPDATED, Update, unmoved)
    yield from every(program, Fault.NOT_UPDATED, Update, unmoved, "in the update of every synapse")


def _unmoved(op: Op) -> str:
    return f"{op.writes} = {op.writes}"

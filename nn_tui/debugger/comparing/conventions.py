"""Arrays that are scaled otherwise on purpose: gradients, or a factor that stands elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from nn_tui.debugger.comparing.factors import Factor
from nn_tui.debugger.comparing.tolerance import Tolerance
from nn_tui.debugger.gradient_view import is_negated
from nn_tui.engine.arrays import Array
from nn_tui.engine.network import Network

_GRADIENT = "the gradient, minus ours"


def read_otherwise(
    theirs: Mapping[str, Array],
    ours: Mapping[str, Array],
    network: Network,
    factors: Sequence[Factor],
    tolerance: Tolerance,
) -> dict[str, str] | None:
    """Say how arrays are scaled that differ although all weights come out the same.

    Where every weight is right, an error, delta or descent that is a multiple of ours is no fault:
    the sign or the factor stands in another line.

    Args:
        theirs: Their arrays, in our layout.
        ours: Ours.
        network: What is trained.
        factors: What a line may be multiplied with.
        tolerance: When two numbers are the same.

    Returns:
        By array, how it is scaled; None: not all that differs is scaled, or not all weights are
        there and right.
    """
    differing = [name for name in theirs if not tolerance.agree(theirs[name], ours[name])]
    synapses = [name for name in network.parameters if name.startswith("synapse_")]
    biases = [n.removesuffix("_descent") for n in differing if n.startswith("bias_")]
    if not set(synapses + biases) <= set(theirs) or not all(map(is_negated, differing)):
        return None
    notes = {}
    for name in differing:
        note = _scaling(theirs[name], ours[name], factors, tolerance)
        if note is None:
            return None
        notes[name] = note
    return notes


def as_gradients(theirs: Mapping[str, Array]) -> Iterator[dict[str, Array]]:
    """Read what may be gradients as such: errors too, deltas and descents, descents alone."""
    for endings in (("_error", "_delta", "_descent"), ("_delta", "_descent"), ("_descent",)):
        if any(name.endswith(endings) for name in theirs):
            yield {
                name: -values if is_negated(name) and name.endswith(endings) else values
                for name, values in theirs.items()
            }


def _scaling(
    theirs: Array, ours: Array, factors: Sequence[Factor], tolerance: Tolerance
) -> str | None:
    if tolerance.agree(theirs, -ours):
        return _GRADIENT
    for factor in factors:
        if tolerance.agree(theirs, factor.value * ours):
            return f"ours {factor.text}"
        if tolerance.agree(theirs, -factor.value * ours):
            return f"{_GRADIENT}, {factor.text}"
    return None

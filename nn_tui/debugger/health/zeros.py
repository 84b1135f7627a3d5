"""Weights that are all zero, which let nothing through."""

from __future__ import annotations

from nn_tui.debugger.health.examination import Examination


def all_zero(examined: Examination, synapse: int) -> str:
    """Say that every weight is zero, or every one of a synapse; "" where they are not.

    Args:
        examined: Whose weights.
        synapse: The number of the synapse that matters.
    """
    names = [f"synapse_{layer}" for layer in range(examined.network.depth)]
    zero = [name for name in names if not _any(examined, name)]
    if f"synapse_{synapse}" not in zero:
        return ""
    return "all weights are zero" if zero == names else f"all weights of synapse_{synapse} are zero"


def _any(examined: Examination, name: str) -> bool:
    weights = examined.moment.array(name)
    return weights is None or bool(weights.any())

"""Whether a person has found what is hidden, and where it could be seen."""

from __future__ import annotations

from dataclasses import dataclass

from nn_tui.engine.faults.decoys import DECOYS
from nn_tui.engine.faults.planted import Planted


@dataclass(frozen=True, slots=True)
class Judgement:
    """What is said of a cause and a layer that a person has named."""

    is_right: bool
    """Whether it is that."""
    text: str
    """What there is to say."""


def judge(named: Planted, hidden: Planted) -> Judgement:
    """Hold what a person has named against what is hidden; what is wrong is not told more of."""
    if (named.name, named.layer) == (hidden.name, hidden.layer):
        return Judgement(True, f"Right: {solution(hidden)}")
    if named.name == hidden.name:
        return Judgement(False, f"Not in {named.array}: the cause is right, the layer another.")
    if named.array and named.array == hidden.array:
        return Judgement(False, f"No: the line of {named.array} is the wrong one, in another way.")
    return Judgement(False, f"No: it is not {named.answer}.")


def solution(hidden: Planted) -> str:
    """Say what it was, and where it could be seen."""
    if hidden.fault is None:
        seen_in = DECOYS[hidden.name].seen_in
        return f"{hidden.answer}. No line is wrong: G finds nothing. It shows in {seen_in}."
    layer, array = hidden.layer, hidden.array
    if array.startswith("bias"):
        return f"{hidden.answer}. G is red in that array alone; while it is hidden, e says so too."
    below = " and in all below" if layer > 1 else ""
    return (
        f"{hidden.answer}. Seen from the output, the first red grid of G is "
        f"synapse_{layer - 1}_descent, red there{below}; while it is hidden, e on a cell of "
        f"{array} says that it differs from its line."
    )

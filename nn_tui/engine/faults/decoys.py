"""Decoys: a set-up that goes wrong, while every line and every gradient is right."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

from nn_tui.engine.program import Program
from nn_tui.engine.registry import Registry
from nn_tui.engine.workspace import Workspace

RATE = "rate-too-high"
"""Name of the decoy that raises the learning rate."""

TOO_HIGH = 100
"""How many times what it was the learning rate of the decoy is."""

_DIGITS = 15
"""Decimal digits that every float keeps: 100 times 0.07 is 7, not 7.000000000000001."""


@dataclass(frozen=True, slots=True)
class Decoy:
    """One way to set a run up wrong."""

    name: str
    """A word for it, in the program."""
    label: str
    """What it is called on the screen."""
    about: str
    """A sentence for a person who has to choose."""
    mark: str
    """What is wrong, in a word for the first line of the screen."""
    seen_in: str
    """Where a person can see it."""
    is_of_weights: bool
    """Whether it spoils the weights, which are drawn anew for each run; else a setting."""
    reason: Callable[[Program, float], str]
    """(program, learning rate): why it cannot spoil that run, in a few words, or ""."""
    enter: Callable[[Workspace, float], None]
    """(workspace, learning rate before): spoil the set-up."""
    leave: Callable[[Workspace, float], None]
    """(workspace, learning rate before): mend what can be mended."""


def too_high(rate: float) -> float:
    """Give the learning rate that is far too high for a run with this one."""
    return float(f"{rate * TOO_HIGH:.{_DIGITS}g}")


def _reason_of_zeros(program: Program, _rate: float) -> str:
    return "" if program.network.depth > 1 else "needs a hidden layer: else 0 is as good a start"


def _zero(workspace: Workspace, _rate: float) -> None:
    workspace.parameters[...] = 0.0


def _leave_weights(_workspace: Workspace, _rate: float) -> None:
    """Leave them as they have come to be: what they were before is for undo to bring back."""


def _reason_of_rate(_program: Program, rate: float) -> str:
    is_number = math.isfinite(rate * TOO_HIGH)
    return "" if is_number else f"{TOO_HIGH} times {rate:g} is too large for a number"


def _raise_rate(workspace: Workspace, rate: float) -> None:
    workspace.set_learning_rate(too_high(rate))


def _lower_rate(workspace: Workspace, rate: float) -> None:
    """Bring back what it was, unless a person has set another one since."""
    if workspace.arrays["learning_rate"].item() == too_high(rate):
        workspace.set_learning_rate(rate)


DECOYS = Registry(
    "decoy",
    [
        Decoy(
            "zero-weights",
            "all weights zero",
            "All units of a layer stay alike: each gets the same pull as the others.",
            "weights",
            "the weights: the units of a layer all have the same",
            True,
            _reason_of_zeros,
            _zero,
            _leave_weights,
        ),
        Decoy(
            RATE,
            f"learning rate {TOO_HIGH} times too high",
            "The direction is right, and each step goes far past the goal.",
            "learning_rate",
            "the learning rate, and the error that will not settle",
            False,
            _reason_of_rate,
            _raise_rate,
            _lower_rate,
        ),
    ],
)
"""Every decoy of the bug lab by name, in the order in which they are offered."""

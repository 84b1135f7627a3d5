"""What a screen asks of the runner about gradients."""

from __future__ import annotations

from dataclasses import dataclass

from nn_tui.engine.gradient_probe import STEP


@dataclass(frozen=True, slots=True)
class CheckGradients:
    """Pause, and check the gradients of this iteration: all, or so many that it is soon done."""

    array: str
    """The parameter that a person looks at."""
    index: tuple[int, ...]
    """The cell that they look at: checked alone where there are too many."""
    step: float = STEP
    """h, for a weight of size up to 1."""


@dataclass(frozen=True, slots=True)
class KeepChecked:
    """Check some gradients every so many epochs, from now on."""

    every: int
    """How many; 0: never."""

"""What a screen asks of the runner."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from nn_tui.debugger.session import Unit


@dataclass(frozen=True, slots=True)
class StepBy:
    """Do one op, batch or epoch; while running: stop at the end of it."""

    unit: Unit


@dataclass(frozen=True, slots=True)
class ToggleRun:
    """Run to the last epoch, or pause; it lands between two ops."""


@dataclass(frozen=True, slots=True)
class Halt:
    """Stop at once, and forget the steps that wait."""


@dataclass(frozen=True, slots=True)
class StartOver:
    """Go to epoch 0 with the same weights."""


@dataclass(frozen=True, slots=True)
class StartWithNextSeed:
    """Go to epoch 0 with the weights of the next seed."""


@dataclass(frozen=True, slots=True)
class Edit:
    """Change a hyperparameter."""

    name: str
    """A key of the recipe's FIELDS."""
    text: str
    """The new value as typed."""


@dataclass(frozen=True, slots=True)
class Quit:
    """End the worker thread."""


Command: TypeAlias = StepBy | ToggleRun | Halt | StartOver | StartWithNextSeed | Edit | Quit

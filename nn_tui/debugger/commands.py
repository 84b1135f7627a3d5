"""What a screen asks of the runner."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from nn_tui.debugger.unit import Unit
from nn_tui.recipe.recipe import Recipe


@dataclass(frozen=True, slots=True)
class StepBy:
    """Do one op, batch or epoch; while running: stop at the end of it."""

    unit: Unit
    """What to do one of."""


@dataclass(frozen=True, slots=True)
class ToggleRun:
    """Run to the last epoch, or pause; it lands between two ops."""


@dataclass(frozen=True, slots=True)
class GoFaster:
    """Run at the next faster tempo, now and from now on."""


@dataclass(frozen=True, slots=True)
class GoSlower:
    """Run at the next slower tempo, now and from now on."""


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
    """Change a hyperparameter, the targets or the starting weights."""

    name: str
    """A key of the recipe's SETTINGS."""
    text: str
    """The new value as typed."""


@dataclass(frozen=True, slots=True, eq=False)
class Open:
    """Go to epoch 0 of another dataset, hyperparameters and all."""

    recipe: Recipe
    """What to train and how."""


@dataclass(frozen=True, slots=True)
class Quit:
    """End the worker thread."""


Command: TypeAlias = (
    StepBy
    | ToggleRun
    | GoFaster
    | GoSlower
    | Halt
    | StartOver
    | StartWithNextSeed
    | Edit
    | Open
    | Quit
)

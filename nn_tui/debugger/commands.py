"""What a screen asks of the runner."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from nn_tui.debugger.absence import ComeBack, SitOut
from nn_tui.debugger.beside import Other
from nn_tui.debugger.breaks.commands import BreakCommand, ContinueRun
from nn_tui.debugger.inquiry import Inquiry
from nn_tui.debugger.journal import SetCells
from nn_tui.debugger.lab.command import LabCommand
from nn_tui.debugger.parts import Part
from nn_tui.debugger.saving.save_as import SaveAs
from nn_tui.debugger.travel import Travel
from nn_tui.debugger.unit import Unit
from nn_tui.recipe.recipe import Recipe


@dataclass(frozen=True, slots=True)
class StepBy:
    """Do one op, batch or epoch; while running: stop at the end of it."""

    unit: Unit
    """What to do one of."""


@dataclass(frozen=True, slots=True, eq=False)
class TypeOver:
    """Set cells of an array."""

    cells: SetCells
    """Which, and their new values."""


@dataclass(frozen=True, slots=True)
class Compare:
    """Show another moment beside each one at which the run pauses, from now on."""

    other: Other | None
    """Which; None: none."""


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """Change the cells of a row of the data."""

    row: int
    """Its number in the dataset."""
    cells: tuple[str, ...]
    """All of them as typed: inputs, then targets; a class by its name."""


@dataclass(frozen=True, slots=True)
class ToggleRow:
    """Leave a row of the data out, or take it in again."""

    row: int
    """Its number in the dataset."""


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


@dataclass(frozen=True, slots=True)
class ToggleFrozen:
    """Freeze a weight, a unit or a layer from the next op on; free it if all of it is frozen."""

    part: Part
    """Which of them."""


@dataclass(frozen=True, slots=True, eq=False)
class Open:
    """Go to epoch 0 of another dataset, hyperparameters and all."""

    recipe: Recipe
    """What to train and how."""


@dataclass(frozen=True, slots=True)
class WriteScript:
    """Write the run up to this moment as a numpy script, in the folder it was started in."""


@dataclass(frozen=True, slots=True)
class Quit:
    """End the worker thread."""


Command: TypeAlias = (
    StepBy
    | Travel
    | TypeOver
    | Compare
    | Inquiry
    | ChangeRow
    | ToggleRow
    | ToggleRun
    | ContinueRun
    | BreakCommand
    | GoFaster
    | GoSlower
    | Halt
    | StartOver
    | StartWithNextSeed
    | Edit
    | ToggleFrozen
    | LabCommand
    | Open
    | WriteScript
    | SaveAs
    | SitOut
    | ComeBack
    | Quit
)

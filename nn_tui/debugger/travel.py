"""What a screen asks of the runner to see another moment."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from nn_tui.debugger.breaks.commands import ContinueBack
from nn_tui.debugger.destinations import Landmark
from nn_tui.debugger.unit import Unit
from nn_tui.engine.cursor import Cursor


@dataclass(frozen=True, slots=True)
class StepBack:
    """Go to the end of the op, batch or epoch before; from epoch 0 to the run before."""

    unit: Unit
    """How far."""


@dataclass(frozen=True, slots=True)
class GoTo:
    """Go to a moment of this run: known ones by replay, others by training on."""

    cursor: Cursor
    """The moment."""


@dataclass(frozen=True, slots=True)
class GoToEpoch:
    """Go to the end of a known epoch of this run, also where a batch had another size then."""

    epoch: int
    """Which; 0: before the first op."""


@dataclass(frozen=True, slots=True)
class GoToMoment:
    """Go to a moment by name, whatever the batches of its epoch are; unknown ones are trained."""

    epoch: int
    """From 0, which is before the first op."""
    batch: int | None = None
    """From 1; None: the last of the epoch, or the last in which the op runs."""
    op: str | None = None
    """The array that the op writes, the moment being just after it; None: the batch's end."""


@dataclass(frozen=True, slots=True)
class GoToEnd:
    """Go as far as the branch has come."""


@dataclass(frozen=True, slots=True)
class PassLandmark:
    """Go to the end of this layer or phase; back: to its beginning."""

    kind: Landmark
    """What to pass."""
    is_back: bool = False
    """Whether to go back."""


@dataclass(frozen=True, slots=True)
class GoToLine:
    """Go to the next moment just before a line of the listing runs, or to the last one."""

    line: int
    """Place in the listing, from 0."""
    is_back: bool = False
    """Whether to go back."""


@dataclass(frozen=True, slots=True)
class Undo:
    """Take the last change back, where it was made."""


@dataclass(frozen=True, slots=True)
class Redo:
    """Make the change again that was taken back last."""


@dataclass(frozen=True, slots=True)
class SwitchBranch:
    """Go to the end of another branch."""

    steps: int
    """How many branches further in the order in which they began; below 0: before."""


Travel: TypeAlias = (
    StepBack
    | ContinueBack
    | GoTo
    | GoToMoment
    | GoToEpoch
    | GoToEnd
    | PassLandmark
    | GoToLine
    | Undo
    | Redo
    | SwitchBranch
)
"""What goes to another moment by replay; Halt ends it where it set out."""

"""What has come of a comparison."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from nn_tui.debugger.comparing.listing import Fault
from nn_tui.debugger.comparing.tolerance import Tolerance
from nn_tui.debugger.explain.explanation import Explanation
from nn_tui.engine.arrays import Array

Index = tuple[int, ...]
"""Where a cell stands in its array."""


@dataclass(frozen=True, slots=True, eq=False)
class Compared:
    """One array of theirs beside ours."""

    name: str
    """Ours."""
    theirs: Array
    """Their numbers, in our layout."""
    ours: Array
    """Our numbers."""
    differing: int
    """Cells that differ."""
    worst: Index | None = None
    """Of those the one that is farthest off; None: none differs."""
    note: str = ""
    """How theirs was read, where it is not stored as ours is."""

    @property
    def is_same(self) -> bool:
        """Whether no cell differs."""
        return not self.differing

    @property
    def not_finite(self) -> int:
        """Cells that are not finite in theirs though they are in ours."""
        return int((~np.isfinite(self.theirs) & np.isfinite(self.ours)).sum())

    @property
    def farthest(self) -> float:
        """How far off the worst cell is; nan where one of the two is not finite."""
        if self.worst is None:
            return 0.0
        return abs(float(self.theirs[self.worst]) - float(self.ours[self.worst]))


@dataclass(frozen=True, slots=True)
class Rewritten:
    """A line of ours, and what they seem to have in its place."""

    ours: str
    """Our line."""
    theirs: str
    """Theirs."""


@dataclass(frozen=True, slots=True)
class Cause:
    """A fault that gives their numbers."""

    fault: Fault
    """Which."""
    detail: str
    """What else there is to say: the factor, the activation, the rows."""
    places: tuple[str, ...]
    """Where: any one of them gives these numbers."""
    lines: tuple[Rewritten, ...]
    """Our lines and theirs, for the first of the places."""


@dataclass(frozen=True, slots=True)
class Finding:
    """An array that does not follow, and why."""

    array: str
    """Its name."""
    causes: tuple[Cause, ...]
    """All that fit: they cannot be told apart on this network. () for an unknown fault."""
    is_judged: bool = True
    """Whether the usual faults were tried on this array in the present iteration."""
    untried: str = ""
    """Where they were not tried, for an unknown fault; "": they were, from epoch 0 on."""


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """Why their arrays are others than ours."""

    findings: tuple[Finding, ...]
    """In the order of the program; the first is of the first array that differs, or of the first
    that does not follow from their own."""
    explains_all: bool
    """Whether all their arrays come out with these faults."""
    hint: str = ""
    """What to do to learn more."""


@dataclass(frozen=True, slots=True, eq=False)
class Answer:
    """What has come of holding their arrays against ours."""

    place: str
    """The moment, in words."""
    compared: tuple[Compared, ...]
    """Each array of theirs, in the order of the program."""
    not_yet: tuple[str, ...]
    """Arrays of theirs that are not computed at that moment: not compared."""
    not_held: tuple[str, ...]
    """Weights and biases that their file does not hold."""
    tolerance: Tolerance
    """When two numbers were the same."""
    explanation: Explanation | None = None
    """Where our number in the worst cell of the first array that differs comes from."""
    diagnosis: Diagnosis | None = None
    """Why they differ; None: they do not."""
    fault: str = ""
    """What their file says was wrong on purpose in the run that it is of; "" for nothing."""

    @property
    def first(self) -> Compared | None:
        """The first array that differs, in the order of the program."""
        return next((array for array in self.compared if not array.is_same), None)

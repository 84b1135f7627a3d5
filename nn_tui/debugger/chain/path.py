"""What was found when a delta was followed back."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import Enum

from nn_tui.debugger.explain.explanation import Question
from nn_tui.debugger.explain.verdict import Verdict
from nn_tui.engine.cursor import Cursor


class FactorKind(Enum):
    """What a factor is."""

    DELTA = "delta"
    """The pull on z at the output: what comes down from the loss."""
    WEIGHT = "weight"
    SLOPE = "slope"


@dataclass(frozen=True, slots=True, eq=False)
class Factor:
    """One factor of a path."""

    kind: FactorKind
    """What it is."""
    layer: int
    """The layer of its unit; of a weight that of the lower one."""
    unit: int
    """Its unit; of a weight the lower one."""
    value: float
    """With its sign."""
    question: Question
    """Where that comes from; of a slope, the delta that it goes into."""


@dataclass(frozen=True, slots=True, eq=False)
class Path:
    """One way from an output down to a unit."""

    factors: tuple[Factor, ...]
    """From the output down: delta, weight, slope, weight, slope ..."""

    @property
    def product(self) -> float:
        """What comes down on this way."""
        return math.prod(factor.value for factor in self.factors)

    @property
    def weakest(self) -> Factor:
        """The smallest weight or slope: the delta is in units of the loss, and none of them."""
        return min(self.factors[1:], key=lambda factor: abs(factor.value))

    @property
    def units(self) -> tuple[int, ...]:
        """A unit a layer, from the output down."""
        return tuple(factor.unit for factor in self.factors if factor.kind is not FactorKind.SLOPE)


@dataclass(frozen=True, slots=True, eq=False)
class Followed:
    """A delta or an error of a hidden layer, and the paths that it is the sum of."""

    array: str
    """Its array."""
    index: tuple[int, ...]
    """Its cell: row within the batch, and unit."""
    row: int
    """The row's number in the dataset."""
    written: Cursor
    """Just after it was computed."""
    stored: float
    """What is in memory."""
    verdict: Verdict
    """Whether all paths sum to that."""
    paths: tuple[Path, ...]
    """The strongest ones, the strongest first."""
    count: int
    """How many there are in all."""
    size: float
    """The sum of the sizes of all paths: what would come down if none cancelled."""

    def share(self, path: Path) -> float:
        """Say how much of the whole a path is; more than 1, or less than 0, where others cancel."""
        return path.product / self.stored if self.stored else math.nan

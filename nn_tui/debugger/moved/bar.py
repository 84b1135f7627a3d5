"""What was found out about who moved a weight."""

from __future__ import annotations

from dataclasses import dataclass

from nn_tui.debugger.explain.explanation import Question
from nn_tui.debugger.explain.verdict import Verdict
from nn_tui.engine.cursor import Cursor


@dataclass(frozen=True, slots=True, eq=False)
class Bar:
    """What one row, or something else, has added."""

    name: str
    """Who: `row 2`, `momentum`, `other 190 rows`."""
    value: float
    """How much, with its sign."""
    row: int | None = None
    """Its number in the dataset, where it is one row."""
    is_rest: bool = False
    """Whether it is all rows together that have no bar of their own."""
    factors: tuple[float, float] | None = None
    """What came in over the weight, and the delta of the unit it leads to; their product is the
    row's term in the descent of one iteration."""
    question: Question | None = None
    """The question of where that delta comes from."""


@dataclass(frozen=True, slots=True, eq=False)
class Opposed:
    """Two rows that pull different ways."""

    stronger: Bar
    """The row that pulls hardest of all."""
    weaker: Bar
    """The one that pulls hardest against it."""

    @property
    def share(self) -> float:
        """How much of the stronger one the weaker one cancels, up to 1."""
        return abs(self.weaker.value) / abs(self.stronger.value)

    def __str__(self) -> str:
        """Say it: `row 2 cancels 81 % of row 0`."""
        return f"{self.weaker.name} cancels {100 * self.share:.0f} % of {self.stronger.name}"


@dataclass(frozen=True, slots=True, eq=False)
class Moved:
    """Who moved a weight, or pulls at it: bars that sum to what is stored."""

    array: str
    """`synapse_0_descent`: the shares of a descent; `synapse_0`: of what the weight has moved."""
    index: tuple[int, ...]
    """The cell."""
    since: Cursor
    """The moment before the first share."""
    until: Cursor
    """The moment after the last."""
    bars: tuple[Bar, ...]
    """The largest first; where there are many rows, all but the largest as one bar, the last."""
    stored: float
    """The descent as it stands in memory, or the weight after minus the weight before."""
    verdict: Verdict
    """Whether the bars sum to that."""
    opposed: Opposed | None = None
    """The rows that cancel most; None: all pull one way."""
    iterations: int = 1
    """How many there were from `since` to `until`."""
    epochs: int = 0
    """How many epochs there were; 0: one iteration."""
    weight: tuple[float, float] | None = None
    """Before and after, where it is the weight that was asked about."""

    @property
    def is_descent(self) -> bool:
        """Whether it is of a descent, not of a move."""
        return self.array.endswith("_descent")

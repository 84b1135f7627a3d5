"""A part of a condition that is understood: what it gives, and how to compute that."""

from __future__ import annotations

import ast
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import Any, Protocol, TypeAlias

Shape: TypeAlias = tuple[int, ...]
"""Sizes along each axis, of a full batch; () for one number."""

Value: TypeAlias = Any
"""A numpy number, a truth, an array of either, or the name of an op."""


class Names(Protocol):
    """What the names in a condition stand for at one moment."""

    def __getitem__(self, name: str) -> Value:
        """Give the value of a name.

        Raises:
            NotThereError: It has none at this moment.
        """
        ...


class NotThereError(Exception):
    """A value that there is not at this moment: not computed yet, or no such row in this batch."""


Past: TypeAlias = Sequence[Value | None]
"""The values that are remembered from the evaluation before, by slot; None: there was none."""

Run: TypeAlias = Callable[[Names, Past], Value]
"""Computes a part at one moment."""


class Sort(Enum):
    """What a value is made of."""

    NUMBER = "number"
    TRUTH = "truth"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a condition."""

    node: ast.expr
    """Where it stands."""
    run: Run
    """How it is computed."""
    shape: Shape = ()
    """The shape that it has in a full batch."""
    sort: Sort = Sort.NUMBER
    """What it is made of."""
    constant: float | None = None
    """Its value, where no name is in it."""
    reads: frozenset[str] = field(default=frozenset())
    """The names in it, arrays as they are stored."""

    @property
    def source(self) -> str:
        """Write it as Python."""
        return ast.unparse(self.node)

    @property
    def is_single(self) -> bool:
        """Whether it is one value, not an array."""
        return not self.shape

    @property
    def cells(self) -> int:
        """How many values it has."""
        return math.prod(self.shape)

    @property
    def in_words(self) -> str:
        """Say what it gives: `one number`, `4 x 3 truths`."""
        if self.sort is Sort.TEXT:
            return "text"
        if self.is_single:
            return f"one {self.sort.value}"
        return f"{' x '.join(map(str, self.shape))} {self.sort.value}s"

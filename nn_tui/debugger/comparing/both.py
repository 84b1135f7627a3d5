"""Their arrays and ours, side by side."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from nn_tui.debugger.comparing.tolerance import Tolerance
from nn_tui.debugger.snapshot import Snapshot
from nn_tui.engine.arrays import Array


@dataclass(frozen=True, slots=True, eq=False)
class Arrays:
    """Their arrays and ours at one moment."""

    theirs: Mapping[str, Array]
    """Theirs, in our layout, in the order of the program."""
    ours: Mapping[str, Array]
    """Ours, by the same names."""
    moment: Snapshot
    """The moment."""
    tolerance: Tolerance
    """When two numbers are the same."""

    @property
    def differing(self) -> list[str]:
        """Names of those that differ."""
        return [name for name in self.theirs if not self.tolerance.agree(*self.pair(name))]

    @property
    def first(self) -> str:
        """The first that differs."""
        return self.differing[0]

    @property
    def same_before(self) -> int:
        """Count the arrays before the first that differs."""
        return list(self.theirs).index(self.first)

    def pair(self, name: str) -> tuple[Array, Array]:
        """Give both of one name."""
        return self.theirs[name], self.ours[name]

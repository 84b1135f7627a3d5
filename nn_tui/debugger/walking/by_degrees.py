"""Work that is written in one piece and done a chunk at a time."""

from __future__ import annotations

from collections.abc import Generator
from typing import Generic, TypeAlias, TypeVar

FoundT = TypeVar("FoundT")

Stages: TypeAlias = Generator[None, int, FoundT]
"""What yields wherever it may pause, is sent how many ops to do until then, and returns what it has
found."""


class ByDegrees(Generic[FoundT]):
    """Work under way."""

    def __init__(self, stages: Stages[FoundT]) -> None:
        """Go to where it may pause first.

        Raises:
            InputError: It cannot be done, as far as is known by then.
        """
        self._stages = stages
        next(stages)

    def advance(self, ops: int) -> FoundT | None:
        """Go on for a chunk.

        Args:
            ops: How much to do: what takes as long as so many ops of a run do.

        Returns:
            What was found; None: there is more to do.
        """
        try:
            self._stages.send(ops)
        except StopIteration as end:
            found: FoundT = end.value
            return found
        return None

"""Work done to its end, for the tests of studies that take several chunks."""

from __future__ import annotations

from typing import Protocol, TypeVar

FoundT_co = TypeVar("FoundT_co", covariant=True)


class Working(Protocol[FoundT_co]):
    """What is done a chunk at a time."""

    def advance(self, ops: int) -> FoundT_co | None: ...


def found_by(work: Working[FoundT_co], ops: int = 50) -> FoundT_co:
    """Go on until something is found."""
    while (found := work.advance(ops)) is None:
        pass
    return found

"""The parts of a formula one below the other: the terms of a sum, and what else it reads."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from nn_tui.debugger.explain.term import Form, Term


@dataclass(frozen=True, slots=True, eq=False)
class Entry:
    """A part of a formula."""

    term: Term
    """The part."""
    share: float | None = None
    """How much of all terms of its sum it is, by size; None: it is no term of a sum."""

    @property
    def cells(self) -> tuple[Term, ...]:
        """What it reads, each cell once."""
        return tuple({(cell.name, cell.index): cell for cell in self.term.cells()}.values())


def entries_of(term: Term) -> list[Entry]:
    """List the parts of a formula: of a sum the terms, the largest first, else each cell once."""
    seen: set[tuple[str, tuple[int, ...]]] = set()
    entries = []
    for entry in _parts(term):
        new = {(cell.name, cell.index) for cell in entry.cells} - seen
        if new or entry.share is not None:
            entries.append(entry)
        seen |= new
    return entries


def _parts(term: Term) -> Iterator[Entry]:
    match term.form:
        case Form.SUM if len(term.parts) > 1:
            total = sum(abs(part.value) for part in term.parts)
            for part in sorted(term.parts, key=lambda part: -abs(part.value)):
                yield Entry(part, abs(part.value) / total if total > 0 else 0.0)
        case Form.CELL:
            yield Entry(term)
        case _:
            for part in term.parts:
                yield from _parts(part)

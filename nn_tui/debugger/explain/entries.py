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
        """What it reads, each cell once; not the row whose maximum all terms are held against."""
        cells = tuple(_but_for_maxima(self.term)) or tuple(self.term.cells())
        return tuple({(cell.name, cell.index): cell for cell in cells}.values())


def entries_of(term: Term) -> list[Entry]:
    """List the parts of a formula: of a sum the terms, the largest first, else each cell once."""
    parts = list(_parts(term))
    singles = [part for part in parts if part.share is None]
    if not singles:
        return parts
    # What a term of a sum reads stands there: a softmax has its row below as well as above.
    seen = {cell for part in parts if part.share is not None for cell in _places(part)}
    entries = []
    for entry in parts:
        if entry.share is None:
            if _places(entry) <= seen:
                continue
            seen |= _places(entry)
        entries.append(entry)
    return entries


def _places(entry: Entry) -> set[tuple[str, tuple[int, ...]]]:
    return {(cell.name, cell.index) for cell in entry.cells}


def _but_for_maxima(term: Term) -> Iterator[Term]:
    if term.form is Form.CELL:
        yield term
    if term.form is Form.FUNCTION and term.name == "max":
        return
    for part in term.parts:
        yield from _but_for_maxima(part)


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

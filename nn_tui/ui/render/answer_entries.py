"""What a formula reads, one part a line: of a sum the terms, the largest first."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from nn_tui.debugger.explain.entries import Entry
from nn_tui.debugger.explain.term import Term
from nn_tui.debugger.explain.wording import name_of
from nn_tui.ui.render.lines import Line, Role, Span, fit, line, width_of

_FEW_DIGITS = 4
_MOST_IN_COLUMN = 6
"""Digits of the numbers one below the other; more stand behind the name of their cell."""
_GAP = 2


def draw_entries(
    entries: Sequence[Entry], chosen: tuple[int, int], digits: int, width: int, height: int
) -> list[Line]:
    """Draw the parts of a formula around the selected one.

    Args:
        entries: The parts.
        chosen: Which of them is selected, and which of the cells that it reads.
        digits: Significant digits, of the selected cell and where there is room.
        width: Cells of each line.
        height: Number of lines.
    """
    if not entries or height < 1:
        return []
    selected, cell = chosen
    shown = max(1, height - 1) if len(entries) > height else height
    top = max(0, min(selected - shown // 2, len(entries) - shown))
    rows = [
        _draw_entry(entry, cell if place == selected else None, digits, width)
        for place, entry in enumerate(entries[top : top + shown], start=top)
    ]
    hidden = len(entries) - len(rows)
    more = line(Span(f"  {hidden} more of {len(entries)}, the largest first", Role.DIM))
    return [*rows, fit(more, width)] if hidden else rows


def _draw_entry(entry: Entry, chosen: int | None, digits: int, width: int) -> Line:
    """Draw a part: a term with its value and share, or a cell with what it holds.

    Args:
        entry: The part.
        chosen: Which of its cells is selected; None: it is not the selected part.
        digits: Significant digits of its numbers, as far as there is room.
        width: Cells of the line.
    """
    head, cells = _head(entry, chosen is not None, digits), entry.cells
    for others in (digits, _FEW_DIGITS, 0):
        each = [digits if place == chosen else others for place in range(len(cells))]
        row = (*head, *_cells(cells, chosen, each))
        if width_of(row) <= width:
            return fit(row, width)
    if chosen and chosen < len(cells):
        # What stands before it makes room for it.
        row = (*head, Span(" …", Role.DIM), *_cells(cells[chosen:], 0, each[chosen:]))
    return fit(row, width)


def _head(entry: Entry, is_selected: bool, digits: int) -> Line:
    # Of an infinite sum nothing has a share.
    has_share = entry.share is not None and not math.isnan(entry.share)
    share = f" {entry.share:>4.0%}" if has_share else ""
    digits = min(digits, _MOST_IN_COLUMN)
    # Without the sign of a zero.
    value = f"{entry.term.value + 0.0:>{digits + 7}.{digits}g}{share}"
    role = Role.POSITIVE if entry.term.value > 0 else Role.NEGATIVE
    return line(
        Span("> " if is_selected else "  ", Role.STRONG),
        Span(value, role if entry.term.value else Role.PLAIN),
    )


def _cells(cells: Sequence[Term], chosen: int | None, digits: Sequence[int]) -> Iterator[Span]:
    """Name cells, with what they hold where that does not stand in the column already.

    Args:
        cells: Those that a part reads.
        chosen: Which of them is selected, if one is.
        digits: Significant digits of each; 0 for the name alone.
    """
    for place, (cell, most) in enumerate(zip(cells, digits, strict=True)):
        yield Span(" " * _GAP)
        yield Span(name_of(cell), Role.SELECTED if place == chosen else Role.PLAIN)
        if most and (len(cells) > 1 or most > _MOST_IN_COLUMN):
            yield Span(f" {cell.value:.{most}g}", Role.DIM)

"""Columns of text, each as wide as its widest cell."""

from __future__ import annotations

from collections.abc import Iterator, Sequence


def aligned(table: Sequence[Sequence[str]]) -> Iterator[str]:
    """Write a table's rows as lines, cells at the right of their columns."""
    widths = column_widths(table)
    for cells in table:
        yield GAP.join(cell.rjust(width) for cell, width in zip(cells, widths, strict=True))


def column_widths(table: Sequence[Sequence[str]]) -> list[int]:
    """Measure the widest cell of each column."""
    return [max(map(len, column)) for column in zip(*table, strict=True)]


GAP = "  "
"""What stands between two columns."""

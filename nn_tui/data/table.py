"""A CSV file as a table of text: named columns, rows of equal length, lines to point at."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from operator import itemgetter

import numpy as np

from nn_tui.data.cells import describe_fault, is_numeric, parse_number
from nn_tui.data.dataset import Array
from nn_tui.data.delimiter import detect_delimiter
from nn_tui.data.errors import DatasetError
from nn_tui.data.preamble import Preamble
from nn_tui.data.records import read_records
from nn_tui.text import printable

LONGEST_NAME = 40
"""Characters of a column's or a class's name that are kept."""


def clean_name(name: str) -> str:
    """Make a name from a file fit to show: no control characters, at most 40 characters."""
    return printable(name.strip(), limit=LONGEST_NAME)


@dataclass(frozen=True, slots=True)
class Table:
    """Cells as text; each row has one for each name."""

    names: tuple[str, ...]
    """Column names, cleaned, no two alike."""
    rows: Sequence[Sequence[str]]
    """Stripped cells; at least one row."""
    lines: Sequence[int]
    """The line in the file, from 1, that each row begins on."""
    has_header: bool
    """Whether the names are the file's own."""

    def place(self, row: int, column: int) -> str:
        """Say where a cell is, as the file's reader would look for it."""
        return f"line {self.lines[row]}, column {self.names[column]}"

    def column(self, column: int) -> list[str]:
        """Take one column's cells."""
        return list(map(itemgetter(column), self.rows))

    def numbers(self, columns: Sequence[int]) -> Array:
        """Read columns as numbers.

        Returns:
            The numbers, (rows, columns).

        Raises:
            DatasetError: A cell is not a finite number.
        """
        values = np.empty((len(self.rows), len(columns)))
        for index, row in enumerate(self.rows):
            try:
                values[index] = [parse_number(row[column]) for column in columns]
            except ValueError:
                raise self._fault_in(index, columns) from None
        is_finite = np.isfinite(values).all(axis=1)
        if not is_finite.all():
            raise self._fault_in(int(is_finite.argmin()), columns)
        return values

    def _fault_in(self, row: int, columns: Sequence[int]) -> DatasetError:
        faulty = next(column for column in columns if not _is_finite(self.rows[row][column]))
        fault = describe_fault(self.rows[row][faulty])
        if row == 0 and not self.has_header:
            fault += " (a first row with no number in it is read as the header)"
        return DatasetError(f"{self.place(row, faulty)}: {fault}")


def read_table(text: str, preamble: Preamble, targets: Sequence[str] = ()) -> Table:
    """Read what follows the preamble as a table.

    The first row is the header if no cell in it is a number. Without one the columns are called
    x0, x1, ... and the last y; or, where `targets` are y0, y1, ..., the last ones are called so.

    Args:
        text: The whole file.
        preamble: Its preamble.
        targets: The names of the target columns, if they are given.

    Raises:
        DatasetError: No rows, rows of different length, names that stand twice, broken quoting.
    """
    delimiter = detect_delimiter(text, preamble.characters)
    records = list(read_records(text, delimiter, preamble.characters, preamble.lines))
    if not records:
        raise DatasetError("the file holds no rows; give a header line and rows of numbers")
    lines, rows = zip(*records, strict=True)
    first: list[str] = rows[0]
    has_header = not any(map(is_numeric, first))
    _check_widths(rows, lines, has_header)
    if not has_header:
        return Table(default_names(len(first), targets), rows, lines, has_header)
    names = _header_names(first, lines[0])
    if len(rows) == 1:
        raise DatasetError(f"line {lines[0]} is a header and no rows follow; add rows of numbers")
    return Table(names, rows[1:], lines[1:], has_header)


def _check_widths(rows: Sequence[Sequence[str]], lines: Sequence[int], has_header: bool) -> None:
    expected = len(rows[0])
    first = "header" if has_header else "first row"
    for row, line in zip(rows, lines, strict=True):
        if len(row) != expected:
            raise DatasetError(
                f"line {line}: {len(row)} cells, but the {first} (line {lines[0]}) has {expected}; "
                "give every row as many, and quote a cell that holds the delimiter"
            )


def _header_names(cells: Sequence[str], line: int) -> tuple[str, ...]:
    names = tuple(clean_name(cell) or f"column_{index}" for index, cell in enumerate(cells))
    name, count = Counter(names).most_common(1)[0]
    if count > 1:
        raise DatasetError(
            f"line {line}: {count} columns are called {name}; give each a name of its own, "
            f"different within its first {LONGEST_NAME} characters"
        )
    return names


def default_names(width: int, targets: Sequence[str]) -> tuple[str, ...]:
    """Name a headerless file's columns: x0, x1, ..., y; or y0, y1 at its end where asked for."""
    numbered = tuple(f"y{index}" for index in range(len(targets)))
    last = numbered if 0 < len(targets) <= width and set(targets) == set(numbered) else ("y",)
    return tuple(f"x{index}" for index in range(width - len(last))) + last


def _is_finite(cell: str) -> bool:
    try:
        return bool(np.isfinite(parse_number(cell)))
    except ValueError:
        return False

"""A CSV text as records: lists of stripped cells, each with its line in the file."""

from __future__ import annotations

import csv
from collections.abc import Iterator

from nn_tui.data.errors import DatasetError
from nn_tui.data.file_text import physical_lines

# What the csv module's messages begin with, and what a person can do about it.
_FAULTS = (
    ("unexpected end of data", "a quote is opened and never closed; close it or double it"),
    (
        "field larger than field limit",
        f"a cell is longer than {csv.field_size_limit()} characters; look for an unclosed quote",
    ),
    ("'", "text follows a closing quote; double the quotes that are inside a quoted cell"),
)


def read_records(
    text: str, delimiter: str, start: int = 0, lines_before: int = 0
) -> Iterator[tuple[int, list[str]]]:
    """Read records as RFC 4180 has them; spaces around cells are dropped, blank lines skipped.

    Args:
        text: The whole file.
        delimiter: What stands between cells.
        start: The character that the first record begins at.
        lines_before: How many lines lie before it.

    Yields:
        The line in the file, from 1, that a record begins on, and its cells.

    Raises:
        DatasetError: The quoting is broken, or a cell is too long. It does not name the file.
    """
    lines = physical_lines(text, start)
    reader = csv.reader(lines, delimiter=delimiter, skipinitialspace=True, strict=True)
    while True:
        line = lines_before + reader.line_num + 1
        try:
            record = next(reader, None)
        except csv.Error as error:
            raise DatasetError(f"line {line}: {_describe(error)}") from None
        if record is None:
            return
        cells = [cell.strip() for cell in record]
        if len(cells) > 1 or any(cells):
            yield line, cells


def _describe(error: csv.Error) -> str:
    message = str(error)
    for beginning, description in _FAULTS:
        if message.startswith(beginning):
            return description
    return message

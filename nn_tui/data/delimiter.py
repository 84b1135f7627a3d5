"""Which character divides a CSV file's cells: comma, semicolon or tab."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import islice

from nn_tui.data.cells import is_numeric
from nn_tui.data.errors import DatasetError
from nn_tui.data.records import read_records

# In the order in which they are preferred where two fit equally well.
DELIMITERS = (",", ";", "\t")

_SAMPLED_RECORDS = 100


def detect_delimiter(text: str, start: int = 0) -> str:
    """Find the delimiter that cuts the first records most evenly, then into most numbers.

    The second counts where decimal commas stand between semicolons: `1,5;2,5;0` has three cells
    either way, but they are numbers only between the semicolons.

    Args:
        text: The whole file.
        start: The character that its first record begins at.

    Returns:
        A comma where nothing divides the records.
    """
    return max(DELIMITERS, key=lambda delimiter: _fitness(text, start, delimiter))


def _fitness(text: str, start: int, delimiter: str) -> tuple[float, float]:
    records = list(islice(_sound_records(text, start, delimiter), _SAMPLED_RECORDS))
    widths = Counter(len(record) for record in records if len(record) > 1)
    if not widths:
        return 0.0, 0.0
    cells = [cell for record in records for cell in record]
    evenness = max(widths.values()) / len(records)
    return evenness, sum(map(is_numeric, cells)) / len(cells)


def _sound_records(text: str, start: int, delimiter: str) -> Iterator[list[str]]:
    """Give the records up to one whose quoting is broken; reading the table will name that one."""
    try:
        for _, cells in read_records(text, delimiter, start):
            yield cells
    except DatasetError:
        return

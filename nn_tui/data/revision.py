"""Changes made to a dataset by hand: the cells of a row, and which rows are left out."""

from __future__ import annotations

import csv
import math
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nn_tui.data.cells import parse_number
from nn_tui.data.dataset import Array, Dataset, TargetKind
from nn_tui.data.errors import DatasetError
from nn_tui.data.table import LONGEST_NAME
from nn_tui.errors import unknown_name
from nn_tui.text import printable

_DELIMITERS = ",;\t"
"""What divides cells that are typed; where there is none of these, spaces do."""


def cell_names(dataset: Dataset) -> tuple[str, ...]:
    """Name the cells of a row as they are typed: its inputs, then its targets, a class as one."""
    if dataset.kind is not TargetKind.CLASSES:
        return (*dataset.input_names, *dataset.target_names)
    column = dataset.origin.targets[0] if dataset.origin else "class"
    return (*dataset.input_names, column)


def write_cells(dataset: Dataset, row: int) -> tuple[str, ...]:
    """Write a row's cells in full precision; classes by their names."""
    inputs, targets = dataset.inputs[row].tolist(), dataset.targets[row].tolist()
    if dataset.kind is TargetKind.CLASSES:
        return (*map(_written, inputs), dataset.classes[int(np.argmax(targets))])
    if _has_two_names(dataset):
        return (*map(_written, inputs), dataset.classes[int(targets[0] >= 0.5)])
    return tuple(map(_written, [*inputs, *targets]))


def joined(cells: Sequence[str]) -> str:
    """Write cells on one line, quoted where they would be read as something else."""
    return ", ".join(map(_quoted, cells))


def split(text: str) -> list[str]:
    """Divide a line into cells, at commas, semicolons or tabs, or else at spaces.

    Raises:
        DatasetError: A cell longer than any that is meant.
    """
    delimiter = next((mark for mark in _DELIMITERS if mark in text), " ")
    line = " ".join(text.split("\n")).strip()
    reader = csv.reader([line.replace("\r", " ")], delimiter=delimiter, skipinitialspace=True)
    try:
        return [cell.strip() for cell in next(reader, [])]
    except csv.Error:
        raise DatasetError(f"{printable(line, limit=40)}: is too long for a row") from None


def read_cells(dataset: Dataset, row: int, cells: Sequence[str]) -> tuple[list[float], list[float]]:
    """Read the cells of a row as its inputs and its targets.

    Raises:
        DatasetError: No such row, or cells that it cannot have.
    """
    if not 0 <= row < dataset.rows:
        raise DatasetError(f"row {row}: must be 0 to {dataset.rows - 1}")
    names = cell_names(dataset)
    if len(cells) != len(names):
        listed = printable(", ".join(names), limit=80)
        raise DatasetError(f"row {row}, {len(cells)} cells: must be {len(names)}: {listed}")
    inputs = len(dataset.input_names)
    numbers = [_number(row, name, cell) for name, cell in zip(names[:inputs], cells, strict=False)]
    return numbers, _targets(dataset, row, cells[inputs:])


def with_cells(dataset: Dataset, row: int, cells: Sequence[str]) -> Dataset:
    """Change a row.

    Args:
        dataset: Whose row.
        row: Its number.
        cells: All its cells as they were typed, as write_cells writes them.

    Returns:
        The dataset with that row; the very one where nothing of it changes.

    Raises:
        DatasetError: As read_cells does.
    """
    inputs, targets = read_cells(dataset, row, cells)
    if inputs == dataset.inputs[row].tolist() and targets == dataset.targets[row].tolist():
        return dataset
    return _revised(
        dataset,
        inputs=_with_row(dataset.inputs, row, inputs),
        targets=_with_row(dataset.targets, row, targets),
    )


def with_left_out(dataset: Dataset, row: int, is_left_out: bool) -> Dataset:
    """Leave a row out, or take it in again.

    Returns:
        The dataset, of which that row is trained on or not; the very one where it is so already.

    Raises:
        DatasetError: No such row, or no other would be left.
    """
    if not 0 <= row < dataset.rows:
        raise DatasetError(f"row {row}: must be 0 to {dataset.rows - 1}")
    if (row in dataset.left_out) == is_left_out:
        return dataset
    left_out = tuple(sorted({row}.symmetric_difference(dataset.left_out)))
    if len(left_out) == dataset.rows:
        raise DatasetError(f"row {row}: is the last one that is trained on; take another in before")
    return _revised(dataset, left_out=left_out)


def is_row_alike(dataset: Dataset, other: Dataset, row: int) -> bool:
    """Whether a row is the same in another revision of a dataset, and left out there too or not."""
    is_out = (row in dataset.left_out) == (row in other.left_out)
    return is_out and has_same_cells(dataset, other, row)


def has_same_cells(dataset: Dataset, other: Dataset, row: int) -> bool:
    """Whether a row has the same cells in another revision of a dataset."""
    is_same_input = np.array_equal(dataset.inputs[row], other.inputs[row])
    return is_same_input and np.array_equal(dataset.targets[row], other.targets[row])


def changed_rows(dataset: Dataset, other: Dataset) -> NDArray[np.bool_]:
    """Say of which rows another revision of a dataset has other cells, (rows,)."""
    changed = np.zeros(dataset.rows, dtype=np.bool_)
    for here, there in ((dataset.inputs, other.inputs), (dataset.targets, other.targets)):
        if here is not there:
            changed |= (here != there).any(axis=1)
    return changed


def _revised(dataset: Dataset, **changes: Any) -> Dataset:
    """Make a revision, or give the dataset as it was read where all of it is so again."""
    revised = replace(dataset, **changes, revises=dataset.as_read)
    is_as_read = not revised.left_out and not changed_rows(revised, dataset.as_read).any()
    return dataset.as_read if is_as_read else revised


def _has_two_names(dataset: Dataset) -> bool:
    return dataset.kind is TargetKind.TWO_CLASSES and dataset.classes != ("0", "1")


def _targets(dataset: Dataset, row: int, cells: Sequence[str]) -> list[float]:
    if dataset.kind is TargetKind.CLASSES:
        number = _class(dataset, row, cells[0])
        return [float(index == number) for index in range(len(dataset.classes))]
    if _has_two_names(dataset):
        return [float(_class(dataset, row, cells[0]))]
    named = zip(dataset.target_names, cells, strict=True)
    return [_number(row, name, cell) for name, cell in named]


def _class(dataset: Dataset, row: int, cell: str) -> int:
    folded = [name.casefold() for name in dataset.classes]
    if cell in dataset.classes:
        return dataset.classes.index(cell)
    if folded.count(cell.casefold()) == 1:
        return folded.index(cell.casefold())
    raise DatasetError(unknown_name(f"row {row}, class", cell, dataset.classes))


def _number(row: int, name: str, cell: str) -> float:
    try:
        number = parse_number(cell)
    except ValueError:
        number = math.nan
    if not math.isfinite(number):
        shown = printable(cell, limit=40) or "(empty)"
        name = printable(name, limit=LONGEST_NAME)
        raise DatasetError(f"row {row}, {name} {shown}: must be a finite number, such as 0.5")
    return number


def _with_row(values: Array, row: int, numbers: Sequence[float]) -> Array:
    changed = values.copy()
    changed[row] = numbers
    return changed


def _written(number: float) -> str:
    return repr(number).removesuffix(".0")


def _quoted(cell: str) -> str:
    is_plain = not {*_DELIMITERS, '"'}.intersection(cell) and cell == cell.strip()
    return cell if is_plain else '"' + cell.replace('"', '""') + '"'

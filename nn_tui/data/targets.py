"""Which columns are the targets, and what their cells mean."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from nn_tui.data.cells import is_numeric
from nn_tui.data.dataset import Array, Origin, TargetKind
from nn_tui.data.errors import DatasetError
from nn_tui.data.table import LONGEST_NAME, Table, clean_name, default_names
from nn_tui.errors import unknown_name
from nn_tui.text import printable

MOST_CLASSES = 256
"""More distinct texts than this are names or identifiers, not classes."""


@dataclass(frozen=True, slots=True, eq=False)
class Targets:
    """Targets as numbers, and what they stand for."""

    names: tuple[str, ...]
    """One for each column of `values`."""
    values: Array
    """(rows, n_out)."""
    kind: TargetKind
    """What the targets are."""
    classes: tuple[str, ...]
    """Class names, as `Dataset.classes` has them."""


def choose_targets(columns: Sequence[str], names: Sequence[str]) -> tuple[int, ...]:
    """Find the target columns: those named, in that order, or else the last one.

    Args:
        columns: Names of all columns.
        names: Those wanted.

    Raises:
        DatasetError: A name is unknown or stands twice, or no input would be left.
    """
    chosen = [clean_name(name) for name in names] or [columns[-1]]
    for position, name in enumerate(chosen):
        if name not in columns:
            raise DatasetError(unknown_name("target column", name, columns))
        if name in chosen[:position]:
            raise DatasetError(f"target column {name}: is named twice; name it once")
    if len(chosen) == len(columns):
        raise DatasetError(_describe_no_input(chosen))
    return tuple(columns.index(name) for name in chosen)


def check_targets_of(origin: Origin, names: Sequence[str]) -> None:
    """Refuse names that are no target columns of a file, without reading it again.

    Raises:
        DatasetError: As choose_targets does.
    """
    columns = origin.columns
    choose_targets(columns if origin.has_header else default_names(len(columns), names), names)


def read_targets(table: Table, columns: Sequence[int]) -> Targets:
    """Read the target columns: numbers as they are, the text of a single one as classes.

    A single column of text becomes one column of 0 and 1 (two classes: the first by name is 0) or
    is spread one-hot (more: one column for each, by name). A single column of the numbers 0 and 1,
    both present, is two classes too; all other numbers are numbers.

    Raises:
        DatasetError: A cell does not fit the rest of its column, text holds one class or far too
            many, or text stands in one of several target columns.
    """
    if len(columns) == 1 and _is_text(table, columns[0]):
        return _read_classes(table, columns[0])
    values = table.numbers(columns)
    names = tuple(table.names[column] for column in columns)
    if len(columns) == 1 and set(np.unique(values)) == {0.0, 1.0}:
        return Targets(names, values, TargetKind.TWO_CLASSES, ("0", "1"))
    return Targets(names, values, TargetKind.NUMBERS, ())


def _describe_no_input(chosen: Sequence[str]) -> str:
    if len(chosen) == 1:
        return (
            f"there is one column, {chosen[0]}, and it is the target: no input is left; "
            "divide cells by commas, semicolons or tabs"
        )
    return f"all {len(chosen)} columns are targets: no input is left; name fewer targets"


def _is_text(table: Table, column: int) -> bool:
    """Tell text from numbers by what most of a target column's filled cells are."""
    filled = [is_numeric(cell) for cell in table.column(column) if cell]
    return 2 * sum(filled) < len(filled)


def _read_classes(table: Table, column: int) -> Targets:
    cells = table.column(column)
    for row, cell in enumerate(cells):
        if not cell or is_numeric(cell):
            found = f"{printable(cell, LONGEST_NAME)} is a number" if cell else "the cell is empty"
            raise DatasetError(
                f"{table.place(row, column)}: {found}, but the column holds class names; "
                "fill in a name or delete the row"
            )
    raw_names, indices = np.unique(np.array(cells, dtype=object), return_inverse=True)
    names = _class_names(raw_names.tolist(), table.names[column])
    if len(names) == 2:
        values = indices.astype(np.float64).reshape(-1, 1)
        return Targets((table.names[column],), values, TargetKind.TWO_CLASSES, names)
    return Targets(names, np.eye(len(names))[indices], TargetKind.CLASSES, names)


def _class_names(raw_names: Sequence[str], column_name: str) -> tuple[str, ...]:
    if len(raw_names) == 1:
        raise DatasetError(
            f"target column {column_name}: every row is {printable(raw_names[0], LONGEST_NAME)}; "
            "there must be two classes or more"
        )
    if len(raw_names) > MOST_CLASSES:
        raise DatasetError(
            f"target column {column_name}: {len(raw_names)} different texts; at most "
            f"{MOST_CLASSES} classes can be told apart, so choose another target column"
        )
    names = tuple(clean_name(name) for name in raw_names)
    if len(set(names)) < len(names):
        raise DatasetError(
            f"target column {column_name}: two class names read alike; make them differ within "
            f"their first {LONGEST_NAME} characters"
        )
    return names

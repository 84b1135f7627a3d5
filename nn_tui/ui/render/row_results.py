"""What the outputs say of each row of the dataset: which class, whether rightly, how far off."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from nn_tui.data import Dataset, TargetKind
from nn_tui.data.revision import has_same_cells, is_row_alike
from nn_tui.debugger.epoch_arrays import ALL_ROWS
from nn_tui.debugger.snapshot import Snapshot
from nn_tui.engine.arrays import Array, Order
from nn_tui.ui.render.marks import ALTERED, WAITING

Mask: TypeAlias = NDArray[np.bool_]
"""One truth for each row of the dataset, (rows,)."""

Classes: TypeAlias = NDArray[np.int64]
"""The number of a class for each row, (rows,); -1 for none."""

Rows: TypeAlias = slice | Sequence[int] | Order
"""Which rows of the dataset: those in view, where only they are to be drawn."""

_MIDDLE = 0.5
"""Outputs from here on are the second of two classes, whose targets are 0 and 1."""


def has_classes(dataset: Dataset) -> bool:
    """Whether the targets are classes, so that a row can be wrong."""
    return dataset.kind is not TargetKind.NUMBERS


def has_class_names(dataset: Dataset) -> bool:
    """Whether the classes are called something other than 0 and 1."""
    return has_classes(dataset) and dataset.classes != ("0", "1")


def class_name(dataset: Dataset, number: int) -> str:
    """Name a class; an output that is not finite is of none."""
    return dataset.classes[number] if number >= 0 else "none"


def described(dataset: Dataset, is_standardized: bool) -> str:
    """Count rows and inputs of a dataset, and say in which units the network gets them."""
    inputs = len(dataset.input_names)
    rows = f"{dataset.rows_kept} of " * bool(dataset.left_out) + f"{dataset.rows} rows"
    scaled = ", standardized" * is_standardized
    return f"{rows}, {inputs} input{'s' * (inputs != 1)}{scaled}"


def row_label(moment: Snapshot, row: int) -> str:
    """Number a row: in brackets where it is left out, with a star where it was changed by hand.

    A change that waits for the next epoch is marked with a plus, and what it leaves out, too.
    """
    now, planned = moment.recipe.dataset, moment.recipe_planned.dataset
    is_changed = now.as_read is not now and not has_same_cells(now, now.as_read, row)
    is_waiting = planned is not now and not is_row_alike(now, planned, row)
    mark = WAITING if is_waiting else ALTERED if is_changed else ""
    return f"({row}){mark}" if row in planned.left_out else f"{row}{mark}"


def is_computed(moment: Snapshot) -> Mask:
    """Say which rows have gone through the network."""
    return np.asarray(moment.outputs.epochs > 0)


def target_classes(dataset: Dataset, rows: Rows = ALL_ROWS) -> Classes:
    """Give each row's class; all of the first where the targets are numbers."""
    return _classes_of(dataset, dataset.targets[rows])


def output_classes(moment: Snapshot, rows: Rows = ALL_ROWS) -> Classes:
    """Give the class that the outputs speak for, also of rows that are not computed yet."""
    values = moment.outputs.values[rows]
    found = _classes_of(moment.recipe.dataset, values)
    found[~np.isfinite(values).all(axis=1)] = -1
    return found


def is_wrong(moment: Snapshot) -> Mask:
    """Say which rows the outputs put in another class than their own."""
    differ: Mask = output_classes(moment) != target_classes(moment.recipe.dataset)
    return is_computed(moment) & differ


def error_sizes(moment: Snapshot, rows: Rows = ALL_ROWS) -> Array:
    """Give the mean of |target - output| over the outputs, also of rows not computed yet."""
    targets, values = moment.recipe.dataset.targets[rows], moment.outputs.values[rows]
    with np.errstate(all="ignore"):
        sizes: Array = np.abs(targets - values).mean(axis=1)
    return sizes


def signed_errors(
    moment: Snapshot, output: int, rows: Rows = ALL_ROWS, *, is_gradient: bool
) -> Array:
    """Give one output's error with the sign of the listing: y - l2, or l2 - y as a gradient."""
    dataset, outputs = moment.recipe.dataset, moment.outputs
    targets, values = dataset.targets[rows, output], outputs.values[rows, output]
    with np.errstate(all="ignore"):
        errors: Array = values - targets if is_gradient else targets - values
    return errors


def _classes_of(dataset: Dataset, values: Array) -> Classes:
    if dataset.kind is TargetKind.TWO_CLASSES:
        return np.asarray(values[:, 0] >= _MIDDLE, dtype=np.int64)
    if dataset.kind is TargetKind.CLASSES:
        return np.asarray(values.argmax(axis=1), dtype=np.int64)
    return np.zeros(len(values), dtype=np.int64)

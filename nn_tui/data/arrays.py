"""Arrays that a program hands over, as a dataset."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from nn_tui.data.dataset import Array, Dataset, TargetKind
from nn_tui.data.errors import DatasetError
from nn_tui.data.table import Table
from nn_tui.data.targets import Targets, read_targets


def dataset_of(inputs: ArrayLike, targets: ArrayLike) -> Dataset:
    """Make a dataset of arrays; the columns are called x0, x1, ... and y, or y0, y1, ...

    Args:
        inputs: Numbers, (rows, columns), or (rows,) for a single column.
        targets: Numbers, (rows, columns) or (rows,), or names of classes, (rows,). One column of
            the numbers 0 and 1 is two classes, one-hot rows are classes; else they are numbers.

    Raises:
        DatasetError: Something that is no finite number, or shapes that do not go together.
    """
    x = _columns("inputs", inputs)
    read = _read_targets(targets)
    if len(x) != len(read.values):
        raise DatasetError(
            f"inputs have {len(x)} rows and targets {len(read.values)}: must be as many"
        )
    return Dataset(
        name="arrays",
        title="",
        source="",
        teaches="",
        input_names=tuple(f"x{column}" for column in range(x.shape[1])),
        target_names=read.names,
        inputs=x,
        targets=read.values,
        kind=read.kind,
        classes=read.classes,
        suggested={},
    )


def _read_targets(targets: ArrayLike) -> Targets:
    given = _as_array("targets", targets)
    if given.dtype.kind in "US" and given.ndim == 1:
        cells = [[str(name).strip()] for name in given.tolist()]
        return read_targets(Table(("y",), cells, range(len(cells)), True), (0,))
    values = _columns("targets", given)
    count = values.shape[1]
    names = ("y",) if count == 1 else tuple(f"y{column}" for column in range(count))
    if count == 1 and set(np.unique(values)) == {0.0, 1.0}:
        return Targets(names, values, TargetKind.TWO_CLASSES, ("0", "1"))
    if count > 1 and _are_one_hot(values):
        return Targets(names, values, TargetKind.CLASSES, names)
    return Targets(names, values, TargetKind.NUMBERS, ())


def _are_one_hot(values: Array) -> bool:
    return bool(np.isin(values, (0.0, 1.0)).all() and (values.sum(axis=1) == 1.0).all())


def _columns(what: str, given: ArrayLike) -> Array:
    """Take numbers as columns of finite float64."""
    try:
        numbers = np.asarray(given, dtype=np.float64)
    except (TypeError, ValueError):
        raise DatasetError(f"{what}: must be numbers in rows of equal length") from None
    columns = numbers[:, np.newaxis] if numbers.ndim == 1 else numbers
    if columns.ndim != 2 or not columns.size:
        raise DatasetError(
            f"{what} of shape {numbers.shape}: must be (rows, columns), with 1 or more of each"
        )
    is_finite = np.isfinite(columns)
    if not is_finite.all():
        row, column = np.argwhere(~is_finite)[0]
        found = columns[row, column]
        raise DatasetError(
            f"{what}, row {row}, column {column}: {found} is not finite; leave it out"
        )
    return columns


def _as_array(what: str, given: ArrayLike) -> np.ndarray[Any, Any]:
    try:
        return np.asarray(given)
    except ValueError:
        raise DatasetError(f"{what}: must be rows of equal length") from None

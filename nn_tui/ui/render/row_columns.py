"""The columns of the dataset that a search can compare, by name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import numpy as np

from nn_tui.data import Dataset, TargetKind
from nn_tui.engine.arrays import Array
from nn_tui.ui.render.row_results import (
    error_sizes,
    has_class_names,
    output_classes,
    signed_errors,
    target_classes,
)
from nn_tui.ui.view import View


@dataclass(frozen=True, slots=True)
class SearchColumn:
    """One column: a number for each row, or the number of a class."""

    values: Callable[[View], Array]
    """Gives the column as a view shows it, (rows,)."""
    is_of_output: bool = False
    """Whether it is there only for rows that have gone through the network."""
    classes: tuple[str, ...] = ()
    """Names of the classes, where it is one of classes."""


def search_columns(view: View) -> dict[str, SearchColumn]:
    """Name all columns; where one of the data is called like one of ours, it is meant."""
    dataset, depth = view.moment.recipe.dataset, view.moment.program.network.depth
    inputs = {
        name: SearchColumn(partial(_input, index)) for index, name in enumerate(dataset.input_names)
    }
    ours = {"row": SearchColumn(_row), **_results(dataset, f"l{depth}")}
    return {**ours, "|error|": _number(_size), "|err|": _number(_size), **inputs}


def _results(dataset: Dataset, outputs: str) -> dict[str, SearchColumn]:
    if dataset.kind is TargetKind.CLASSES:
        return {**_class_columns(dataset), "share": _number(_share), "error": _number(_size)}
    numbers = _number_columns(dataset)
    if has_class_names(dataset):
        return {**numbers, outputs: numbers["output"], **_class_columns(dataset)}
    return numbers


def _class_columns(dataset: Dataset) -> dict[str, SearchColumn]:
    return {
        "target": SearchColumn(
            lambda view: target_classes(view.moment.recipe.dataset).astype(np.float64),
            classes=dataset.classes,
        ),
        "output": SearchColumn(
            lambda view: output_classes(view.moment).astype(np.float64),
            is_of_output=True,
            classes=dataset.classes,
        ),
    }


def _number_columns(dataset: Dataset) -> dict[str, SearchColumn]:
    columns: dict[str, SearchColumn] = {}
    is_single = len(dataset.target_names) == 1
    for index, name in enumerate(dataset.target_names):
        label = "" if is_single else f"{index}"
        target = SearchColumn(partial(_target, index))
        columns |= {
            f"target{label}": target,
            f"output{label}": _number(partial(_output, index)),
            f"error{label}": _number(partial(_error, index)),
            name: target,
        }
    return columns


def _number(values: Callable[[View], Array]) -> SearchColumn:
    return SearchColumn(values, is_of_output=True)


def _row(view: View) -> Array:
    return np.arange(view.moment.recipe.dataset.rows, dtype=np.float64)


def _input(index: int, view: View) -> Array:
    return view.moment.recipe.dataset.inputs[:, index]


def _target(index: int, view: View) -> Array:
    return view.moment.recipe.dataset.targets[:, index]


def _output(index: int, view: View) -> Array:
    return view.moment.outputs.values[:, index]


def _error(index: int, view: View) -> Array:
    return signed_errors(view.moment, index, is_gradient=view.is_gradient)


def _share(view: View) -> Array:
    share: Array = view.moment.outputs.values.max(axis=1)
    return share


def _size(view: View) -> Array:
    return error_sizes(view.moment)

"""The columns of the dataset's table, as text, of the rows in view."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import TypeAlias

from rich.cells import cell_len

from nn_tui.data import Dataset, TargetKind
from nn_tui.debugger.quiz.ahead import asks_error
from nn_tui.debugger.snapshot import Snapshot
from nn_tui.engine.arrays import Array
from nn_tui.ui.render.numbers import compact, short
from nn_tui.ui.render.row_results import (
    class_name,
    error_sizes,
    has_class_names,
    output_classes,
    signed_errors,
    target_classes,
)
from nn_tui.ui.render.wrapping import shortened
from nn_tui.ui.view import View

_ASKED = "?"
_NOT_COMPUTED = "."

NAME = 6
"""Cells that names of targets and classes get, however little room there is."""

_ROOM_FOR_SHARE = 44
"""Cells from which on the likeliest class's share is shown, and two classes' with all digits."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the table; its cells stand right-aligned in its width."""

    head: str
    """What it is called."""
    cells: list[str]
    """One text for each row in view."""

    has_own_name: bool = False
    """Whether the data calls it so: then its head may be cut."""

    has_words: bool = False
    """Whether its cells are names, which may be cut, as numbers must not be."""

    of_names: int = field(init=False)
    """Cells of the widest text that may be cut."""

    of_numbers: int = field(init=False)
    """Cells of the widest text that may not be."""

    def __post_init__(self) -> None:
        head, cells = cell_len(self.head), max(map(cell_len, self.cells), default=1)
        names = [head] * self.has_own_name + [cells] * self.has_words
        numbers = [head] * (not self.has_own_name) + [cells] * (not self.has_words)
        object.__setattr__(self, "of_names", max(names, default=0))
        object.__setattr__(self, "of_numbers", max(numbers, default=1))

    @property
    def width(self) -> int:
        """How many cells the widest text takes."""
        return max(self.of_names, self.of_numbers)

    def width_at(self, limit: int) -> int:
        """Say how wide it is with its names cut to so many cells."""
        return max(self.of_numbers, min(self.of_names, limit))

    def cut(self, limit: int) -> Column:
        """Shorten the names in it to so many cells."""
        head = shortened(self.head, limit) if self.has_own_name else self.head
        cells = [shortened(text, limit) for text in self.cells] if self.has_words else self.cells
        return Column(head, cells, self.has_own_name, self.has_words)

    def padded(self, text: str) -> str:
        """Right-align a text in the column, a space before it."""
        return " " * (self.width + 1 - cell_len(text)) + text


def width_of_all(columns: Sequence[Column], limit: int | None = None) -> int:
    """Count the cells of some columns, a space before each, with names cut to a limit."""
    return sum(1 + (c.width if limit is None else c.width_at(limit)) for c in columns)


Results: TypeAlias = Callable[[Sequence[int]], list[Column]]
"""Makes the columns of targets, outputs and errors of some rows, names in full."""


def input_column(dataset: Dataset, rows: Sequence[int], index: int) -> Column:
    """Make an input's column, its name in full."""
    cells = [compact(value) for value in dataset.inputs[rows, index].tolist()]
    return Column(dataset.input_names[index], cells, has_own_name=True)


def result_columns(view: View, rows: Sequence[int], width: int) -> list[Column]:
    """Make the fullest columns of targets, outputs and errors for this width, names cut."""
    return [column.cut(NAME) for column in result_choices(view, width)[0](rows)]


def result_choices(view: View, width: int) -> list[Results]:
    """Give what may be said of targets, outputs and errors, from the fullest to the leanest.

    Classes are named where they have names.
    """
    dataset, is_wide = view.moment.recipe.dataset, width >= _ROOM_FOR_SHARE
    kinds: list[Results]
    if dataset.kind is TargetKind.CLASSES:
        kinds = [partial(_class_results, view.moment, has_share=has) for has in (True, False)]
    elif has_class_names(dataset):
        kinds = [partial(_two_class_results, view, digits=digits) for digits in (7, 5)]
        kinds.append(partial(_two_class_results, view, digits=5, has_class=False))
    else:
        return [partial(_number_results, view, digits=digits) for digits in (7, 5)]
    return kinds if is_wide else kinds[1:]


def _number_results(view: View, rows: Sequence[int], digits: int) -> list[Column]:
    """Give each target, its output and its error."""
    dataset, moment = view.moment.recipe.dataset, view.moment
    columns: list[Column] = []
    for index, name in enumerate(dataset.target_names):
        label = f"{index}" if len(dataset.target_names) > 1 else ""
        y, l = dataset.targets[rows, index], moment.outputs.values[rows, index]
        errors = signed_errors(moment, index, rows, is_gradient=view.is_gradient)
        columns += [
            Column(name, [compact(value) for value in y.tolist()], has_own_name=True),
            Column(f"output{label}", _computed(moment, rows, l, digits)),
            Column(f"error{label}", _errors(moment, rows, errors, digits)),
        ]
    return columns


def _class_results(moment: Snapshot, rows: Sequence[int], has_share: bool) -> list[Column]:
    """Name the target's and the likeliest class, its share, and the row's mean error."""
    likeliest = moment.outputs.values[rows].max(axis=1)
    share = Column("share", _computed(moment, rows, likeliest, 5))
    return [
        *_named(moment, rows),
        *([share] if has_share else []),
        Column("|err|", _errors(moment, rows, error_sizes(moment, rows), 5)),
    ]


def _two_class_results(
    view: View, rows: Sequence[int], digits: int, has_class: bool = True
) -> list[Column]:
    """Name the target's and the output's class, beside the output itself and its error."""
    moment = view.moment
    errors = signed_errors(moment, 0, rows, is_gradient=view.is_gradient)
    return [
        *_named(moment, rows)[: 1 + has_class],
        Column(
            f"l{moment.program.network.depth}",
            _computed(moment, rows, moment.outputs.values[rows, 0], digits),
        ),
        Column("error", _errors(moment, rows, errors, digits)),
    ]


def _named(moment: Snapshot, rows: Sequence[int]) -> list[Column]:
    """Name the class of the target, and that of the output."""
    dataset, epochs = moment.recipe.dataset, moment.outputs.epochs[rows].tolist()
    targets = [class_name(dataset, number) for number in target_classes(dataset, rows).tolist()]
    outputs = [
        class_name(dataset, number) if epoch else _NOT_COMPUTED
        for number, epoch in zip(output_classes(moment, rows).tolist(), epochs, strict=True)
    ]
    return [Column("target", targets, has_words=True), Column("output", outputs, has_words=True)]


def _errors(moment: Snapshot, rows: Sequence[int], errors: Array, width: int) -> list[str]:
    """Write errors, which are there as soon as outputs are; while they are asked for, hide them."""
    return [_ASKED] * len(rows) if asks_error(moment) else _computed(moment, rows, errors, width)


def _computed(moment: Snapshot, rows: Sequence[int], values: Array, width: int) -> list[str]:
    """Write what these rows have, (rows in view,), as far as they have gone through."""
    epochs = moment.outputs.epochs[rows].tolist()
    return [
        _briefly(number, width) if epoch else _NOT_COMPUTED
        for number, epoch in zip(values.tolist(), epochs, strict=True)
    ]


def _briefly(value: float, width: int) -> str:
    """Write a number in about so many cells: rather -19.5 than -2e+01."""
    text = short(value, width).strip()
    return min(f"{value:.3g}", text, key=len) if "e" in text else text

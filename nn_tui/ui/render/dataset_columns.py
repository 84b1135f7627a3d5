"""The columns of the dataset's table, as text, of the rows in view."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from rich.cells import cell_len, set_cell_size

from nn_tui.data import Dataset, TargetKind
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
from nn_tui.ui.view import View

_NOT_COMPUTED = "."

_NAME = 7
"""Cells that a column's name may take; then it is cut."""

_NARROW_NAME = 6
"""Cells of a class's name where there is little room."""

_ROOM_FOR_SHARE = 44
"""Cells from which on the likeliest class's share is shown, and two classes' with all digits."""

_ROOM_FOR_BOTH = 14
"""Cells from which on the columns to the left are counted too, not only those to the right."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the table; its cells stand right-aligned in its width."""

    head: str
    """What it is called."""
    cells: list[str]
    """One text for each row in view."""

    width: int = field(init=False)
    """How many cells the widest text takes."""

    def __post_init__(self) -> None:
        widest = max(cell_len(text) for text in (self.head, *self.cells, " "))
        object.__setattr__(self, "width", widest)

    def padded(self, text: str) -> str:
        """Right-align a text in the column, a space before it."""
        return " " * (self.width + 1 - cell_len(text)) + text


def width_of_all(columns: Sequence[Column]) -> int:
    """Count the cells of some columns, a space before each."""
    return sum(column.width + 1 for column in columns)


def input_columns(dataset: Dataset, rows: Sequence[int], first: int, width: int) -> list[Column]:
    """Make as many input columns as fit; others to the left and right are counted.

    Where not even one fits with the counts, it stands there without them.
    """
    names = dataset.input_names
    before = [Column(f"{first}+", ["…"] * len(rows))] if first and width >= _ROOM_FOR_BOTH else []
    columns: list[Column] = []
    for index in range(first, len(names)):
        cells = [compact(value) for value in dataset.inputs[rows, index].tolist()]
        behind = len(names) - index - 1
        more = len(f"+{behind}") + 1 if behind else 0
        # One input column is always there, however far its name must be cut.
        room = _NAME if columns else max(3, min(_NAME, width - width_of_all(before) - more - 1))
        column = Column(cut(names[index], room), cells)
        if width_of_all([*before, *columns, column]) + more > width:
            if not columns:
                return [column]
            return [*before, *columns, Column(f"+{behind + 1}", ["…"] * len(rows))]
        columns.append(column)
    return [*before, *columns]


def result_columns(view: View, rows: Sequence[int], width: int) -> list[Column]:
    """Make the columns of targets, outputs and errors: names of classes where there are any."""
    dataset = view.moment.recipe.dataset
    is_wide = width >= _ROOM_FOR_SHARE
    if dataset.kind is TargetKind.CLASSES:
        return _class_results(view.moment, rows, is_wide)
    if has_class_names(dataset):
        return _two_class_results(view, rows, is_wide)
    columns: list[Column] = []
    for index, name in enumerate(dataset.target_names):
        label = f"{index}" if len(dataset.target_names) > 1 else ""
        y, l = dataset.targets[:, index], view.moment.outputs.values[:, index]
        errors = signed_errors(view.moment, index, is_gradient=view.is_gradient)
        columns += [
            Column(cut(name, _NAME), [compact(value) for value in y[rows].tolist()]),
            Column(f"output{label}", _computed(view.moment, rows, l)),
            Column(f"error{label}", _computed(view.moment, rows, errors)),
        ]
    return columns


def cut(name: str, limit: int) -> str:
    """Cut a name to some cells, marked as cut."""
    return name if cell_len(name) <= limit else set_cell_size(name, limit - 1) + "…"


def _class_results(moment: Snapshot, rows: Sequence[int], is_wide: bool) -> list[Column]:
    """Name the target's and the likeliest class, its share, and the row's mean error."""
    share = Column("share", _computed(moment, rows, moment.outputs.values.max(axis=1), 5))
    return [
        *_named(moment, rows, _NAME),
        *([share] if is_wide else []),
        Column("|err|", _computed(moment, rows, error_sizes(moment), 5)),
    ]


def _two_class_results(view: View, rows: Sequence[int], is_wide: bool) -> list[Column]:
    """Name the target's and the output's class, beside the output itself and its error."""
    moment, digits = view.moment, 7 if is_wide else 5
    errors = signed_errors(moment, 0, is_gradient=view.is_gradient)
    return [
        *_named(moment, rows, _NAME if is_wide else _NARROW_NAME),
        Column(
            f"l{moment.program.network.depth}",
            _computed(moment, rows, moment.outputs.values[:, 0], digits),
        ),
        Column("error", _computed(moment, rows, errors, digits)),
    ]


def _named(moment: Snapshot, rows: Sequence[int], limit: int) -> list[Column]:
    """Name the class of the target, and that of the output."""
    dataset, epochs = moment.recipe.dataset, moment.outputs.epochs
    targets, outputs = target_classes(dataset), output_classes(moment)

    def output(row: int) -> str:
        return cut(class_name(dataset, outputs[row]), limit) if epochs[row] else _NOT_COMPUTED

    return [
        Column("target", [cut(class_name(dataset, targets[row]), limit) for row in rows]),
        Column("output", [output(row) for row in rows]),
    ]


def _computed(moment: Snapshot, rows: Sequence[int], values: Array, width: int = 7) -> list[str]:
    numbers, epochs = values[rows].tolist(), moment.outputs.epochs[rows].tolist()
    return [
        short(number, width).strip() if epoch else _NOT_COMPUTED
        for number, epoch in zip(numbers, epochs, strict=True)
    ]

"""The columns of the dataset's table, as text, of the rows in view."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from rich.cells import cell_len

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
from nn_tui.ui.render.wrapping import shortened
from nn_tui.ui.view import View

_NOT_COMPUTED = "."

_NAME = 7
"""Cells that a name may take; then it is cut."""

_LONGER_NAMES = (20, 12)
"""Cells that names may take where all inputs fit with them."""

_NUMBER = 7
"""Cells that most numbers fit in."""

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


def input_columns(
    dataset: Dataset, rows: Sequence[int], first: int, width: int, limit: int
) -> list[Column]:
    """Make as many input columns as fit; others to the left and right are counted.

    Where not even one fits with the counts, it stands there without them.

    Args:
        dataset: The inputs.
        rows: The rows in view.
        first: The first column that is wanted.
        width: Cells for all of them.
        limit: Cells for a name.
    """
    names = dataset.input_names
    before = [Column(f"{first}+", ["…"] * len(rows))] if first and width >= _ROOM_FOR_BOTH else []
    columns: list[Column] = []
    for index in range(first, len(names)):
        cells = [compact(value) for value in dataset.inputs[rows, index].tolist()]
        behind = len(names) - index - 1
        more = len(f"+{behind}") + 1 if behind else 0
        # One input column is always there, however far its name must be cut.
        room = limit if columns else max(3, min(limit, width - width_of_all(before) - more - 1))
        column = Column(shortened(names[index], room), cells)
        if width_of_all([*before, *columns, column]) + more > width:
            if not columns:
                return [column]
            return [*before, *columns, Column(f"+{behind + 1}", ["…"] * len(rows))]
        columns.append(column)
    return [*before, *columns]


def result_columns(view: View, rows: Sequence[int], width: int) -> list[Column]:
    """Make the columns of targets, outputs and errors: names of classes where there are any."""
    dataset = view.moment.recipe.dataset
    is_wide, limit = width >= _ROOM_FOR_SHARE, name_limit(dataset, width)
    if dataset.kind is TargetKind.CLASSES:
        return _class_results(view.moment, rows, is_wide, limit)
    if has_class_names(dataset):
        return _two_class_results(view, rows, is_wide, limit)
    columns: list[Column] = []
    for index, name in enumerate(dataset.target_names):
        label = f"{index}" if len(dataset.target_names) > 1 else ""
        y, l = dataset.targets[rows, index], view.moment.outputs.values[rows, index]
        errors = signed_errors(view.moment, index, rows, is_gradient=view.is_gradient)
        columns += [
            Column(shortened(name, limit), [compact(value) for value in y.tolist()]),
            Column(f"output{label}", _computed(view.moment, rows, l)),
            Column(f"error{label}", _computed(view.moment, rows, errors)),
        ]
    return columns


def name_limit(dataset: Dataset, width: int) -> int:
    """Choose how many cells a name may take: more, where all inputs are in view all the same."""
    names = dataset.input_names
    if (_NUMBER + 1) * len(names) > width:
        return _NAME
    results = dataset.classes or dataset.target_names
    for limit in _LONGER_NAMES:
        widths = [max(_NUMBER, min(cell_len(name), limit)) + 1 for name in (*names, *results)]
        of_inputs, of_results = widths[: len(names)], widths[len(names) :]
        # Two columns of class names and two of numbers; else two of numbers for each target.
        named = 2 * max(of_results) if dataset.classes else sum(of_results)
        numbers = 2 * (_NUMBER + 1) * (1 if dataset.classes else len(results))
        if sum(of_inputs) + named + numbers + _NUMBER <= width:
            return limit
    return _NAME


def _class_results(
    moment: Snapshot, rows: Sequence[int], is_wide: bool, limit: int
) -> list[Column]:
    """Name the target's and the likeliest class, its share, and the row's mean error."""
    likeliest = moment.outputs.values[rows].max(axis=1)
    share = Column("share", _computed(moment, rows, likeliest, 5))
    return [
        *_named(moment, rows, limit),
        *([share] if is_wide else []),
        Column("|err|", _computed(moment, rows, error_sizes(moment, rows), 5)),
    ]


def _two_class_results(view: View, rows: Sequence[int], is_wide: bool, limit: int) -> list[Column]:
    """Name the target's and the output's class, beside the output itself and its error."""
    moment, digits = view.moment, 7 if is_wide else 5
    errors = signed_errors(moment, 0, rows, is_gradient=view.is_gradient)
    return [
        *_named(moment, rows, limit if is_wide else _NARROW_NAME),
        Column(
            f"l{moment.program.network.depth}",
            _computed(moment, rows, moment.outputs.values[rows, 0], digits),
        ),
        Column("error", _computed(moment, rows, errors, digits)),
    ]


def _named(moment: Snapshot, rows: Sequence[int], limit: int) -> list[Column]:
    """Name the class of the target, and that of the output."""
    dataset, epochs = moment.recipe.dataset, moment.outputs.epochs[rows].tolist()

    def name(number: int) -> str:
        return shortened(class_name(dataset, number), limit)

    targets = [name(number) for number in target_classes(dataset, rows).tolist()]
    outputs = [
        name(number) if epoch else _NOT_COMPUTED
        for number, epoch in zip(output_classes(moment, rows).tolist(), epochs, strict=True)
    ]
    return [Column("target", targets), Column("output", outputs)]


def _computed(moment: Snapshot, rows: Sequence[int], values: Array, width: int = 7) -> list[str]:
    """Write what these rows have, (rows in view,), as far as they have gone through."""
    epochs = moment.outputs.epochs[rows].tolist()
    return [
        short(number, width).strip() if epoch else _NOT_COMPUTED
        for number, epoch in zip(values.tolist(), epochs, strict=True)
    ]

"""The dataset as a table: inputs, target, output and error of each row."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from rich.cells import cell_len, set_cell_size

from nn_tui.data import Dataset, TargetKind
from nn_tui.debugger.snapshot import Snapshot
from nn_tui.ui.render.lines import Line, Role, Span, fit, line
from nn_tui.ui.render.numbers import compact, short
from nn_tui.ui.render.window import window

_NOT_COMPUTED = "."

_NAME = 7
"""Cells that a column's name may take; then it is cut."""


@dataclass(frozen=True, slots=True)
class _Column:
    """One column of the table; its cells stand right-aligned in its width."""

    head: str
    cells: list[str]

    @property
    def width(self) -> int:
        return max(cell_len(text) for text in (self.head, *self.cells, " "))

    def padded(self, text: str) -> str:
        """Right-align a text in the column, a space before it."""
        return " " * (self.width + 1 - cell_len(text)) + text


_ROOM_FOR_SHARE = 44
"""Cells from which on the likeliest class's share is shown."""

_ROOM_FOR_BOTH = 14
"""Cells from which on the columns to the left are counted too, not only those to the right."""


def draw_dataset(
    moment: Snapshot, row: int, first_input: int, width: int, height: int
) -> list[Line]:
    """Draw the rows around the selected one.

    Args:
        moment: What to draw.
        row: The selected row, from 0.
        first_input: The first input column to draw, where they do not all fit.
        width: Cells of each line.
        height: Number of lines, one of them the head.
    """
    dataset = moment.recipe.dataset
    rows = window(dataset.rows, row, height - 1)
    left = [_Column("row", [str(r) for r in rows])]
    right = _results(moment, rows, width)
    inputs = _inputs(dataset, rows, first_input, width - _total(left) - _total(right) - 1)
    columns = [*left, *inputs, *right]
    head = "".join(column.padded(column.head) for column in columns)
    lines = [fit(line(Span(f" {head}", Role.HEAD)), width)]
    for place, shown in enumerate(rows):
        is_selected, is_fresh = shown == row, _is_fresh(moment, shown)
        role = Role.SELECTED if is_selected else Role.PLAIN if is_fresh else Role.DIM
        cells = "".join(column.padded(column.cells[place]) for column in columns)
        lines.append(fit(line(Span((">" if is_selected else " ") + cells, role)), width))
    return lines[:height]


def row_at(rows: int, selected: int, height: int, y: int) -> int | None:
    """Find the row on line `y` of the drawn table, or None: the head, or below the last row."""
    shown = window(rows, selected, height - 1)
    return shown[y - 1] if 1 <= y <= len(shown) else None


def _is_fresh(moment: Snapshot, row: int) -> bool:
    """Whether a row has gone through in the epoch at the cursor."""
    return bool(moment.outputs.epochs[row] == moment.cursor.epoch)


def _total(columns: list[_Column]) -> int:
    return sum(column.width + 1 for column in columns)


def _inputs(dataset: Dataset, rows: range, first: int, width: int) -> list[_Column]:
    """Make as many input columns as fit; others to the left and right are counted."""
    names = dataset.input_names
    before = [_Column(f"{first}+", ["…"] * len(rows))] if first and width >= _ROOM_FOR_BOTH else []
    columns: list[_Column] = []
    for index in range(first, len(names)):
        cells = [compact(dataset.inputs[row, index]) for row in rows]
        behind = len(names) - index - 1
        more = len(f"+{behind}") + 1 if behind else 0
        # One input column is always there, however far its name must be cut.
        room = _NAME if columns else max(3, min(_NAME, width - _total(before) - more - 1))
        column = _Column(_cut(names[index], room), cells)
        if columns and _total([*before, *columns, column]) + more > width:
            return [*before, *columns, _Column(f"+{behind + 1}", ["…"] * len(rows))]
        columns.append(column)
    return [*before, *columns]


def _results(moment: Snapshot, rows: range, width: int) -> list[_Column]:
    dataset = moment.recipe.dataset
    if dataset.kind is TargetKind.CLASSES:
        target, output, share, error = _class_results(moment, rows)
        shares = [share] if width >= _ROOM_FOR_SHARE else []
        return [target, output, *shares, error]
    columns: list[_Column] = []
    for index, name in enumerate(dataset.target_names):
        label = f"{index}" if len(dataset.target_names) > 1 else ""
        y, l = dataset.targets[:, index], moment.outputs.values[:, index]
        columns += [
            _Column(_cut(name, _NAME), [compact(y[row]) for row in rows]),
            _Column(f"output{label}", [_computed(moment, row, l[row]) for row in rows]),
            _Column(f"error{label}", [_computed(moment, row, y[row] - l[row]) for row in rows]),
        ]
    return columns


def _class_results(moment: Snapshot, rows: range) -> list[_Column]:
    """Name the target's and the likeliest class, its share, and the row's mean error."""
    dataset, values = moment.recipe.dataset, moment.outputs.values
    classes = [_cut(name, _NAME) for name in dataset.classes]

    def likeliest(row: int) -> str:
        return classes[values[row].argmax()] if moment.outputs.epochs[row] else _NOT_COMPUTED

    def mean_error(row: int) -> float:
        return float(np.abs(dataset.targets[row] - values[row]).mean())

    return [
        _Column("target", [classes[dataset.targets[row].argmax()] for row in rows]),
        _Column("output", [likeliest(row) for row in rows]),
        _Column("share", [_computed(moment, row, values[row].max(), 5) for row in rows]),
        _Column("|err|", [_computed(moment, row, mean_error(row), 5) for row in rows]),
    ]


def _computed(moment: Snapshot, row: int, value: float, width: int = 7) -> str:
    return short(value, width).strip() if moment.outputs.epochs[row] else _NOT_COMPUTED


def _cut(name: str, limit: int) -> str:
    return name if cell_len(name) <= limit else set_cell_size(name, limit - 1) + "…"

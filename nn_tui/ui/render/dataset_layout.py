"""Which columns of the dataset's table have room: none is ever cut inside a number."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import TypeAlias

from nn_tui.data import Dataset
from nn_tui.ui.render.dataset_columns import (
    NAME,
    Column,
    input_column,
    result_choices,
    width_of_all,
)
from nn_tui.ui.render.row_results import row_label
from nn_tui.ui.view import View

_INPUT_NAME, _SHORTEST_NAME = 7, 3
"""Cells that names of inputs get before they make room for one more, and for a single one."""

_LONGER_NAMES = (20, 16, 12, 11, 10, 9, 8, 7)
"""Cells that names may take where no column is left out for it."""

_COUNTS = ((True, True), (False, True), (False, False))
"""Whether inputs out of view are counted, left and right, the first for which there is room."""


_Fitted: TypeAlias = list[tuple[Column, int]]
"""Columns, and how many cells the names of each may take."""


def lay_out_columns(view: View, rows: Sequence[int], first: int, width: int) -> list[Column]:
    """Choose the columns of the rows in view.

    What makes room for one input with the counts of those out of view: digits, then the output's
    class where the output itself stands beside it, then the counts, then whole columns of results.

    Args:
        view: What to show.
        rows: The rows in view.
        first: The first input column that is wanted.
        width: Cells of a line, one of them for the mark before the row.
    """
    left = Column("row", [row_label(view.moment, row) for row in rows])
    inputs = _Inputs(view, rows, first)
    room = width - 1 - width_of_all([left])
    for results, counts in _choices(view, rows, width):
        fitted = inputs.fitted(room - width_of_all(results, NAME), _INPUT_NAME, counts)
        if fitted is not None:
            return [left, *_with_longer_names(inputs, results, counts, room, len(fitted))]
    return [left, *(column.cut(NAME) for column in results)]


def _choices(
    view: View, rows: Sequence[int], width: int
) -> Iterator[tuple[list[Column], tuple[bool, bool]]]:
    """Give results, and which counts go with them, the fullest first."""
    kinds = result_choices(view, width)
    for counts in _COUNTS:
        for kind in kinds:
            yield kind(rows), counts
    leanest = kinds[-1](rows)
    for counts in _COUNTS[1:]:
        for kept in range(len(leanest) - 1, 0, -1):
            more = Column(f"+{len(leanest) - kept}", ["…"] * len(rows))
            yield [*leanest[:kept], more], counts


def _with_longer_names(
    inputs: _Inputs, results: list[Column], counts: tuple[bool, bool], room: int, least: int
) -> list[Column]:
    """Give names the cells that are left: first those of classes and targets, then of inputs."""

    def fitted(of_results: int, of_inputs: int) -> _Fitted | None:
        found = inputs.fitted(room - width_of_all(results, of_results), of_inputs, counts)
        return None if found is None or len(found) < least else found

    longest = next((n for n in _LONGER_NAMES if fitted(n, _INPUT_NAME) is not None), NAME)
    choices = map(partial(fitted, longest), (*_LONGER_NAMES, _INPUT_NAME))
    chosen = next((found for found in choices if found is not None), [])
    return [
        *inputs.counted([column.cut(limit) for column, limit in chosen], counts),
        *(column.cut(longest) for column in results),
    ]


class _Inputs:
    """The input columns from the first that is wanted on."""

    def __init__(self, view: View, rows: Sequence[int], first: int) -> None:
        self._dataset: Dataset = view.moment.recipe.dataset
        self._rows, self._first = rows, first
        self._total = len(self._dataset.input_names)
        self._made: dict[int, Column] = {}

    def fitted(self, width: int, limit: int, counts: tuple[bool, bool]) -> _Fitted | None:
        """Take as many as fit, at least one, however far its name must be cut; else None.

        Args:
            width: Cells for them and for the counts of the others.
            limit: Cells for a name.
            counts: Whether those to the left and those to the right are counted.
        """
        before = f"{self._first}+" if self._first and counts[0] else ""
        left = width - len(before) - bool(before)
        taken: _Fitted = []
        for index in range(self._first, self._total):
            behind = self._total - index - 1 + (0 if counts[0] else self._first)
            room = left - 1 - (len(f"+{behind}") + 1 if behind and counts[1] else 0)
            cells = limit if taken else max(_SHORTEST_NAME, min(limit, room))
            column = self._column(index)
            if column.width_at(cells) > room:
                break
            taken.append((column, cells))
            left -= column.width_at(cells) + 1
        return taken or None

    def counted(self, columns: list[Column], counts: tuple[bool, bool]) -> list[Column]:
        """Put counts of those out of view before and behind those that were taken."""
        # Where there is room for one count alone, it is of both sides.
        behind = self._total - len(columns) - (self._first if counts[0] else 0)
        before = [f"{self._first}+"] * (counts[0] and self._first > 0)
        after = [f"+{behind}"] * (counts[1] and behind > 0)
        dots = ["…"] * len(self._rows)
        return [*(Column(h, dots) for h in before), *columns, *(Column(h, dots) for h in after)]

    def _column(self, index: int) -> Column:
        if index not in self._made:
            self._made[index] = input_column(self._dataset, self._rows, index)
        return self._made[index]

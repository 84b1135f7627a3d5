"""The data and the weights that questions are computed from, as small tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from nn_tui.debugger.explain.formula import Index
from nn_tui.debugger.quiz.markdown import literal, table
from nn_tui.debugger.quiz.question import QuizQuestion
from nn_tui.debugger.quiz.rounding import shown
from nn_tui.debugger.snapshot import Snapshot
from nn_tui.engine.arrays import Array

MOST_WHOLE = 8
"""Rows and columns that are all shown; of more, those that are read."""

_NAME_LIMIT = 16

Chosen = list[int]
"""Places along an axis that are shown."""


def tables_of(questions: Sequence[QuizQuestion]) -> Iterator[str]:
    """Write a table for the data, and one for each parameter, that some question reads."""
    read = _read_by(questions)
    if "l0" in read or "y" in read:
        yield from (*_data_table(read), "")
    for name, (moment, indices) in read.items():
        if name in moment.program.network.parameters:
            values = moment.array(name)
            assert values is not None, "it has just been read"
            yield from (*_weights_table(name, values, indices), "")


Read = dict[str, tuple[Snapshot, list[Index]]]
"""By array: a moment at which it is read, and which of its cells are."""


def _read_by(questions: Sequence[QuizQuestion]) -> Read:
    """Gather what is read of each array, at the first moment: later on a weight has moved."""
    read: Read = {}
    for question in questions:
        for cell in question.operands:
            read.setdefault(cell.name, (question.found.before, []))[1].append(cell.index)
    order = questions[0].found.before.names if questions else ()
    return {name: read[name] for name in order if name in read}


def _data_table(read: Read) -> Iterator[str]:
    moment, _ = read.get("l0") or read["y"]
    names = {"l0": moment.recipe.dataset.input_names, "y": moment.recipe.dataset.target_names}
    arrays = {name: moment.array(name) for name in names if name in read}
    rows = _places([index for name in arrays for index in read[name][1]], 0, _length(arrays))
    numbers = moment.dataset_rows("l0")
    # Row 3 of the batch is another one of the dataset once these have been shuffled or batched.
    is_numbered = numbers is not None and list(numbers[rows]) != rows
    head = ["r", *(["row of the data"] if is_numbered else [])]
    columns: list[list[str]] = [[str(row) for row in rows]]
    if is_numbered and numbers is not None:
        columns.append([str(numbers[row]) for row in rows])
    for name, values in arrays.items():
        assert values is not None, "it has just been read"
        for column in _places(read[name][1], 1, values.shape[1]):
            head.append(f"{name}[r,{column}]: {literal(names[name][column], _NAME_LIMIT)}")
            columns.append([shown(float(value)) for value in values[rows, column]])
    yield "Data of this batch, one row r a line:"
    yield ""
    yield from table(head, zip(*columns, strict=True))


def _length(arrays: dict[str, Array | None]) -> int:
    return max(len(values) for values in arrays.values() if values is not None)


def _weights_table(name: str, values: Array, read: list[Index]) -> Iterator[str]:
    if values.ndim == 1:
        columns = _places(read, 0, len(values))
        yield f"`{name}[j]`, before its step:"
        yield ""
        yield from table(["j", *map(str, columns)], [["", *_cells(values[columns])]])
        return
    rows, columns = (_places(read, axis, values.shape[axis]) for axis in (0, 1))
    yield f"`{name}[i,j]`, from unit i to unit j, before its step:"
    yield ""
    lines = [[str(row), *_cells(values[row, columns])] for row in rows]
    yield from table(["i, j", *map(str, columns)], lines)


def _cells(values: Array) -> list[str]:
    return [shown(float(value)) for value in np.atleast_1d(values)]


def _places(read: list[Index], axis: int, length: int) -> Chosen:
    if length <= MOST_WHOLE:
        return list(range(length))
    return sorted({index[axis] for index in read})

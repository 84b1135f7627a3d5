"""What `nn-tui show` writes: arrays of one moment as text, JSON, .npy or .npz."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO
from typing import Any

import numpy as np

from nn_tui.cli.aligned import GAP, aligned, column_widths
from nn_tui.cli.json_values import finite
from nn_tui.debugger.array_file import Shown
from nn_tui.debugger.gradient_view import stored_name
from nn_tui.debugger.moments import place_of
from nn_tui.debugger.snapshot import Snapshot
from nn_tui.text import size_text


def as_text(moment: Snapshot, arrays: Mapping[str, Shown], width: int | None) -> Iterator[str]:
    """Write each array under a line that names it, its shape and the moment.

    Args:
        moment: When.
        arrays: By name.
        width: Cells of a line: columns that do not fit follow below; None: no limit.
    """
    for index, (name, values) in enumerate(arrays.items()):
        if index:
            yield ""
        shape = size_text(values.shape)
        yield f"{name}, {shape}, at {place_of(moment.program, moment.cursor)}"
        yield from _table(moment, name, values, width)


def as_json(moment: Snapshot, name: str, values: Shown) -> str:
    """Write one array; its floats read back as the same floats, what is not finite is null."""
    return json.dumps(
        {"array": name, **_described(values), "cursor": _cursor(moment)}, allow_nan=False
    )


def all_as_json(moment: Snapshot, arrays: Mapping[str, Shown]) -> str:
    """Write every array; null for those that are not computed yet."""
    described = {
        name: _described(arrays[name]) if name in arrays else None for name in moment.names
    }
    return json.dumps({"arrays": described, "cursor": _cursor(moment)}, allow_nan=False)


def as_npy(values: Shown) -> bytes:
    """Write one array as numpy saves it."""
    content = BytesIO()
    np.save(content, values, allow_pickle=False)
    return content.getvalue()


def _described(values: Shown) -> dict[str, Any]:
    return {"shape": list(values.shape), "values": finite(values.tolist())}


def _cursor(moment: Snapshot) -> dict[str, Any]:
    cursor, op = moment.cursor, moment.op
    return {
        "epoch": cursor.epoch,
        "batch": cursor.batch,
        "op": None if op is None else op.writes,
        "ops_done": cursor.op,
    }


def _table(moment: Snapshot, name: str, values: Shown, width: int | None) -> Iterator[str]:
    """Write numbers in full precision, a vector's below each other.

    Rows are numbered as the dataset has them, where they are its.
    """
    if not values.ndim:
        yield _number(values.item())
        return
    rows = [[_number(value) for value in row] for row in _as_matrix(values).tolist()]
    names = moment.dataset_rows(stored_name(name))
    labels = [str(row) for row in (range(len(rows)) if names is None else names)]
    if values.ndim > 1:
        rows.insert(0, [str(column) for column in range(len(rows[0]))])
        labels.insert(0, "" if names is None else "row")
    yield from _in_parts(labels, rows, width)


def _as_matrix(values: Shown) -> Shown:
    return values if values.ndim > 1 else values[:, np.newaxis]


def _in_parts(
    labels: Sequence[str], table: Sequence[Sequence[str]], width: int | None
) -> Iterator[str]:
    """Write as many columns as fit side by side, and the others below them."""
    limit = None if width is None else width - max(map(len, labels))
    for index, part in enumerate(_parts(column_widths(table), limit)):
        if index:
            yield ""
        lines = zip(labels, table, strict=True)
        yield from aligned([[label, *cells[part]] for label, cells in lines])


def _parts(widths: Sequence[int], limit: int | None) -> Iterator[slice]:
    """Deal columns out to parts that fit, at least one to each."""
    first = taken = 0
    for column, width in enumerate(widths):
        if limit is not None and column > first and taken + len(GAP) + width > limit:
            yield slice(first, column)
            first, taken = column, 0
        taken += len(GAP) + width
    yield slice(first, len(widths))


def _number(value: float) -> str:
    """Write a number so that it reads back as the same; a row that is not through yet as `-`."""
    return "-" if value != value else repr(value)

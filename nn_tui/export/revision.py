"""The data of one segment made into those of the next: rows changed, left out, taken in again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from nn_tui.engine.arrays import Array, Mask, Order
from nn_tui.export.literals import list_source

_MOST_CELLS = 1_000
"""Numbers of changed rows that are written row by row, and no more than half of all."""


@dataclass(frozen=True, slots=True, eq=False)
class Rows:
    """The rows of a dataset that are trained on."""

    values: Array
    """Their inputs or their targets, (rows, columns)."""
    numbers: Order
    """Their numbers in the dataset, ascending, (rows,)."""


def row_statements(name: str, before: Rows, after: Rows) -> list[str] | None:
    """Write what makes an array of rows another.

    Args:
        name: Of the array.
        before: As it is.
        after: As it is to be.

    Returns:
        Assignments, none where nothing changes; None where so many rows are others that the array
        is better given anew.
    """
    gone = np.flatnonzero(~np.isin(before.numbers, after.numbers))
    is_new = ~np.isin(after.numbers, before.numbers)
    changed = np.flatnonzero(~is_new)[_differ(before, after)].tolist()
    new = np.flatnonzero(is_new).tolist()
    cells = (len(new) + len(changed)) * after.values.shape[1]
    if cells > min(after.values.size // 2, _MOST_CELLS):
        return None
    # Inserted from the first one on, each comes to its place at once.
    insertions = (f"{name} = np.insert({name}, {k}, {_row(after, k)}, axis=0)" for k in new)
    changes = (f"{name}[{k}] = {_row(after, k)}" for k in changed)
    return [*_deletion(name, gone.tolist()), *insertions, *changes]


def _differ(before: Rows, after: Rows) -> Mask:
    """Say of each row that is in both whether any of its bits is another."""
    pairs = ((before, after.numbers), (after, before.numbers))
    one, other = (rows.values[np.isin(rows.numbers, there)] for rows, there in pairs)
    is_other: Mask = (one.view(np.int64) != other.view(np.int64)).any(axis=1)
    return is_other


def _deletion(name: str, places: list[int]) -> Iterator[str]:
    if places:
        yield f"{name} = np.delete({name}, {places[0] if len(places) == 1 else places}, axis=0)"


def _row(rows: Rows, place: int) -> str:
    return list_source(rows.values[place])

"""Rows of the data changed or left out in a run, which goes on from there with the others."""

from __future__ import annotations

from dataclasses import replace

from nn_tui.data import Dataset
from nn_tui.data.revision import with_cells, with_left_out
from nn_tui.debugger.journal import Continue
from nn_tui.debugger.session import Session


def change_row(session: Session, row: int, cells: tuple[str, ...]) -> bool:
    """Change the cells of a row: at once at the end of an epoch, else from the next one on.

    Args:
        session: Which goes on with the same weights.
        row: Its number in the dataset.
        cells: All its cells as typed: inputs, then targets; a class by its name.

    Returns:
        Whether that changes anything.

    Raises:
        InputError: The row cannot be so; nothing has changed then.
    """
    return _revise(session, with_cells(session.planned.dataset, row, cells))


def leave_out(session: Session, row: int, is_left_out: bool = True) -> bool:
    """Leave a row out, or take it in again: at once at the end of an epoch, else from the next on.

    Where inputs are standardized, mean and deviation are those of the rows that are left.

    Args:
        session: Which goes on with the same weights.
        row: Its number in the dataset, which the other rows' are no matter of.
        is_left_out: False: take it in again.

    Returns:
        Whether that changes anything.

    Raises:
        InputError: No such row, or no other is left; nothing has changed then.
    """
    return _revise(session, with_left_out(session.planned.dataset, row, is_left_out))


def _revise(session: Session, dataset: Dataset) -> bool:
    planned = session.planned
    if dataset is planned.dataset:
        return False
    session.make(Continue(replace(planned, dataset=dataset)))
    return True

"""Another array or another cell, selected for all panels."""

from __future__ import annotations

from dataclasses import replace

from nn_tui.ui.render.excerpt import table_shape
from nn_tui.ui.view import View, with_array, with_cell


def moved(view: View, rows: int, columns: int) -> View:
    """Move the selected cell; in an array of one row, up and down go along it."""
    row, column = view.cell
    if table_shape(view.moment.shape(view.array_name))[0] == 1:
        return with_cell(view, (row, column + rows + columns))
    return with_cell(view, (row + rows, column + columns))


def staying_with(view: View, name: str) -> View:
    """Select an array and no longer follow the ops."""
    return replace(with_array(view, name), is_following=False)


def next_array(view: View, step: int) -> View:
    """Select the next array of the program, or the one before, and stay with it."""
    names = view.moment.names
    return staying_with(view, names[(names.index(view.array_name) + step) % len(names)])


def following(view: View) -> View:
    """Follow the ops from the one that was just done, or stay with the array in view."""
    name = view.array_name if view.is_following else view.lit or view.array_name
    return replace(with_array(view, name), is_following=not view.is_following)

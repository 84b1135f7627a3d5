"""The cells of a row while they are typed, on one line and divided by commas.

A value and functions from one to the next; a panel holds the value and shows it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from nn_tui.data import DatasetError
from nn_tui.data.revision import cell_names, joined, read_cells, split, with_cells, write_cells
from nn_tui.recipe.recipe import Recipe, refusal


@dataclass(frozen=True, slots=True, eq=False)
class RowEditing:
    """A row with what was typed in place of its cells."""

    recipe: Recipe
    """What is trained from the next epoch on."""
    row: int
    """Its number in the dataset."""
    text: str
    """What stands in the field."""
    reason: str = ""
    """Why it cannot be used, or ""."""

    @property
    def cells(self) -> tuple[str, ...]:
        """The row's cells as they are."""
        return write_cells(self.recipe.dataset, self.row)

    @property
    def names(self) -> tuple[str, ...]:
        """What the cells are called."""
        return cell_names(self.recipe.dataset)


def begin(recipe: Recipe, row: int) -> RowEditing:
    """Begin with the cells that there are."""
    return RowEditing(recipe, row, joined(write_cells(recipe.dataset, row)))


def with_text(editing: RowEditing, text: str) -> RowEditing:
    """Take what stands in the field now."""
    try:
        read_cells(editing.recipe.dataset, editing.row, split(text))
    except DatasetError as error:
        return replace(editing, text=text, reason=str(error))
    return replace(editing, text=text, reason="")


def of_row(editing: RowEditing, row: int) -> RowEditing:
    """Put what was typed in the cells of another row, which was meant."""
    typed, begun = split(editing.text), editing.cells
    if row == editing.row or len(typed) != len(begun):
        return replace(editing, row=row)
    there = write_cells(editing.recipe.dataset, row)
    cells = [
        new if new != old else kept for new, old, kept in zip(typed, begun, there, strict=True)
    ]
    return replace(editing, row=row, text=joined(cells))


def finished(editing: RowEditing) -> RowEditing:
    """Look at it as a whole: whether the loss can take the targets too."""
    checked = with_text(editing, editing.text)
    if checked.reason:
        return checked
    recipe = editing.recipe
    dataset = with_cells(recipe.dataset, editing.row, split(editing.text))
    return replace(checked, reason=refusal(replace(recipe, dataset=dataset)))


def cell_at(text: str, place: int) -> int:
    """Count the cells that end before a place in a line."""
    return sum(1 for end in _commas(text) if end < place)


def span_of(text: str, cell: int) -> tuple[int, int]:
    """Say where a cell begins and ends in a line; of one that is not there, the last one does."""
    ends = [*_commas(text), len(text)]
    cell = max(0, min(cell, len(ends) - 1))
    start = ends[cell - 1] + 1 if cell else 0
    start += len(text[start : ends[cell]]) - len(text[start : ends[cell]].lstrip())
    return start, ends[cell]


def _commas(text: str) -> list[int]:
    """Find the commas that stand in no quotes."""
    places, is_quoted = [], False
    for place, character in enumerate(text):
        is_quoted ^= character == '"'
        if character == "," and not is_quoted:
            places.append(place)
    return places

"""Which rows and columns of an array the Inspector shows, and where they stand."""

from __future__ import annotations

from dataclasses import dataclass

from nn_tui.engine.arrays import Order
from nn_tui.ui.render.excerpt import table_shape
from nn_tui.ui.render.window import window
from nn_tui.ui.view import View

AROUND = 4
"""Lines that are not rows of the array: names, figures, head, full precision."""

DIGITS = (3, 6, 17)
"""How many significant digits a cell may have; with 17 it reads back as the same float."""

WIDTHS = {3: 9, 6: 12, 17: 24}
"""Cells that a number of so many digits takes; a digit less with an exponent of three."""

CHECK = 10
"""Cells that the check of a gradient takes: a glyph and the relative error."""

SHADE = 2
"""Cells that a shade takes."""

_HEAD = "row"


@dataclass(frozen=True, slots=True)
class GridLook:
    """How a person wants to see arrays."""

    is_shades: bool = False
    """Whether as signed shades rather than numbers."""
    digits: int = DIGITS[0]
    """Significant digits of a number."""
    is_then: bool = False
    """Whether what it is compared with stands beside it, and not the difference."""
    is_checked: bool = False
    """Whether the check of its gradients stands in place of the numbers of a parameter."""

    @property
    def cell(self) -> int:
        """Cells of the screen from one column to the next."""
        if self.is_checked:
            return CHECK
        return SHADE if self.is_shades else 1 + WIDTHS[self.digits]


@dataclass(frozen=True, slots=True)
class Grid:
    """The part of an array that is in view."""

    rows: range
    """Its rows, as places in the array."""
    columns: range
    """Its columns."""
    names: Order | None
    """The rows of the dataset that the array's rows are, where they are known."""
    label: int
    """Cells before the first column."""
    cell: int
    """Cells from one column to the next."""

    @property
    def width(self) -> int:
        """Cells of a line: more than there are where not even one column fits."""
        return self.label + self.cell * len(self.columns)

    @property
    def head(self) -> str:
        """What stands above the labels of the rows."""
        return f"{'' if self.names is None else _HEAD:<{self.label}}"

    def label_of(self, row: int) -> str:
        """Name a row: by the dataset's number where it is known, else by its place."""
        if not self.label:
            return ""
        return f"{row if self.names is None else self.names[row]:>{self.label - 1}} "

    def cell_at(self, x: int, y: int) -> tuple[int, int] | None:
        """Find the cell at a place of the panel, or None: there is none."""
        row, column = y - AROUND + 1, (x - self.label) // self.cell
        if not (0 <= row < len(self.rows) and 0 <= column < len(self.columns)):
            return None
        return self.rows[row], self.columns[column]


def grid_of(view: View, look: GridLook, width: int, height: int) -> Grid:
    """Choose what is in view so that the selected cell is.

    Args:
        view: What to show.
        look: How to show it.
        width: Cells inside the panel.
        height: Lines inside the panel.
    """
    moment, name = view.moment, view.array_name
    shape = moment.shape(name)
    count, columns = table_shape(shape)
    names = moment.dataset_rows(name)
    label = _label(view, names, count) if len(shape) > 1 else 0
    row, column = view.cell
    return Grid(
        window(count, row, max(1, height - AROUND)),
        window(columns, column, max(1, (width - label) // look.cell)),
        names if label else None,
        label,
        look.cell,
    )


def _label(view: View, names: Order | None, count: int) -> int:
    """Count the cells of a row's label: the same for all batches, so that columns stay."""
    if names is None:
        return len(str(count - 1)) + 1
    return max(len(_HEAD), len(str(view.moment.recipe.dataset.rows - 1))) + 1

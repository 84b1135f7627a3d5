"""Where the cells of an array stand in the Inspector, alone or twice: beside or below itself."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum

from nn_tui.ui.render.checked_grid import draw_checked_cell, is_checkable
from nn_tui.ui.render.compared import Compared, compared
from nn_tui.ui.render.compared_cell import draw_compared_cell
from nn_tui.ui.render.inspector_grid import AROUND, Grid, GridLook, grid_of
from nn_tui.ui.render.lines import Line
from nn_tui.ui.view import View

GAP = " │ "
"""Between two blocks that stand side by side."""


class Second(Enum):
    """Where the second block stands."""

    NOWHERE = "nowhere"
    BESIDE = "beside"
    BELOW = "below"


@dataclass(frozen=True, slots=True, eq=False)
class Sides:
    """How the panel is divided."""

    grid: Grid
    """The cells of the array; those of the second block are the same."""
    second: Second = Second.NOWHERE
    """Where what it is compared with stands."""
    footing: tuple[Line, ...] = ()
    """The last lines, where they say more than the one cell: both, and their difference."""

    def cell_at(self, x: int, y: int) -> tuple[int, int] | None:
        """Find the cell at a place of the panel, of whichever block, or None: there is none."""
        across = self.grid.cell * len(self.grid.columns) + len(GAP)
        is_second = self.second is Second.BESIDE and x >= self.grid.label + across
        if self.second is Second.BELOW and y > AROUND - 1 + len(self.grid.rows):
            y -= len(self.grid.rows) + 1
        return self.grid.cell_at(x - across if is_second else x, y)


def shows_check(view: View, look: GridLook) -> bool:
    """Whether the check stands in place of the numbers: only parameters and descents have one."""
    return look.is_checked and is_checkable(view)


def sides_of(view: View, look: GridLook, width: int, height: int) -> Sides:
    """Divide the panel: two blocks stand so that more of their cells are in view.

    Args:
        view: What to show.
        look: How to show it.
        width: Cells inside the panel.
        height: Lines inside the panel.
    """
    if shows_check(view, look):
        checked = tuple(draw_checked_cell(view, width))
        return Sides(grid_of(view, look, width, height + 1 - len(checked)), footing=checked)
    look = replace(look, is_checked=False)
    alone = grid_of(view, look, width, height)
    other = compared(view)
    if not isinstance(other, Compared):
        return Sides(alone)
    footing = tuple(draw_compared_cell(view, other, width))
    height -= len(footing) - 1
    half = (width - alone.label - len(GAP)) // 2
    rows_below = (height - AROUND - 1) // 2
    choices = []
    if half >= look.cell and height > AROUND:
        beside = grid_of(view, look, alone.label + half, height)
        choices.append(Sides(beside, Second.BESIDE, footing))
    if rows_below >= 1:
        below = grid_of(view, look, width, AROUND + rows_below)
        choices.append(Sides(below, Second.BELOW, footing))
    if not choices:
        return Sides(grid_of(view, look, width, height), footing=footing)
    return max(choices, key=lambda sides: len(sides.grid.rows) * len(sides.grid.columns))

"""Where a field over a cell of the Inspector stands, and what is said beside it."""

from __future__ import annotations

from dataclasses import dataclass

from rich.cells import cell_len

from nn_tui.ui.render.inspector_grid import AROUND, Grid
from nn_tui.ui.render.lines import Line, Role, Span, fit, line
from nn_tui.ui.render.wrapping import first_lines, wrap
from nn_tui.ui.typed_cells import Typed

_MOST_LINES = 3
"""Lines that are said beside a field."""

_LEAST_WIDTH = 12
"""Cells of a field, as far as there are any."""


@dataclass(frozen=True, slots=True)
class FieldPlace:
    """Where a field stands in the panel."""

    x: int
    """Its first cell."""
    y: int
    """Its line."""
    width: int
    """Its cells."""


def place_of_field(grid: Grid, cell: tuple[int, int], text: str, width: int) -> FieldPlace:
    """Put a field over a cell: as wide as its text, moved to the left where it would not fit.

    Args:
        grid: Which cells are in view.
        cell: Row and column; in view.
        text: What stands in the field.
        width: Cells inside the panel.
    """
    x = grid.label + (cell[1] - grid.columns.start) * grid.cell + 1
    # One cell more than the text takes: for the cursor behind it.
    wanted = min(width, max(grid.cell - 1, _LEAST_WIDTH, cell_len(text) + 1))
    y = AROUND - 1 + cell[0] - grid.rows.start
    return FieldPlace(max(0, min(x, width - wanted)), y, wanted)


def draw_beside_field(
    lines: list[Line], typed: Typed, place: FieldPlace, width: int, height: int
) -> list[Line]:
    """Say below a field what comes of its text; above it where there is no room below.

    Args:
        lines: Of the panel.
        typed: What comes of the text.
        place: Of the field.
        width: Cells of each line.
        height: Lines inside the panel.
    """
    role = Role.WARNING if typed.reason else Role.CURRENT
    said = f"! {typed.reason}" if typed.reason else typed.effect
    below, above = height - place.y - 1, place.y
    is_below = below >= min(_MOST_LINES, len(wrap(said, width))) or below >= above
    texts = first_lines(wrap(said, width), min(_MOST_LINES, below if is_below else above), width)
    first = place.y + 1 if is_below else place.y - len(texts)
    drawn = [*lines, *[()] * (height - len(lines))]
    drawn[first : first + len(texts)] = [fit(line(Span(t, role)), width) for t in texts]
    return drawn

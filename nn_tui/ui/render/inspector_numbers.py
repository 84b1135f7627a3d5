"""Rows of an array as numbers."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from nn_tui.engine.arrays import Array
from nn_tui.ui.render.inspector_grid import WIDTHS, Grid
from nn_tui.ui.render.lines import Line, Role, Span, sign_role
from nn_tui.ui.render.numbers import significant

_PLAIN = (Role.POSITIVE, Role.NEGATIVE, Role.PLAIN)
"""Roles that do not show in spaces."""


def numbers_head(grid: Grid, selected: int) -> Line:
    """Number the columns, the selected one strong."""
    spans = [Span(grid.head, Role.HEAD)]
    for column in grid.columns:
        role = Role.CURRENT if column == selected else Role.HEAD
        spans += _aligned(str(column), grid.cell, role)
    return tuple(spans)


def numbers_row(
    values: Array, is_lit: npt.NDArray[np.bool_], selected: int | None, digits: int
) -> Line:
    """Draw the visible part of one row.

    Args:
        values: Its numbers, (columns in view,).
        is_lit: Which of them have just been written.
        selected: Index of the selected one, or None: it is in another row.
        digits: Significant digits.
    """
    spans: list[Span] = []
    cells = zip(values.tolist(), is_lit.tolist(), strict=True)
    for index, (value, has_changed) in enumerate(cells):
        role = Role.LIT if has_changed else sign_role(value)
        role = Role.SELECTED if index == selected else role
        spans += _aligned(_number(value, digits), 1 + WIDTHS[digits], role)
    return tuple(spans)


def _number(value: float, digits: int) -> str:
    text = significant(value, digits)
    return text if len(text) <= WIDTHS[digits] else significant(value, digits - 1)


def _aligned(text: str, width: int, role: Role) -> list[Span]:
    """Write at the right; the spaces before it are not marked."""
    if role in _PLAIN:
        return [Span(text.rjust(width), role)]
    return [Span(" " * (width - len(text))), Span(text, role)]

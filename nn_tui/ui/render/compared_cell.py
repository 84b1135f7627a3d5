"""The selected cell at two moments and the difference, in full precision."""

from __future__ import annotations

from nn_tui.ui.render.cell_names import cell_label, is_whole, row_of_dataset
from nn_tui.ui.render.compared import Compared, difference, part_then
from nn_tui.ui.render.excerpt import excerpt
from nn_tui.ui.render.lines import Line, Role, Span, fit, line, sign_role, width_of
from nn_tui.ui.render.numbers import full
from nn_tui.ui.view import View

_LINES = 2
"""Lines that are kept for it, so that the rows above stay when the cell changes."""


def draw_compared_cell(view: View, other: Compared, width: int) -> list[Line]:
    """Write both numbers so that they read back as the same floats, and what lies between them."""
    row, column = view.cell
    at = (range(row, row + 1), range(column, column + 1))
    now = excerpt(view, view.array_name, *at)
    assert now is not None, "it is computed, since it is compared"
    then, is_there = part_then(view, other, *at)
    whole = is_whole(view.array_name)
    label = cell_label(view) + row_of_dataset(view)
    index = label.removeprefix(view.name(view.array_name))
    if not is_there[0]:
        missing = line(Span(f"{other.when}: this row is in another batch", Role.DIM))
        return _lines([_named(f"{label} = ", float(now[0, 0]), whole), missing], width)
    gap = _named(f"now - {other.when} = ", float(difference(now, then)[0, 0]), whole)
    second = _named(f"{other.when} ", float(then[0, 0]), whole)
    for name in (f"{label} = ", f"{index} = " if index else "now ", "now ", ""):
        first = _named(name, float(now[0, 0]), whole)
        if width_of(first) + 2 + width_of(second) <= width:
            return _lines([(*first, Span("  "), *second), gap], width)
    return _lines([_named(f"{label} = ", float(now[0, 0]), whole), second, gap], width)


def _named(name: str, value: float, is_whole: bool) -> Line:
    return line(name, Span(full(value, is_whole=is_whole), sign_role(value)))


def _lines(rows: list[Line], width: int) -> list[Line]:
    return [fit(row, width) for row in [*rows, *[()] * (_LINES - len(rows))]]

"""Any array of the workspace, as numbers or as signed shades, with a cell cursor."""

from __future__ import annotations

import math
from collections.abc import Sequence

from nn_tui.engine.arrays import Array
from nn_tui.ui.render.excerpt import changed, excerpt
from nn_tui.ui.render.inspector_grid import Grid, GridLook, grid_of
from nn_tui.ui.render.inspector_names import draw_names
from nn_tui.ui.render.inspector_numbers import numbers_head, numbers_row
from nn_tui.ui.render.inspector_shades import LEVELS, shades_head, shades_row
from nn_tui.ui.render.lines import Line, Role, Span, fit, line, sign_role, width_of
from nn_tui.ui.render.marks import in_words
from nn_tui.ui.render.numbers import full, significant
from nn_tui.ui.render.summary import Summary
from nn_tui.ui.view import View

_BETWEEN = " · "
"""Between what is said in the panel's edges."""


def draw_inspector(
    view: View, look: GridLook, summary: Summary | None, width: int, height: int
) -> list[Line]:
    """Draw the selected array around its selected cell; a vector is one row.

    Args:
        view: What to draw.
        look: How to draw it.
        summary: Of the selected array; None: it is not computed yet.
        width: Cells of each line.
        height: Number of lines.
    """
    name = view.array_name
    lines = [draw_names(view, width), _figures(view, look, summary, width)]
    grid = grid_of(view, look, width, height)
    values = excerpt(view, name, grid.rows, grid.columns)
    if values is None or summary is None:
        return lines[:height]
    table = _table(view, look, grid, values, summary.scale)
    if grid.width > width:
        table = [fit(row, width) for row in table]
    lines = [*lines, *table][: max(0, height - 1)]
    lines += [()] * (height - 1 - len(lines))
    row, column = view.cell
    value = float(values[row - grid.rows.start, column - grid.columns.start])
    return [*lines, _in_full(view, value, width)]


def heading(view: View, room: int) -> str:
    """Say in the panel's title when the values were written, and whether they are of one piece.

    Not at full speed: there it would be another title in each frame, for which the whole panel is
    sent again, and the status has the epoch.
    """
    moment, name = view.moment, view.array_name
    if moment.activity.is_running and moment.activity.tempo.is_full:
        return ""
    written = moment.when_written(name)
    marked = in_words(moment, name, room - len(written) - len(_BETWEEN))
    return _BETWEEN.join(words for words in (written, marked) if words)


def manner(view: View, look: GridLook) -> str:
    """Say how the array is shown, whether it follows the ops, and with which sign."""
    shown = "shades" if look.is_shades else f"{look.digits} digits"
    follows = "follows s" if view.is_following else "f: follow s"
    return _BETWEEN.join([shown, follows, *(["dL/d view"] if view.is_gradient else [])])


def cell_label(view: View) -> str:
    """Name the selected cell as an index of its array."""
    name, dimensions = view.name(view.array_name), len(view.moment.shape(view.array_name))
    return name + ("", f"[{view.cell[1]}]", f"[{view.cell[0]},{view.cell[1]}]")[dimensions]


def is_whole(name: str) -> bool:
    """Whether an array holds numbers of rows, which have no point."""
    return name == "order"


def _figures(view: View, look: GridLook, summary: Summary | None, width: int) -> Line:
    """Say the shape and what the values are like, in as many digits as fit."""
    shape = " x ".join(map(str, view.moment.shape(view.array_name))) or "one number"
    if summary is None:
        return fit(line(f"{shape}  ", Span("not yet computed", Role.DIM)), width)
    before = line(f"{shape}  ")
    if math.isnan(summary.least):
        return fit((*before, Span("no finite number", Role.WARNING)), width)
    if summary.not_finite:
        before += line(Span(f"{summary.not_finite} not finite", Role.WARNING), "  ")
    styles = [(min(look.digits, 6), 2), (3, 2), (3, 1)]
    choices = [(*before, *_statistics(summary, look, *style)) for style in styles]
    return fit(next((c for c in choices if width_of(c) <= width), choices[-1]), width)


def _statistics(summary: Summary, look: GridLook, digits: int, gap: int) -> Line:
    """Name least, greatest and mean; the one that is the scale of the shades has their mark."""
    named = {"min": summary.least, "max": summary.greatest, "mean": summary.mean}
    scale = "max" if summary.greatest == summary.scale else "min"
    spans: list[Span] = []
    for name, value in named.items():
        mark = f"{LEVELS[-1]} " if look.is_shades and name == scale else ""
        space = " " * gap if spans else ""
        spans.append(Span(f"{space}{mark}{name} ", Role.DIM))
        spans.append(Span(significant(value, digits), sign_role(value)))
    return tuple(spans)


def _table(view: View, look: GridLook, grid: Grid, values: Array, scale: float) -> list[Line]:
    """Draw the head and the rows in view."""
    row, column = view.cell
    lit = changed(view, view.array_name, grid.rows, grid.columns)
    lines = [shades_head(grid) if look.is_shades else numbers_head(grid, column)]
    for index, place in enumerate(grid.rows):
        is_selected = place == row
        selected = column - grid.columns.start if is_selected else None
        label = Span(grid.label_of(place), Role.CURRENT if is_selected else Role.DIM)
        cells = (
            shades_row(values[index], lit[index], selected, scale)
            if look.is_shades
            else numbers_row(values[index], lit[index], selected, look.digits)
        )
        lines.append((label, *cells))
    return lines


def _in_full(view: View, value: float, width: int) -> Line:
    """Write the cell so that it reads back as the same float, with as much before it as fits."""
    label = cell_label(view)
    index = label.removeprefix(view.name(view.array_name))
    row = _row_of_dataset(view)
    number = Span(full(value, is_whole=is_whole(view.array_name)), sign_role(value))
    return fit(_with_label((f"{label}{row}", f"{index}{row}", index), number, width), width)


def _with_label(labels: Sequence[str], number: Span, width: int) -> Line:
    for label in labels:
        before = f"{label} = "
        if len(before) + len(number.text) <= width:
            return line(before, number)
    return line(number)


def _row_of_dataset(view: View) -> str:
    """Name the dataset's row, where an array's rows are a batch's: by then places differ."""
    rows, row = view.moment.dataset_rows(view.array_name), view.cell[0]
    return "" if rows is None or rows[row] == row else f" row {rows[row]}"

"""Any array of the workspace, as numbers or as signed shades, with a cell cursor."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from nn_tui.ui.render.cell_names import cell_label, is_whole, row_of_dataset
from nn_tui.ui.render.checked_grid import draw_checked_table, draw_summary
from nn_tui.ui.render.compared import Compared, compared
from nn_tui.ui.render.excerpt import excerpt
from nn_tui.ui.render.inspector_figures import draw_figures, draw_reason
from nn_tui.ui.render.inspector_grid import GridLook
from nn_tui.ui.render.inspector_names import draw_names
from nn_tui.ui.render.inspector_sides import Second, shows_check, sides_of
from nn_tui.ui.render.inspector_table import DIFFERENCE, draw_both, draw_table
from nn_tui.ui.render.lines import Line, Span, fit, line, sign_role
from nn_tui.ui.render.marks import in_words
from nn_tui.ui.render.numbers import full
from nn_tui.ui.render.summary import Summary
from nn_tui.ui.view import View

_BETWEEN = " · "
"""Between what is said in the panel's edges."""


def draw_inspector(
    view: View,
    look: GridLook,
    summary: Summary | None,
    width: int,
    height: int,
    difference: Summary | None = None,
) -> list[Line]:
    """Draw the selected array around its selected cell; a vector is one row.

    Args:
        view: What to draw.
        look: How to draw it.
        summary: Of the selected array; None: it is not computed yet.
        width: Cells of each line.
        height: Number of lines.
        difference: Of what has changed in it; None: it is not compared.
    """
    other, sides = compared(view), sides_of(view, look, width, height)
    if shows_check(view, look):
        head = [draw_names(view, width), draw_summary(view, width)]
        return _footed([*head, *draw_checked_table(view, sides.grid)], sides.footing, height)
    grid, lines = sides.grid, [draw_names(view, width)]
    lines.append(_figures(view, look, (summary, difference), other, width))
    values = excerpt(view, view.array_name, grid.rows, grid.columns)
    if values is None or summary is None:
        return lines[:height]
    if isinstance(other, Compared) and difference and sides.second is not Second.NOWHERE:
        scales = summary.scale, difference.scale
        table = draw_both(view, look, sides, values, other, scales)
    else:
        table = draw_table(view, look, grid, values, summary.scale)
    if grid.width > width:
        table = [fit(row, width) for row in table]
    row, column = view.cell
    value = float(values[row - grid.rows.start, column - grid.columns.start])
    footing = sides.footing or (_in_full(view, value, width),)
    return _footed([*lines, *table], footing, height)


def _footed(lines: list[Line], footing: Sequence[Line], height: int) -> list[Line]:
    """Put what is said of the cell at the bottom."""
    room = max(0, height - len(footing))
    return [*lines[:room], *[()] * (room - len(lines)), *footing]


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
    """Say how the array is shown, with what, whether it follows the ops, and with which sign."""
    if shows_check(view, look):
        return _BETWEEN.join(["gradient check", "h H: the step"])
    shown = "shades" if look.is_shades else f"{look.digits} digits"
    beside = view.moment.beside
    told = [shown] if beside is None else [f"beside {beside.other}", shown]
    if view.is_following or beside is None:
        told.append("follows s" if view.is_following else "f: follow s")
    return _BETWEEN.join([*told, *(["dL/d view"] if view.is_gradient else [])])


def _figures(
    view: View,
    look: GridLook,
    summaries: tuple[Summary | None, Summary | None],
    other: Compared | str | None,
    width: int,
) -> Line:
    """Say what the array is like, or its changes, or why they are not shown.

    Args:
        view: What to draw.
        look: How it is shown.
        summaries: Of the array and of the difference, where there are any.
        other: The other moment, or why there is none.
        width: Cells of the line.
    """
    summary, difference = summaries
    if isinstance(other, str) and summary is not None:
        return draw_reason(view, other, width)
    if difference is None:
        return draw_figures(view, look, summary, "", width)
    # Shades of the other values have the scale of the array, not of the difference.
    scaled = replace(look, is_shades=look.is_shades and not look.is_then)
    return draw_figures(view, scaled, difference, DIFFERENCE, width)


def _in_full(view: View, value: float, width: int) -> Line:
    """Write the cell so that it reads back as the same float, with as much before it as fits."""
    label, row = cell_label(view), row_of_dataset(view)
    index = label.removeprefix(view.name(view.array_name))
    number = Span(full(value, is_whole=is_whole(view.array_name)), sign_role(value))
    return fit(_with_label((f"{label}{row}", f"{index}{row}", index), number, width), width)


def _with_label(labels: Sequence[str], number: Span, width: int) -> Line:
    for label in labels:
        before = f"{label} = "
        if len(before) + len(number.text) <= width:
            return line(before, number)
    return line(number)

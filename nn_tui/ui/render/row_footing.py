"""What stands below the rows of the dataset: how many are shown and why, and the search."""

from __future__ import annotations

from rich.cells import cell_len

from nn_tui.text import printable
from nn_tui.ui.render.lines import Line, Role, Span, fit, line
from nn_tui.ui.render.row_order import RowOrder
from nn_tui.ui.render.wrapping import first_lines, shortened, wrap
from nn_tui.ui.row_editing import RowEditing
from nn_tui.ui.view import View

_MOST_OF_REASON = 4
"""Lines that a reason may take."""

_LEAST_ROOM = 3
"""Lines that are left to the rows before a second line stands below them."""


def draw_footing(
    view: View, order: RowOrder, width: int, height: int, *, reason: str = "", is_typing: bool
) -> list[Line]:
    """Draw what there is to say of the list, and the place of the search at the very bottom.

    Args:
        view: What is shown.
        order: The rows that are shown.
        width: Cells of each line.
        height: Lines of the panel, of which the rows need some.
        reason: Why the search cannot be read, or "".
        is_typing: Whether a search is being typed: the last line is left for it.
    """
    said = _describe(view, order, width)
    if reason:
        most = max(1, height - _LEAST_ROOM - is_typing)
        rows = first_lines(wrap(reason, width), min(_MOST_OF_REASON, most), width)
        said = [_cut(row, width, Role.WARNING) for row in rows]
    lines = [*said, line(Span("/", Role.STRONG))] if is_typing else said
    room = max(int(is_typing), height - _LEAST_ROOM)
    return lines[len(lines) - min(room, len(lines)) :]


def draw_row_footing(
    view: View, editing: RowEditing, cell: int, width: int, height: int
) -> list[Line]:
    """Draw which cell of a row is typed, what was in it and when it applies, or why it cannot be.

    Args:
        view: What is shown.
        editing: The row.
        cell: Place of the cell at the cursor.
        width: Cells of each line.
        height: Lines of the panel.
    """
    role = Role.WARNING if editing.reason else Role.DIM
    texts = wrap(editing.reason, width) if editing.reason else [_hint(view, editing, cell, width)]
    said = first_lines(texts, height - _LEAST_ROOM, width)
    return [*(_cut(text, width, role) for text in said), line(Span("=", Role.STRONG))]


def _hint(view: View, editing: RowEditing, cell: int, width: int) -> str:
    cell = min(cell, len(editing.names) - 1)
    name, was = editing.names[cell], f"{shortened(editing.cells[cell], 24)}; {_when(view)}"
    short = f"row {editing.row} {shortened(name, 9)}: {was}"
    long = f"row {editing.row} {shortened(name, 24)}: {was}; tab: next cell"
    return long if cell_len(long) <= width else short


def _when(view: View) -> str:
    """Say when rows change: between two epochs at once."""
    moment = view.moment
    is_between = moment.program.is_epoch_done(moment.cursor)
    return "applies at once" if is_between else "applies next epoch"


def _describe(view: View, order: RowOrder, width: int) -> list[Line]:
    if order.query is None:
        text = "all rows, largest |error| first" if order.is_by_error else ""
        return [_cut(text, width, Role.DIM)] if text else []
    total, searched = view.moment.recipe.dataset.rows, printable(order.query.text)
    if not len(order):
        return [_cut(f"none of {total} rows: {searched}", width, Role.WARNING)]
    sorted_by = ", by |error|" if order.is_by_error else ""
    # What the search says is cut before what it is sorted by.
    left = shortened(f"{len(order)} of {total} rows: {searched}", width - cell_len(sorted_by))
    lines = [_cut(left + sorted_by, width, Role.STRONG)]
    if order.place_of(view.row) is None:
        lines.insert(0, _cut(f"selected row {view.row} does not match", width, Role.DIM))
    return lines


def _cut(text: str, width: int, role: Role) -> Line:
    return fit(line(Span(shortened(text, width), role)), width)

"""The dataset as a table: inputs, target, output and error of each row."""

from __future__ import annotations

from nn_tui.debugger.snapshot import Snapshot
from nn_tui.ui.render.dataset_layout import lay_out_columns
from nn_tui.ui.render.lines import Line, Role, Span, fit, line
from nn_tui.ui.render.row_order import RowOrder
from nn_tui.ui.render.window import window
from nn_tui.ui.view import View


def draw_dataset(
    view: View, order: RowOrder, first_input: int, width: int, height: int
) -> list[Line]:
    """Draw the rows around the selected one.

    Args:
        view: What to draw, and the selected row.
        order: The rows that are shown.
        first_input: The first input column to draw, where they do not all fit.
        width: Cells of each line.
        height: Number of lines, one of them the head.
    """
    rows = _rows_in_view(order, view.row, height)
    columns = lay_out_columns(view, rows, first_input, width)
    head = "".join(column.padded(column.head) for column in columns)
    lines = [fit(line(Span(f" {head}", Role.HEAD)), width)]
    for place, shown in enumerate(rows):
        is_selected, is_fresh = shown == view.row, _is_fresh(view.moment, shown)
        role = Role.SELECTED if is_selected else Role.PLAIN if is_fresh else Role.DIM
        cells = "".join(column.padded(column.cells[place]) for column in columns)
        lines.append(fit(line(Span((">" if is_selected else " ") + cells, role)), width))
    return lines[: max(0, height)]


def row_at(order: RowOrder, selected: int, height: int, y: int) -> int | None:
    """Find the row on line `y` of the drawn table, or None: the head, or below the last row."""
    rows = _rows_in_view(order, selected, height)
    return rows[y - 1] if 1 <= y <= len(rows) else None


def _rows_in_view(order: RowOrder, selected: int, height: int) -> list[int]:
    place = min(order.place_near(selected), max(0, len(order) - 1))
    shown = window(len(order), place, height - 1)
    rows: list[int] = order.rows[shown.start : shown.stop].tolist()
    return rows


def _is_fresh(moment: Snapshot, row: int) -> bool:
    """Whether a row has gone through in the epoch at the cursor."""
    return bool(moment.outputs.epochs[row] == moment.cursor.epoch)

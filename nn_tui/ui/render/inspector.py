"""Any array of the workspace as numbers, with a cell cursor."""

from __future__ import annotations

from collections.abc import Sequence

from nn_tui.debugger.snapshot import Snapshot
from nn_tui.engine.arrays import Array
from nn_tui.ui.render.lines import Line, Role, Span, fit, line, width_of
from nn_tui.ui.render.numbers import full, short
from nn_tui.ui.render.window import window
from nn_tui.ui.view import View

_CELL = 9
"""Cells of the screen that a number takes, the space before it included."""

_AROUND = 4
"""Lines that are not rows of the array: names, shape, head, full precision."""


def draw_inspector(view: View, width: int, height: int) -> list[Line]:
    """Draw the selected array around its selected cell; a bias is one row.

    Args:
        view: What to draw.
        width: Cells of each line.
        height: Number of lines.
    """
    moment, name, array = view.moment, view.array_name, view.array(view.array_name)
    lines = [_names(view, width), fit(_standing(moment, name), width)]
    if array is None:
        return lines[:height]
    table = array.reshape(1, -1) if array.ndim < 2 else array
    row, column = view.cell
    lines += _table(table, (row, column), width, max(1, height - _AROUND))
    lines = lines[: max(0, height - 1)]
    lines += [()] * (height - 1 - len(lines))
    place = f"{column}" if array.ndim < 2 else f"{row},{column}"
    label = f"{view.name(name)}[{place}]{_row_of_dataset(moment, name, row)}"
    in_full = _in_full((label, f"[{place}]"), float(table[row, column]), width)
    return [*lines, fit(in_full, width)]


def _names(view: View, width: int) -> Line:
    """List the arrays, the shown one marked, those around it in view."""
    moment, name = view.moment, view.name(view.array_name)
    names = [view.name(stored) for stored in moment.names]
    first = last = names.index(name)
    room, shown_before = width - len(name) - 2, 0
    while shown_before != last - first + 1:
        shown_before = last - first + 1
        if last < len(names) - 1 and room > 0:
            last += 1
            room -= len(names[last]) + 1
        # Only the last name may be cut: one more before it would push the shown one out.
        if first > 0 and room > len(names[first - 1]):
            first -= 1
            room -= len(names[first]) + 1
    pieces: list[str | Span] = []
    for stored, shown in list(zip(moment.names, names, strict=True))[first : last + 1]:
        if shown == name:
            pieces += [Span(f"[{shown}]", Role.SELECTED), " "]
        else:
            pieces.append(Span(f"{shown} ", _name_role(moment, stored)))
    named = line(*pieces)
    is_cut = width_of(named) - 1 > width or last < len(names) - 1
    return (*fit(named, width - 1), Span("…", Role.DIM)) if is_cut else fit(named, width)


def _name_role(moment: Snapshot, name: str) -> Role:
    return Role.PLAIN if moment.is_current(name) else Role.DIM


def _standing(moment: Snapshot, name: str) -> Line:
    """Say the shape, and when the values were written."""
    shape = " x ".join(map(str, moment.shape(name)))
    written = moment.written_at(name)
    if written is None:
        return line(f"{shape}  ", Span("not yet computed", Role.DIM))
    if not written.epoch:
        when = Span("as given or drawn", Role.DIM)
    else:
        batch = f", batch {written.batch}" if moment.program.schedule.batches > 1 else ""
        role = Role.PLAIN if moment.is_current(name) else Role.WARNING
        stale = "" if moment.is_current(name) else "still "
        when = Span(f"{stale}of epoch {written.epoch}{batch}", role)
    return line(f"{shape}  ", when)


def _table(table: Array, cell: tuple[int, int], width: int, height: int) -> list[Line]:
    label = len(str(len(table) - 1)) + 1
    rows = window(len(table), cell[0], height)
    columns = window(table.shape[1], cell[1], max(1, (width - label) // _CELL))
    head = " " * label + "".join(f"{column:>{_CELL}}" for column in columns)
    lines = [fit(line(Span(head, Role.HEAD)), width)]
    for row in rows:
        spans = [Span(f"{row:>{label - 1}} ", Role.DIM)]
        for column in columns:
            value = float(table[row, column])
            role = Role.SELECTED if (row, column) == cell else _sign(value)
            spans += [Span(" "), Span(short(value, _CELL - 1), role)]
        lines.append(fit(tuple(spans), width))
    return lines


def _row_of_dataset(moment: Snapshot, name: str, row: int) -> str:
    """Name the dataset's row, where an array's rows are a batch's: by then places differ."""
    rows = moment.dataset_rows(name)
    return "" if rows is None or rows[row] == row else f" row {rows[row]}"


def _in_full(labels: Sequence[str], value: float, width: int) -> Line:
    """Write a cell so that it reads back as the same float, with as much before it as fits."""
    number = Span(full(value), _sign(value))
    for label in labels:
        before = f"{label} = "
        if len(before) + len(number.text) <= width:
            return line(before, number)
    return line(number)


def _sign(value: float) -> Role:
    if value > 0:
        return Role.POSITIVE
    return Role.NEGATIVE if value < 0 else Role.PLAIN

"""One row on one page: through every layer forward, and every delta back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from nn_tui.engine.ops.op import Phase
from nn_tui.ui.render.blocks import paragraph
from nn_tui.ui.render.lines import Line, Role, Span, fit, line, sign_role
from nn_tui.ui.render.numbers import short
from nn_tui.ui.render.window import window
from nn_tui.ui.view import View

_NUMBER = 8
_FORWARD, _BACK = (Phase.FORWARD,), (Phase.ERROR, Phase.BACKWARD)


@dataclass(frozen=True, slots=True)
class Way:
    """Which of a row's numbers is chosen."""

    line: int = 0
    """Which of the arrays, in the order in which the row goes through them."""
    unit: int = 0
    """Which number of it."""


def arrays_of(view: View) -> list[str]:
    """List the arrays in the order in which the row goes through them."""
    places, ops = view.moment.layout.places, view.moment.program.iteration
    forward, back = (
        [op.writes for op in ops if op.phase in phases and op.writes in places]
        for phases in (_FORWARD, _BACK)
    )
    return ["l0", *forward, "y", *back]


def draw_trace(view: View, way: Way, width: int, height: int) -> list[Line]:
    """Draw what the selected row has become in each line that is about single rows.

    Args:
        view: What to draw of.
        way: Which of its numbers is chosen.
        width: Cells of each line.
        height: Number of lines.
    """
    moment = view.moment
    place = moment.row_in_batch(view.row)
    if place is None:
        said = (
            f"Row {view.row} is not in batch {moment.cursor.batch}: select one that is, in panel 1."
        )
        return list(paragraph(said, width, Role.DIM).lines)
    rows = [_head(view, width), *_rows(view, place, way, width, is_cut=False)]
    if len(rows) <= height:
        return rows
    head, *rows = [_head(view, width), *_rows(view, place, way, width, is_cut=True)]
    if len(rows) < height:
        return [head, *rows]
    shown = window(len(rows), way.line, max(1, height - 2))
    hidden = Span(f"  {len(rows) - len(shown)} more lines: z for more room", Role.DIM)
    return [head, *rows[shown.start : shown.stop], fit(line(hidden), width)][:height]


def _head(view: View, width: int) -> Line:
    cursor = view.moment.cursor
    where = f"row {view.row}, epoch {cursor.epoch}, batch {cursor.batch}"
    return fit(line(Span(where, Role.STRONG)), width)


def _rows(view: View, place: int, way: Way, width: int, is_cut: bool) -> Iterator[Line]:
    """Draw a line for each array, or as many as its numbers take.

    Args:
        view: What to draw of.
        place: The row's place in the batch.
        way: Which of its numbers is chosen.
        width: Cells of each line.
        is_cut: Whether what does not fit in one line is counted, not shown.
    """
    names = arrays_of(view)
    label = max(len(view.name(name)) for name in names)
    for number, name in enumerate(names):
        chosen = way.unit if number == way.line else None
        head, numbers = _row(view, name, place, chosen, label)
        yield from _laid_out(head, numbers, chosen, width, is_cut)


def _row(
    view: View, name: str, place: int, chosen: int | None, label: int
) -> tuple[Span, list[Span]]:
    """Write the name of an array and the row's numbers in it.

    Args:
        view: What to draw of.
        name: The array.
        place: The row's place in the batch.
        chosen: Which of the numbers is chosen, if one is.
        label: Cells of the name.
    """
    is_now = view.moment.is_of_now(name)
    mark = "> " if chosen is not None else "  "
    head = Span(f"{mark}{view.name(name):<{label}}", Role.PLAIN if is_now else Role.DIM)
    values = view.array(name) if is_now else None
    if values is None:
        return head, [Span("  not computed yet", Role.DIM)]
    numbers = values[place].tolist()
    roles = [Role.SELECTED if at == chosen else sign_role(v) for at, v in enumerate(numbers)]
    return head, [
        Span(f" {short(value, _NUMBER)}", role) for value, role in zip(numbers, roles, strict=True)
    ]


def _laid_out(
    head: Span, numbers: list[Span], chosen: int | None, width: int, is_cut: bool
) -> Iterator[Line]:
    """Put the numbers behind the name, in lines below one another or the chosen ones in one.

    Args:
        head: The name.
        numbers: What stands behind it.
        chosen: Which of them is chosen, if one is.
        width: Cells of each line.
        is_cut: Whether what does not fit in one line is counted, not shown.
    """
    label = len(head.text)
    room = max(1, (width - label) // (_NUMBER + 1))
    if is_cut and len(numbers) > room:
        shown = window(len(numbers), chosen or 0, max(1, room - 1))
        last = shown.stop - 1
        places = f"{shown.start}-{last}" if last > shown.start else f"{last}"
        moved = f" {places} of {len(numbers)}"
        more = Span(moved if shown.start else f" +{len(numbers) - len(shown)}", Role.DIM)
        yield fit(line(head, *numbers[shown.start : shown.stop], more), width)
        return
    for first in range(0, len(numbers), room):
        yield fit(line(head, *numbers[first : first + room]), width)
        head = Span(" " * label)

"""The listing, with the line where the machine stands."""

from __future__ import annotations

from collections.abc import Iterator

from nn_tui.debugger.snapshot import Snapshot
from nn_tui.engine.ops.op import Op
from nn_tui.ui.render.lines import Line, Role, Span, fit, line
from nn_tui.ui.render.window import window
from nn_tui.ui.view import View


def draw_program(view: View, scrolled: tuple[int, int], width: int, height: int) -> list[Line]:
    """Draw the lines around the next op: > runs next, · is done in this iteration.

    Args:
        view: What to draw.
        scrolled: Lines further down, and characters further right, than the machine asks for.
        width: Cells of each line.
        height: Number of lines.
    """
    rows = list(_rows(view))
    down, right = scrolled_within(view, scrolled, (width, height))
    start = _first_line(rows, height) + down
    return [_fitted(*row, right, width) for row in rows[start : start + height]]


def scrolled_within(
    view: View, scrolled: tuple[int, int], size: tuple[int, int]
) -> tuple[int, int]:
    """Bring (lines down, characters right) within the listing, for a panel of (width, height)."""
    rows = list(_rows(view))
    first = _first_line(rows, size[1])
    longest = max(len(text) for _, text, _ in rows)
    down = max(-first, min(scrolled[0], max(0, len(rows) - size[1]) - first))
    return down, max(0, min(scrolled[1], longest + 2 - size[0]))


def _first_line(rows: list[tuple[str, str, Role]], height: int) -> int:
    """Choose the first line in view so that the next op's is among them."""
    ahead = next((i for i, (mark, _, _) in enumerate(rows) if mark == ">"), 0)
    return window(len(rows), ahead, height).start


def _fitted(mark: str, text: str, role: Role, right: int, width: int) -> Line:
    """Cut a long line where it can be seen that there is more of it."""
    whole = f"{mark} {text[right:]}"
    shown = whole if len(whole) <= width else whole[: max(0, width - 1)] + "…"
    return fit(line(Span(shown, role)), width)


def _rows(view: View) -> Iterator[tuple[str, str, Role]]:
    """Give (mark, text, role) for each op, and a heading for each part that not all batches run."""
    moment = view.moment
    program, ahead = moment.program, moment.program.after(moment.cursor)
    has_parts = bool(program.start) or program.schedule.batches > 1
    number = 0
    for heading, ops in _parts(moment):
        if has_parts and ops:
            yield " ", f"# {heading}", Role.DIM
        for op in ops:
            number = _number(moment, op, number)
            if number == 0:
                yield " ", view.line(op.line), Role.DIM
            elif number == ahead.op:
                yield ">", view.line(op.line), Role.CURRENT
            else:
                yield ("·" if number < ahead.op else " "), view.line(op.line), Role.PLAIN


def _parts(moment: Snapshot) -> list[tuple[str, tuple[Op, ...]]]:
    program = moment.program
    batch = program.after(moment.cursor).batch
    return [
        ("at the start of an epoch", program.start),
        (f"batch {batch} of {program.schedule.batches}", program.iteration),
        ("at the end of an epoch", program.end),
    ]


def _number(moment: Snapshot, op: Op, before: int) -> int:
    """Number the ops that the batch ahead runs, from 1; 0 for those that other batches run."""
    program = moment.program
    batch = program.after(moment.cursor).batch
    if op in program.start and batch != 1:
        return 0
    if op in program.end and batch != program.schedule.batches:
        return 0
    return before + 1

"""Somebody's arrays held against ours, as lines."""

from __future__ import annotations

from collections.abc import Iterator

from rich.cells import cell_len

from nn_tui.debugger.comparing.findings import Answer
from nn_tui.debugger.comparing.report import Row, Weight, rows_of
from nn_tui.ui.render.lines import Line, Role, Span, line
from nn_tui.ui.render.wrapping import wrap

_ROLES = {
    Weight.HEAD: Role.STRONG,
    Weight.SAME: Role.GOOD,
    Weight.DIFFERS: Role.WARNING,
    Weight.CAUSE: Role.STRONG,
    Weight.PLAIN: Role.PLAIN,
    Weight.ASIDE: Role.DIM,
}

_HANGING = 4
"""Cells before the second line of a row that is wrapped."""


def draw_answer(answer: Answer, label: str, width: int) -> list[Line]:
    """Draw what has come of it, all lines of it.

    Args:
        answer: What has come of it.
        label: What their file is called.
        width: Cells of each line.
    """
    return [row for one in rows_of(answer, label) for row in _wrapped(one, width)]


def _wrapped(row: Row, width: int) -> Iterator[Line]:
    role = _ROLES[row.weight]
    if cell_len(row.text) <= width:
        yield line(Span(row.text, role))
        return
    indent = len(row.text) - len(row.text.lstrip())
    # The first line is as wide as the others without their indent: it may take more.
    first, *rest = wrap(row.text, max(2, width - _HANGING), indent - _HANGING)
    yield line(Span(" " * indent + first, role))
    yield from (line(Span(" " * _HANGING + text, role)) for text in rest)

"""What the machine is doing, in plain words."""

from __future__ import annotations

import textwrap
from typing import NamedTuple

from nn_tui.ui.render.lines import Line, Role, Span, fit, line
from nn_tui.ui.render.sentences import GRADIENT_VIEW, NOTHING_HAS_RUN, PHASES, of_op
from nn_tui.ui.view import View


class _Paragraph(NamedTuple):
    """Some sentences that are said whole or not at all."""

    text: str
    """What is said."""
    rank: int
    """0 for what is said first; where room is short, the highest go."""
    role: Role = Role.PLAIN
    """What it means."""


def draw_explanation(view: View, width: int, height: int) -> list[Line]:
    """Say what the line that was done last does, and what its phase is for.

    Args:
        view: What to speak of.
        width: Cells of each line.
        height: Number of lines.
    """
    said: dict[_Paragraph, list[str]] = {}
    told = _paragraphs(view, width)
    for paragraph in sorted(told, key=lambda p: p.rank):
        left = height - sum(map(len, said.values()))
        rows = _wrapped(paragraph.text, width)
        # A heading alone says nothing: then the first sentence is begun, if not finished.
        if len(rows) > left and left > 0 and all(p.role is Role.STRONG for p in said):
            rows = _wrapped(paragraph.text, width, most_lines=left)
        if len(rows) <= left:
            said[paragraph] = rows
    return [fit(line(Span(row, p.role)), width) for p in told for row in said.get(p, [])]


def _wrapped(text: str, width: int, most_lines: int | None = None) -> list[str]:
    return textwrap.wrap(text, max(10, width), max_lines=most_lines, placeholder="…")


def _paragraphs(view: View, width: int) -> list[_Paragraph]:
    """Give all that there is to say, in the order of reading."""
    op = view.moment.op
    if op is None:
        short, more = NOTHING_HAS_RUN.in_view(view.is_gradient)
        return [_Paragraph(short, 0), _Paragraph(more, 1)]
    own, (phase, phase_more) = of_op(op), PHASES[op.phase].in_view(view.is_gradient)
    told = [_Paragraph(_heading(view, width), 0, Role.STRONG)]
    if own is not None:
        short, more = own.in_view(view.is_gradient)
        told += [_Paragraph(short, 1), _Paragraph(more, 3)]
    told += [_Paragraph(phase, 2), _Paragraph(phase_more, 4)]
    if view.is_gradient:
        told.append(_Paragraph(GRADIENT_VIEW, 5, Role.DIM))
    return [paragraph for paragraph in told if paragraph.text]


def _heading(view: View, width: int) -> str:
    """Give the line itself where there is room, else the name of what it writes."""
    op = view.moment.op
    assert op is not None, "nothing is explained before the first op"
    code = view.line(op.line)
    return code if len(code) <= width else view.name(op.writes)[:width]

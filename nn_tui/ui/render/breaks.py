"""The list of breakpoints and watches, and the line of watches."""

from __future__ import annotations

from dataclasses import dataclass

from nn_tui.debugger.breaks.shown import Shown, ShownBreakpoint, ShownWatch
from nn_tui.ui.render.lines import Line, Role, Span, fit, line, width_of
from nn_tui.ui.render.watches import draw_watch, marked_text
from nn_tui.ui.render.window import window
from nn_tui.ui.render.wrapping import shortened

ON, OFF = "●", "○"
"""The marks of a breakpoint that is on, and of one that is switched off."""

PROMPTS = {False: " break when ", True: " watch "}
"""What stands before the field, by whether it is for a watch."""

EXAMPLES = {
    False: "loss < 0.01 · max(abs(l1_delta)) < 1e-4 · crosses(synapse_1[0,0], 0)",
    True: "synapse_1[0,0] · max(abs(l1_delta)) · mean(l1[:,2])",
}
"""What can be typed, by whether it is for a watch."""

FIELD_LINES = 2
"""Lines of the field and of what there is to say of it."""

_EMPTY = "nothing stops a run yet: a adds a condition, w a watch; t a line, in Program"
_LEAST_REASON = 36
"""Cells in which a reason can be read beneath its place."""

_SHARE_OF_TEXT = 0.45
"""Of the width, for what was typed."""


@dataclass(frozen=True, slots=True)
class Typing:
    """A field that is open."""

    is_watch: bool
    """Whether it is for a watch, not for a breakpoint."""
    reason: str = ""
    """Why what stands in it cannot be."""
    column: int = 0
    """Where in it that is, from 1; 0: nowhere."""


def count_of(shown: Shown) -> int:
    """Count the rows of the list."""
    return len(shown.points) + len(shown.watches)


def height_of(shown: Shown, is_typing: bool) -> int:
    """Count the lines that the list wants."""
    return max(1, count_of(shown)) + (FIELD_LINES if is_typing else 0)


def draw_breaks(
    shown: Shown,
    selected: int,
    typing: Typing | None,
    width: int,
    height: int,
    is_gradient: bool = False,
) -> list[Line]:
    """Draw the list, and what stands around the field that is open.

    Args:
        shown: What there is.
        selected: The row of the cursor, breakpoints first, from 0.
        typing: The field that is open; None: none.
        width: Cells of each line.
        height: Number of lines.
        is_gradient: Whether the gradient view is shown.
    """
    room = max(1, height - (FIELD_LINES if typing else 0))
    rows = [_point(point, width, is_gradient) for point in shown.points]
    rows += [_watch(watch, width, is_gradient) for watch in shown.watches]
    lines = [line(" ", Span(shortened(_EMPTY, width - 1), Role.DIM))] if not rows else []
    for place in window(len(rows), selected, room):
        lines.append(_with_cursor(rows[place], place == selected, width))
    if typing is not None:
        lines = [*lines[:room], *[()] * (room - len(lines)), *_around_field(typing, width)]
    return lines


def _point(point: ShownBreakpoint, width: int, is_gradient: bool) -> Line:
    role = Role.PLAIN if point.is_on else Role.DIM
    mark = Span(ON, Role.WARNING) if point.is_on else Span(OFF, Role.DIM)
    hits = f"{point.hits} hit{'s' * (point.hits != 1)}"
    found = point.found
    if found.count(" = ") == 1:
        # What it is of stands beside it.
        found = f"= {found.partition(' = ')[2]}"
    said = Span(point.problem, Role.WARNING) if point.problem else Span(found, role)
    head = line(Span(f"{point.number:3} ", Role.DIM), mark, Span(" "))
    text = marked_text(point.text, point.signs.mark(is_gradient), _text_width(width), role)
    return (*head, *text, Span(f" {hits:>8}  ", Role.DIM), said)


def _watch(watch: ShownWatch, width: int, is_gradient: bool) -> Line:
    role = Role.PLAIN if watch.is_on else Role.DIM
    text = marked_text(watch.text, watch.signs.mark(is_gradient), _text_width(width), role)
    mark = Span("= ", Role.CURRENT) if watch.is_on else Span(f"{OFF} ", Role.DIM)
    head = line(Span(f"{watch.number:3} ", Role.DIM), mark, *text, "  ")
    if not watch.is_on:
        return (*head, Span("off", Role.DIM))
    return (*head, *draw_watch(watch, width - width_of(head)))


def _text_width(width: int) -> int:
    return max(8, int(width * _SHARE_OF_TEXT))


def _with_cursor(row: Line, is_selected: bool, width: int) -> Line:
    number, mark, *rest = row
    if not is_selected:
        return fit(row, width)
    marked = Span(f">{number.text[1:]}", Role.STRONG)
    return fit((marked, mark, *(Span(span.text, Role.SELECTED) for span in rest)), width)


def _around_field(typing: Typing, width: int) -> list[Line]:
    """Draw the prompt, and below what can be typed, or why it cannot, beneath its place."""
    prompt = PROMPTS[typing.is_watch]
    if not typing.reason:
        hint = shortened(EXAMPLES[typing.is_watch], width - len(prompt))
        return [line(prompt), line(" " * len(prompt), Span(hint, Role.DIM))]
    start = len(prompt) + max(0, typing.column - 1)
    if width - start < min(_LEAST_REASON, len(typing.reason) + 2):
        said = shortened(f"column {typing.column}: {typing.reason}", width - 2)
        return [line(prompt), line(" ", Span(said, Role.WARNING))]
    said = shortened(f"^ {typing.reason}", width - start)
    return [line(prompt), line(" " * start, Span(said, Role.WARNING))]

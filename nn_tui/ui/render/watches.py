"""Watches: a value each, how it has changed, and a sparkline of what it was before."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from rich.cells import cell_len

from nn_tui.debugger.breaks.shown import ShownWatch
from nn_tui.ui.render.lines import Line, Role, Span, fit, line, width_of
from nn_tui.ui.render.wrapping import shortened

MOST_LINES = 3
"""Watches that are seen below the panels, at the most: these are to be seen first."""

_BLOCKS = "▁▂▃▄▅▆▇█"
_LONGEST_SPARKLINE = 20
_NUMBER = 12
"""Cells of a number in six digits at the most: with fewer, columns would move as a run goes on."""

_CHANGE = 12
"""Cells of a change, or of the epoch that a value is of: most are no longer than `of epoch 384`."""

_SHARE_OF_TEXT = 0.45
"""Of the width, for what was typed."""


def lines_of(watches: Sequence[ShownWatch]) -> int:
    """Count the lines that the watches take below the panels."""
    return min(MOST_LINES, sum(watch.is_on for watch in watches))


def draw_watches(
    watches: Sequence[ShownWatch], width: int, height: int, is_gradient: bool = False
) -> list[Line]:
    """Draw those that are on, a line each; the last line says how many there are no lines for."""
    on = [watch for watch in watches if watch.is_on]
    shown = on[: max(0, height)]
    texts = max((cell_len(_whole(watch, is_gradient)) for watch in shown), default=0)
    texts = min(texts, max(8, int(width * _SHARE_OF_TEXT)))
    more = f"  +{len(on) - len(shown)} more: K " if len(on) > len(shown) else ""
    lines = []
    for watch in shown:
        ending = more if watch is shown[-1] else ""
        text = marked_text(watch.text, watch.signs.mark(is_gradient), texts, Role.HEAD)
        head = line(" ", *text, "  ")
        room = width - cell_len(ending)
        drawn = draw_watch(watch, room - width_of(head))
        lines.append((*fit((*head, *drawn), max(0, room)), Span(ending, Role.DIM)))
    return [fit(row, width) for row in lines]


def draw_watch(watch: ShownWatch, width: int) -> Line:
    """Draw what there is to say of one: its value, its change, a sparkline; or what is wrong.

    Args:
        watch: Which.
        width: Cells that there are; the sparkline takes what is left of them.
    """
    if watch.problem:
        return (Span(shortened(watch.problem, width), Role.WARNING),)
    is_of_now = watch.value is not None and not watch.as_of
    value = Span(number_text(watch.value).ljust(_NUMBER), Role.STRONG if is_of_now else Role.DIM)
    row = line(value, "  ", _change(watch))
    cells = min(_LONGEST_SPARKLINE, width - width_of(row) - 2)
    if len(watch.past) < 2 or cells < 2:
        return row
    return (*row, Span(f"  {sparkline(watch.past, cells)}", Role.CURRENT))


def marked_text(text: str, mark: str, width: int, role: Role) -> Line:
    """Write what was typed, and whole behind it which signs it has, in just this many cells."""
    room = width - (cell_len(mark) + 1 if mark else 0)
    kept = shortened(text, max(1, room))
    gap = " " * max(0, width - cell_len(kept) - cell_len(mark) - bool(mark))
    return line(Span(kept, role), Span(f" {mark}" if mark else "", Role.DIM), gap)


def sparkline(values: Sequence[float], cells: int) -> str:
    """Draw the last values as blocks, the least as the lowest; what is not finite is a gap."""
    numbers = np.array(values[-cells:] if cells > 0 else [], dtype=np.float64)
    finite = numbers[np.isfinite(numbers)]
    if not finite.size:
        return " " * len(numbers)
    low, high = float(finite.min()), float(finite.max())
    # Halves: the span of two finite numbers may be more than the largest.
    span = high / 2 - low / 2
    blocks = []
    for number in numbers:
        share = (number / 2 - low / 2) / span if span else 0.5
        is_drawn = np.isfinite(number)
        blocks.append(_BLOCKS[min(7, int(share * 8))] if is_drawn else " ")
    return "".join(blocks)


def number_text(value: float | bool | None) -> str:
    """Write a value in few characters."""
    if value is None:
        return "not computed"
    return str(value).lower() if isinstance(value, bool) else f"{value:.6g}"


def _whole(watch: ShownWatch, is_gradient: bool) -> str:
    return f"{watch.text} {watch.signs.mark(is_gradient)}".rstrip()


def _change(watch: ShownWatch) -> Span:
    """Draw the change; where the value is not of this moment, of which it is."""
    if watch.as_of:
        return Span(f"of {watch.as_of}".ljust(_CHANGE), Role.DIM)
    if watch.change is None or isinstance(watch.value, bool):
        return Span(" " * _CHANGE)
    role = Role.POSITIVE if watch.change > 0 else Role.NEGATIVE if watch.change < 0 else Role.DIM
    return Span(f"{watch.change:+.3g}".ljust(_CHANGE), role)

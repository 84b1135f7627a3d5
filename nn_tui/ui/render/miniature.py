"""An array in a line or two: its name, its shape, its first values, and between what they lie."""

from __future__ import annotations

import math

from nn_tui.engine.arrays import Array
from nn_tui.ui.render.lines import Line, Role, Span, fit, line, sign_role, width_of
from nn_tui.ui.render.listing import shape_in
from nn_tui.ui.render.shapes import Shape, shape_text
from nn_tui.ui.view import View

_MOST_CELLS = 1_000_000
"""Numbers up to which an array is gone through for a frame."""

_ROOM_FOR_VALUES = 12
"""Cells that values need at least, beside the range."""


def draw_miniature(view: View, name: str, width: int, height: int) -> list[Line]:
    """Draw an array, its values in one line with the rest, or in a line of their own.

    Args:
        view: What to draw of.
        name: Of the array, as stored.
        width: Cells of each line.
        height: 1 or 2.
    """
    moment = view.moment
    batch = moment.program.after(moment.cursor).batch
    ahead = shape_in(moment, batch, name)
    if ahead is None:
        return [fit((_title(view, name),), width)]
    if math.prod(ahead) > _MOST_CELLS:
        return [_said(view, name, ahead, "large: see the Inspector", width)]
    values = view.array(name)
    if values is None:
        return [_said(view, name, ahead, "not yet computed", width)]
    return _with_values(view, name, values, width, height)


def _said(view: View, name: str, shape: Shape, words: str, width: int) -> Line:
    return fit((*_head(view, name, shape), Span(words, Role.DIM)), width)


def _with_values(view: View, name: str, values: Array, width: int, height: int) -> list[Line]:
    standing, between = _standing(view, name), _range(values)
    gap = line("  ") if standing and between else ()
    head, tail = _head(view, name, values.shape), (*standing, *gap, *between)
    if height > 1:
        return [fit((*head, *tail), width), fit(_values(view, name, values, width), width)]
    room = width - width_of(head)
    if tail and room >= width_of(tail) + 2 + _ROOM_FOR_VALUES:
        shown = _values(view, name, values, room - width_of(tail) - 2)
        return [(*fit((*head, *shown), width - width_of(tail)), *tail)]
    return [fit((*head, *_values(view, name, values, room)), width)]


def tiny(value: float) -> str:
    """Write a number in as few cells as tell it from its neighbours: -.0021, 1.234, 3e-7."""
    if not math.isfinite(value):
        return str(value)
    size, sign = abs(value), "-" if value < 0 else ""
    if size == int(size) and size < 1e5:
        return f"{sign}{int(size)}"
    if not 5e-4 <= size < 1e5:
        digits, exponent = f"{size:.1e}".split("e")
        return f"{sign}{digits.removesuffix('.0')}e{int(exponent)}"
    if size < 1:
        return f"{sign}{f'{size:.4f}'.removeprefix('0')}"
    return f"{sign}{size:.{max(0, 4 - len(str(int(size))))}f}"


def _head(view: View, name: str, shape: Shape) -> Line:
    return line(_title(view, name), Span(f" {shape_text(shape)}  ", Role.DIM))


def _title(view: View, name: str) -> Span:
    return Span(view.name(name), Role.LIT if name == view.lit else Role.STRONG)


def _standing(view: View, name: str) -> Line:
    """Say when values were written that do not belong to now."""
    if view.moment.is_of_now(name):
        return ()
    return line(Span(view.moment.when_written(name), Role.WARNING))


def _range(values: Array) -> Line:
    """Say between which numbers the values lie; nothing of a single one."""
    if values.size < 2:
        return ()
    return line(Span(f"{tiny(float(values.min()))} to {tiny(float(values.max()))}", Role.DIM))


def _values(view: View, name: str, values: Array, width: int) -> Line:
    """Write as many of the first values as fit, a bar between rows, an ellipsis for the rest."""
    is_of_now = view.moment.is_of_now(name)
    columns = values.shape[-1] if values.ndim > 1 else values.size
    spans: list[Span] = []
    # A number takes two cells at least, so that no more of a large array need be looked at.
    first = values.reshape(-1)[: width // 2 + 1]
    left = width
    for place, value in enumerate(map(float, first)):
        between = "" if place == 0 else " " if place % columns else " | "
        text = tiny(value)
        is_last = place == values.size - 1
        if len(between) + len(text) > left - (0 if is_last else 2):
            return (*spans, Span(" …" if spans else "…", Role.DIM))
        role = sign_role(value) if is_of_now else Role.DIM
        spans += [Span(between, Role.DIM), Span(text, role)]
        left -= len(between) + len(text)
    return tuple(spans)

"""The shape of an array and what its values are like as a whole, or what their changes are."""

from __future__ import annotations

import math

from nn_tui.text import size_text
from nn_tui.ui.render.inspector_grid import GridLook
from nn_tui.ui.render.inspector_shades import LEVELS
from nn_tui.ui.render.lines import Line, Role, Span, fit, line, sign_role, width_of
from nn_tui.ui.render.numbers import significant
from nn_tui.ui.render.summary import Summary
from nn_tui.ui.view import View


def draw_figures(
    view: View, look: GridLook, summary: Summary | None, said: str, width: int
) -> Line:
    """Say the shape and what the values are like, in as many digits as fit.

    Args:
        view: Whose selected array it is.
        look: How it is shown.
        summary: Of its values, or of their differences; None: it is not computed yet.
        said: Of what the figures are, or "" for the array itself.
        width: Cells of the line.
    """
    shape = size_text(view.moment.shape(view.array_name))
    if summary is None:
        return fit(line(f"{shape}  ", Span("not yet computed", Role.DIM)), width)
    told = [Span(f"{said}  ", Role.STRONG)] if said else []
    if math.isnan(summary.least):
        no_number = Span("no finite number", Role.WARNING)
        return fit((Span(f"{shape}  "), *told, no_number), width)
    if summary.not_finite:
        told += [Span(f"{summary.not_finite} not finite", Role.WARNING), Span("  ")]
    before = (Span(f"{shape}  "), *told)
    styles = [(min(look.digits, 6), 2), (3, 2), (3, 1)]
    choices = [(*before, *_statistics(summary, look, *style)) for style in styles]
    if said:
        # A number that is cut is another number: rather without the shape.
        choices += [(*told, *_statistics(summary, look, *style)) for style in [(3, 1), (2, 1)]]
    return fit(next((c for c in choices if width_of(c) <= width), choices[-1]), width)


def draw_reason(view: View, reason: str, width: int) -> Line:
    """Say the shape, and why the array is not shown beside itself."""
    shape = size_text(view.moment.shape(view.array_name))
    told = line(f"{shape}  ", Span(reason, Role.WARNING))
    return fit(told if width_of(told) <= width else line(Span(reason, Role.WARNING)), width)


def _statistics(summary: Summary, look: GridLook, digits: int, gap: int) -> Line:
    """Name least, greatest and mean; the one that is the scale of the shades has their mark."""
    named = {"min": summary.least, "max": summary.greatest, "mean": summary.mean}
    scale = "max" if summary.greatest == summary.scale else "min"
    spans: list[Span] = []
    for name, value in named.items():
        mark = f"{LEVELS[-1]} " if look.is_shades and name == scale else ""
        space = " " * gap if spans else ""
        spans.append(Span(f"{space}{mark}{name} ", Role.DIM))
        spans.append(Span(significant(value, digits), sign_role(value)))
    return tuple(spans)

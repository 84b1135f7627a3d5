"""The error over the epochs."""

from __future__ import annotations

from nn_tui.chart import Series, draw_chart
from nn_tui.debugger.snapshot import Snapshot
from nn_tui.ui.render.lines import Line, Role, Span, line, width_of


def draw_curve(moment: Snapshot, width: int, height: int) -> list[Line]:
    """Draw the chart."""
    series = Series("error", moment.curve.epochs, moment.curve.error.last)
    return [line(text) for text in draw_chart([series], width, height)]


def draw_figures(moment: Snapshot, width: int) -> Line:
    """Write the last epoch's figures, or what they will be."""
    if moment.error is None or moment.loss is None:
        return line(Span("mean |target - output| by epoch", Role.DIM))
    caption = line("error ", Span(f"{moment.error:.6g}", Role.STRONG))
    more = (
        Span(f"  loss {moment.loss:.6g}"),
        Span(f"  epoch {moment.epochs_done}", Role.DIM),
    )
    for span in more:
        if width_of((*caption, span)) <= width:
            caption = (*caption, span)
    return caption

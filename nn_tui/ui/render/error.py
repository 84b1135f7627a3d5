"""The error over the epochs."""

from __future__ import annotations

import numpy as np

from nn_tui.chart import Series, draw_chart
from nn_tui.debugger.snapshot import Snapshot
from nn_tui.ui.render.lines import Line, Role, Span, fit, line, width_of


def draw_curve(moment: Snapshot, width: int, height: int, is_log: bool) -> list[Line]:
    """Draw the chart; a point that stands for many epochs as its smallest and largest error."""
    if not len(moment.curve):
        empty = [line()] * max(0, height)
        message = fit(line(Span("  no epoch yet", Role.DIM)), width)
        return [*empty[: height // 2], message, *empty][:height]
    error = moment.curve.error
    extremes = np.stack([error.low, error.high], axis=1).reshape(-1)
    series = Series("error", np.repeat(moment.curve.epochs, 2), extremes)
    return [line(text) for text in draw_chart([series], width, height, is_log)]


def draw_figures(moment: Snapshot, width: int) -> Line:
    """Write the last epoch's figures, or what they will be."""
    if moment.error is None or moment.loss is None:
        return line(Span("mean |target - output| by epoch", Role.DIM))
    caption = line("error ", Span(f"{moment.error:.6g}", Role.STRONG))
    more = (
        Span(f"  epoch {moment.epochs_done}", Role.DIM),
        Span(f"  loss {moment.loss:.6g}"),
    )
    for span in more:
        if width_of((*caption, span)) <= width:
            caption = (*caption, span)
    return caption

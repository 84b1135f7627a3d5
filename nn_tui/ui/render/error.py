"""The error over the epochs."""

from __future__ import annotations

from nn_tui.chart import Series, draw_chart
from nn_tui.debugger.snapshot import Snapshot
from nn_tui.ui.render.lines import Line, Role, Span, line


def draw_error(moment: Snapshot, width: int, height: int) -> list[Line]:
    """Draw a caption with the last figures, and below it the chart."""
    series = Series("error", moment.curve.epochs, moment.curve.error.last)
    chart = draw_chart([series], width, height - 1) if height > 1 else []
    return [_caption(moment), *(line(text) for text in chart)]


def _caption(moment: Snapshot) -> Line:
    if moment.error is None or moment.loss is None:
        return line(Span("mean |target - output| by epoch", Role.DIM))
    return line(
        "error ",
        Span(f"{moment.error:.6g}", Role.STRONG),
        f"  loss {moment.loss:.6g}  ",
        Span(f"epoch {moment.epochs_done}", Role.DIM),
    )

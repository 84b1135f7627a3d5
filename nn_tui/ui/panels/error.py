"""The Error panel."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic
from typing import ClassVar

from nn_tui.ui.panels.panel import Panel
from nn_tui.ui.render.error import draw_curve, draw_figures
from nn_tui.ui.render.lines import Line
from nn_tui.ui.view import View

_SECONDS_BETWEEN = 0.3
"""Shortest time between two charts while running: a chart costs more than all other panels."""

_COST_SHARE = 20
"""A chart is drawn no sooner than this many times its own cost after the last."""


class ErrorPanel(Panel):
    """The error over the epochs, as a chart with axes."""

    NUMBER: ClassVar[str] = "4"
    TITLE: ClassVar[str] = "Error"

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        super().__init__()
        self._clock = clock
        self._next_chart = 0.0
        self._chart: list[Line] = []
        self._chart_size = (0, 0)

    def draw(self, view: View, width: int, height: int) -> list[Line]:
        """Draw the figures, and below them the chart."""
        return [draw_figures(view.moment, width), *self._draw_chart(view, width, height - 1)]

    def _draw_chart(self, view: View, width: int, height: int) -> list[Line]:
        """Draw the chart, or while running keep the last one until it is time for another."""
        began = self._clock()
        is_of_this_size = self._chart_size == (width, height)
        if view.moment.is_running and is_of_this_size and began < self._next_chart:
            return self._chart
        self._chart, self._chart_size = draw_curve(view.moment, width, height), (width, height)
        cost = self._clock() - began
        self._next_chart = began + max(_SECONDS_BETWEEN, _COST_SHARE * cost)
        return self._chart

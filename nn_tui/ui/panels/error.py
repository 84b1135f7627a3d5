"""The Error panel."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic
from typing import ClassVar

from nn_tui.ui.panels.panel import Panel
from nn_tui.ui.render.error import draw_error
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

    def show(self, view: View) -> None:
        """Show another view; while running, seldom enough that training keeps its share."""
        self._view = view
        began = self._clock()
        if view.moment.is_running and began < self._next_chart:
            return
        self.redraw()
        cost = self._clock() - began
        self._next_chart = began + max(_SECONDS_BETWEEN, _COST_SHARE * cost)

    def draw(self, view: View, width: int, height: int) -> list[Line]:
        """Draw the chart."""
        return draw_error(view.moment, width, height)

"""The Error panel."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic
from typing import ClassVar

from textual.binding import BindingType

from nn_tui.debugger.snapshot import Snapshot
from nn_tui.ui.commands import KeyCommand, bindings_of
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

    VERBS: ClassVar[tuple[KeyCommand, ...]] = (
        KeyCommand("toggle_log", "l", "l", "log", "logarithmic scale, or back"),
    )
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(VERBS)]

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        super().__init__()
        self._clock = clock
        self._next_chart = 0.0
        self._is_log = False
        self._chart: list[Line] = []
        self._drawn: tuple[Snapshot, int, int, bool] | None = None

    def draw(self, view: View, width: int, height: int) -> list[Line]:
        """Draw the figures, and below them the chart."""
        return [draw_figures(view.moment, width), *self._draw_chart(view, width, height - 1)]

    def action_toggle_log(self) -> None:
        """Go to a logarithmic scale, or back."""
        self._is_log = not self._is_log
        self.border_subtitle = "log scale" if self._is_log else ""
        self.redraw()

    def _draw_chart(self, view: View, width: int, height: int) -> list[Line]:
        """Draw the chart, or while running keep the last one until it is time for another."""
        began, wanted = self._clock(), (view.moment, width, height, self._is_log)
        if self._is_still_good(view.moment, wanted) and (
            self._is_of(view.moment) or (view.moment.is_running and began < self._next_chart)
        ):
            return self._chart
        self._chart, self._drawn = draw_curve(*wanted), wanted
        cost = self._clock() - began
        self._next_chart = began + max(_SECONDS_BETWEEN, _COST_SHARE * cost)
        return self._chart

    def _is_of(self, moment: Snapshot) -> bool:
        return self._drawn is not None and self._drawn[0] is moment

    def _is_still_good(self, moment: Snapshot, wanted: tuple[Snapshot, int, int, bool]) -> bool:
        """Whether the last chart is of this run and size, if perhaps of an earlier epoch."""
        if self._drawn is None or self._drawn[1:] != wanted[1:]:
            return False
        drawn = self._drawn[0]
        return drawn.program is moment.program and len(drawn.curve) <= len(moment.curve)

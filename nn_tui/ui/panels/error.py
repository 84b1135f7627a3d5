"""The Error panel."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from time import monotonic
from typing import ClassVar, NamedTuple

from textual.binding import BindingType

from nn_tui.debugger.snapshot import Snapshot
from nn_tui.ui.commands import KeyCommand, bindings_of
from nn_tui.ui.panels.panel import Panel
from nn_tui.ui.render.error import CurveLook, draw_curve, draw_figures
from nn_tui.ui.render.lines import Line
from nn_tui.ui.view import View

_SECONDS_BETWEEN = 0.3
"""Shortest time between two charts while running: a chart costs more than all other panels."""

_COST_SHARE = 20
"""A chart is drawn no sooner than this many times its own cost after the last."""


class _Drawn(NamedTuple):
    """What a chart was drawn of."""

    moment: Snapshot
    """The moment of the run."""
    look: CurveLook
    """What of the curve."""
    width: int
    """Cells of each line."""
    height: int
    """Number of lines."""


class ErrorPanel(Panel):
    """The error over the epochs, as a chart with axes."""

    NUMBER: ClassVar[str] = "4"
    TITLE: ClassVar[str] = "Error"

    ABOUT: ClassVar[tuple[str, ...]] = (
        "The error is the mean of |target - output| over all rows of an epoch, as they went "
        "through; the loss is what the training makes smaller. Above the curve stand the last "
        "epoch's value and by how much it has changed since the first epoch shown, and while "
        "running how fast and how long.",
        "A point of a long run stands for several epochs: its smallest and its largest value are "
        "drawn. Recent is the last tenth of the epochs, and at least 50.",
    )
    VERBS: ClassVar[tuple[KeyCommand, ...]] = (
        KeyCommand("toggle_measure", "m", "m", "loss", "the loss in place of the error, or back"),
        KeyCommand("toggle_log", "l", "l", "log", "logarithmic scale, or back"),
        KeyCommand("toggle_recent", "x", "x", "recent", "the last tenth of the epochs, or all"),
    )
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(VERBS)]

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        super().__init__()
        self._clock = clock
        self._next_chart = 0.0
        self._look = CurveLook()
        self._chart: list[Line] = []
        self._drawn: _Drawn | None = None
        self.set_subtitle(self._look.label)

    def draw(self, view: View, width: int, height: int) -> list[Line]:
        """Draw the figures, and below them the chart."""
        figures = draw_figures(view, self._look, width)
        return [figures, *self._draw_chart(view, width, height - 1)]

    def action_toggle_log(self) -> None:
        """Go to a logarithmic scale, or back."""
        self._change_look(replace(self._look, is_log=not self._look.is_log))

    def action_toggle_measure(self) -> None:
        """Go to the loss, or back to the error."""
        self._change_look(replace(self._look, is_loss=not self._look.is_loss))

    def action_toggle_recent(self) -> None:
        """Go to the last epochs, or back to all."""
        self._change_look(replace(self._look, is_recent=not self._look.is_recent))

    def _change_look(self, look: CurveLook) -> None:
        self._look = look
        self.set_subtitle(look.label)
        self.redraw()

    def _draw_chart(self, view: View, width: int, height: int) -> list[Line]:
        """Draw the chart, or while running keep the last one until it is time for another."""
        began, wanted = self._clock(), _Drawn(view.moment, self._look, width, height)
        is_of_now = self._drawn is not None and self._drawn.moment is view.moment
        may_wait = view.moment.is_running and began < self._next_chart
        if self._is_still_good(wanted) and (is_of_now or may_wait):
            return self._chart
        self._chart = draw_curve(view, self._look, width, height)
        self._drawn = wanted
        cost = self._clock() - began
        self._next_chart = began + max(_SECONDS_BETWEEN, _COST_SHARE * cost)
        return self._chart

    def _is_still_good(self, wanted: _Drawn) -> bool:
        """Whether the last chart is of this run, look and size, if perhaps of an earlier epoch."""
        drawn = self._drawn
        if drawn is None or drawn[1:] != wanted[1:]:
            return False
        is_same_run = drawn.moment.program.is_same_run(wanted.moment.program)
        return is_same_run and len(drawn.moment.curve) <= len(wanted.moment.curve)

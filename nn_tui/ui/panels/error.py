"""The Error panel."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from time import monotonic
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.events import Click, MouseScrollDown, MouseScrollUp

from nn_tui.chart import PlotArea
from nn_tui.debugger.commands import Command
from nn_tui.debugger.travel import SwitchBranch
from nn_tui.ui.commands import KeyCommand, bindings_of
from nn_tui.ui.kept_chart import KeptChart
from nn_tui.ui.panels.panel import Panel
from nn_tui.ui.render.curve_look import CurveLook
from nn_tui.ui.render.error import draw_figures, subtitle_of
from nn_tui.ui.render.lines import Line
from nn_tui.ui.scrubbing import Scrubber
from nn_tui.ui.view import View

_FAR = 10
"""Columns of a long move."""


_EDGES = 4
"""Cells of the lower edge that its text leaves free."""


class ErrorPanel(Panel):
    """The error over the epochs, as a chart with axes and a cursor that goes back in it."""

    NUMBER: ClassVar[str] = "4"
    TITLE: ClassVar[str] = "Error"

    ABOUT: ClassVar[tuple[str, ...]] = (
        "The error is the mean of |target - output| over all rows of an epoch, as they went "
        "through; the loss is what the training makes smaller. Above the curve stand the last "
        "epoch's value and by how much it has changed since the first epoch shown, and while "
        "running how fast and how long.",
        "A point of a long run stands for several epochs: its smallest and its largest value are "
        "drawn. Recent is the last tenth of the epochs, and at least 50; back in the run as many "
        "of those that follow too.",
        "left and right go to another epoch, in all panels: by one column of the chart, with "
        "shift or page up and down by ten; home to epoch 0, end as far as the run has come. A "
        "click does too. In the past a line stands on the epoch, and what is known to come is "
        "dotted.",
        "A change made in the past begins another branch. The ones left behind stay in the chart, "
        "drawn by other marks from where they part; up and down go to the end of another one. The "
        "axis is that of the present one: a ↑ behind a name says that its curve goes on above the "
        "chart. Those that part last are named first, br2 for branch 2 where there is little room, "
        "and drawn are five at the most.",
    )
    VERBS: ClassVar[tuple[KeyCommand, ...]] = (
        KeyCommand("toggle_measure", "m", "m", "loss", "the loss in place of the error, or back"),
        KeyCommand("toggle_log", "l", "l", "log", "logarithmic scale, or back"),
        KeyCommand("toggle_recent", "x", "x", "recent", "the last tenth of the epochs, or all"),
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings_of(VERBS),
        Binding("shift+left", f"move(0, -{_FAR})", show=False),
        Binding("shift+right", f"move(0, {_FAR})", show=False),
    ]

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        super().__init__()
        self._look = CurveLook()
        self._kept = KeptChart(clock)
        self._scrubber = Scrubber()
        self.set_subtitle(self._look.label)

    def show(self, view: View) -> None:
        """Show another view."""
        self._scrubber.see(view.moment)
        super().show(view)

    def draw(self, view: View, width: int, height: int) -> list[Line]:
        """Draw the figures, and below them the chart."""
        leads_to = self._scrubber.leads_to
        self.set_subtitle(subtitle_of(view.moment, self._look, width - _EDGES))
        figures = draw_figures(view, self._look, width, leads_to)
        size = (width, height - 1)
        return [figures, *self._kept.lines(view.moment, self._look, size, leads_to)]

    def cell_asked(self, view: View) -> str:
        """Ask about the loss or the error, whichever is drawn."""
        return self._look.measure

    def action_move(self, rows: int, columns: int) -> None:
        """Go to another epoch, or one up or down to another branch."""
        if self.view is None:
            return
        if abs(rows) == 1:
            self._switch_branch(rows)
        else:
            area = self._area
            width = area.epochs_per_column if area is not None else 1.0
            epochs = round(abs(rows + columns) * max(1.0, width))
            way = -epochs if rows + columns < 0 else epochs
            self._ask(self._scrubber.moved(self.view.moment, way))

    def action_toggle_log(self) -> None:
        """Go to a logarithmic scale, or back."""
        self._change_look(replace(self._look, is_log=not self._look.is_log))

    def action_toggle_measure(self) -> None:
        """Go to the loss, or back to the error."""
        self._change_look(replace(self._look, is_loss=not self._look.is_loss))

    def action_toggle_recent(self) -> None:
        """Go to the last epochs, or back to all."""
        self._change_look(replace(self._look, is_recent=not self._look.is_recent))

    def on_click(self, event: Click) -> None:
        """Go to the epoch under the mouse."""
        place, area = event.get_content_offset(self), self._area
        if self.view is None or area is None or place is None or place.x < area.left or not place.y:
            return
        epoch = area.epoch_at(place.x - area.left)
        self._ask(self._scrubber.put(self.view.moment, epoch))

    def on_mouse_scroll_down(self, _event: MouseScrollDown) -> None:
        """Go forward, unless a run is on: it would end."""
        self._scroll(1)

    def on_mouse_scroll_up(self, _event: MouseScrollUp) -> None:
        """Go back, unless a run is on."""
        self._scroll(-1)

    @property
    def _area(self) -> PlotArea | None:
        return None if self._kept.chart is None else self._kept.chart.area

    def _scroll(self, columns: int) -> None:
        is_training = self.view is not None and self.view.moment.is_training
        if not is_training:
            self.action_move(0, columns)

    def _switch_branch(self, steps: int) -> None:
        """Go to another branch; where there is none the run says so, but does not end for it."""
        moment = self.view.moment if self.view is not None else None
        if moment is not None and (moment.standing.branches > 1 or not moment.is_running):
            self.ask(SwitchBranch(steps))

    def _ask(self, command: Command | None) -> None:
        """Ask for another epoch, and show at once where the cursor leads."""
        if command is not None:
            self.ask(command)
            self.redraw()

    def _change_look(self, look: CurveLook) -> None:
        self._look = look
        self.redraw()

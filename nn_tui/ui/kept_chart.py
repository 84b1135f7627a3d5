"""The chart of the Error panel, kept while another would cost more than it tells."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from time import monotonic

from nn_tui.debugger.snapshot import Snapshot
from nn_tui.ui.render.curve import CurveChart, draw_curve
from nn_tui.ui.render.curve_look import CurveLook
from nn_tui.ui.render.curve_series import are_same
from nn_tui.ui.render.lines import Line

_SECONDS_BETWEEN = 0.3
"""Shortest time between two charts while running: a chart costs more than all other panels."""

_COST_SHARE = 20
"""A chart is drawn no sooner than this many times its own cost after the last."""

_MOST_SECONDS_BETWEEN = 5.0
"""However long one took: the process may have been stopped amid it."""


@dataclass(frozen=True, slots=True, eq=False)
class _Wish:
    """What is to be drawn."""

    moment: Snapshot
    """The moment of the run."""
    look: CurveLook
    """What of its curves."""
    size: tuple[int, int]
    """Cells of each line, and lines."""
    leads_to: int | None
    """The epoch that the cursor is put on, before the run has come there."""

    @property
    def cursor(self) -> int | None:
        """The epoch that the cursor is on; None: the branch ends there."""
        is_past = self.moment.standing.is_past
        return self._epoch if is_past or self.leads_to is not None else None

    @property
    def window(self) -> tuple[int, int | None]:
        """Which epochs are drawn."""
        return self.look.window(self._epoch)

    @property
    def _epoch(self) -> int:
        return self.moment.epochs_done if self.leads_to is None else self.leads_to

    def is_of_one_run(self, later: _Wish) -> bool:
        """Whether both are of the same branch, run, look and size, if perhaps of other epochs."""
        here, there = self.moment, later.moment
        is_same_look = (self.look, self.size) == (later.look, later.size)
        is_same_branch = here.standing.branch == there.standing.branch
        is_same_run = here.program.is_same_run(there.program)
        is_longer = len(here.curve) <= len(there.curve)
        return is_same_look and is_same_branch and is_same_run and is_longer

    def is_drawn_alike(self, later: _Wish) -> bool:
        """Whether both give the same chart, the cursor aside."""
        here, there = self.moment, later.moment
        is_same_look = (self.look, self.size) == (later.look, later.size)
        return (
            is_same_look
            and self.window == later.window
            and here.standing.branch == there.standing.branch
            and here.curve.is_same_as(there.curve)
            and are_same(here.standing.others, there.standing.others)
        )


class KeptChart:
    """Draws a chart when there is something new, and while running no more often than is due."""

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self._clock = clock
        self._due = 0.0
        self._drawn: _Wish | None = None
        self._lines: list[Line] = []
        self.chart: CurveChart | None = None
        """The last one, without its cursor."""

    def lines(
        self,
        moment: Snapshot,
        look: CurveLook,
        size: tuple[int, int],
        leads_to: int | None = None,
    ) -> list[Line]:
        """Give the chart with its cursor, or while running the last one until another is due.

        Args:
            moment: What to draw.
            look: What of its curves.
            size: Cells of each line, and lines.
            leads_to: The epoch that the cursor is put on, before the run has come there.
        """
        began, wish = self._clock(), _Wish(moment, look, size, leads_to)
        if self._drawn is None or not self._may_wait(self._drawn, wish, began):
            self._draw(wish)
            cost = self._clock() - began
            seconds = max(_SECONDS_BETWEEN, _COST_SHARE * cost)
            self._due = began + min(seconds, _MOST_SECONDS_BETWEEN)
        return self._lines

    def _may_wait(self, drawn: _Wish, wish: _Wish, now: float) -> bool:
        is_moved = drawn.leads_to != wish.leads_to
        is_due = not wish.moment.is_running or now >= self._due
        return drawn.is_of_one_run(wish) and not is_moved and not is_due

    def _draw(self, wish: _Wish) -> None:
        if self.chart is None or self._drawn is None or not self._drawn.is_drawn_alike(wish):
            self.chart = draw_curve(wish.moment, wish.look, wish.window, *wish.size)
        self._lines, self._drawn = self.chart.lines(wish.cursor), wish

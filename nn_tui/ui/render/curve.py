"""The error or the loss over the epochs, of this branch and of others, with a cursor."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

import numpy as np

from nn_tui.chart import PlotArea, Series, draw_chart, plot_area
from nn_tui.chart_legend import GAP
from nn_tui.debugger.snapshot import Snapshot
from nn_tui.ui.render.branch_name import brief_name
from nn_tui.ui.render.curve_look import CurveLook
from nn_tui.ui.render.curve_series import Stretch, others_of, series_of, stretch_of
from nn_tui.ui.render.lines import Line, Role, Span, fit, line

_ROOM_FOR_REMARK = 6
"""Lines from which on there is one to say what cannot be drawn."""

_RUNS = re.compile("(?P<own>[\u2801-\u28ff ]+)|[^\u2801-\u28ff ]+")
_RUNS_WITH_DOT = re.compile("(?P<own>[\u2801-\u28ff •]+)|[^\u2801-\u28ff •]+")
"""Cells of the present branch's curve, which may be a lone dot, and those of others."""

_LEFT_DOTS = 0x47
"""The bits of the left one of a braille cell's two columns of dots."""

_DOTTED = {
    0x2800 + dots: 0x2800 + (dots & _LEFT_DOTS) for dots in range(1, 256) if dots & _LEFT_DOTS
}
"""Every other column of dots left out, where that leaves any."""

_CURSOR, _CROSSING = "│", "┼"


@dataclass(frozen=True, slots=True)
class CurveChart:
    """A chart as it is without a cursor; to put one in costs nearly nothing."""

    remark: list[Line]
    """What cannot be drawn: a line, or none."""
    rows: list[str]
    """The chart."""
    area: PlotArea | None
    """Where its curves are; None: it has no axes."""
    own: Series
    """The present branch's curve: the one in braille, or a lone dot."""

    def lines(self, epoch: int | None = None) -> list[Line]:
        """Give its lines, with a cursor on an epoch, after which this branch is dotted and dim."""
        if self.area is None:
            rows = (line(Span(row, Role.DIM)) if row else line() for row in self.rows)
            return [*self.remark, *rows]
        column = None if epoch is None else self.area.column_of(epoch)
        return [*self.remark, *(self._line(y, column) for y in range(len(self.rows)))]

    def _line(self, y: int, column: int | None) -> Line:
        area, row = self.area, self.rows[y]
        assert area is not None, "there are axes"
        if y < area.top:
            own, gap, others = row.partition(GAP)
            return line(own, Span(gap + others, Role.DIM))
        if y >= len(self.rows) - 2:
            return line(Span(row, Role.DIM))
        return (Span(row[: area.left], Role.DIM), *self._plot(row[area.left :], column))

    def _plot(self, text: str, column: int | None) -> Line:
        """Say of each run of cells whose curve it is, before and behind the cursor."""
        runs = _RUNS_WITH_DOT if len(self.own.x) == 1 else _RUNS
        if column is None:
            return _spans(text, runs, Role.PLAIN)
        crossed = runs.fullmatch(text[column]) if text[column] != " " else None
        is_own = crossed is not None and crossed["own"] is not None
        cursor = Span(_CROSSING if is_own else _CURSOR, Role.CURRENT)
        ahead = text[column + 1 :].translate(_DOTTED)
        before = _spans(text[:column], runs, Role.PLAIN)
        return (*before, cursor, *_spans(ahead, runs, Role.DIM))


def draw_curve(
    moment: Snapshot, look: CurveLook, window: tuple[int, int | None], width: int, height: int
) -> CurveChart:
    """Draw the chart; a point that stands for many epochs as its smallest and largest value.

    Args:
        moment: The curve of its branch, what is ahead of it included, and of the others.
        look: What of them.
        window: The first and the last epoch; see CurveLook.window.
        width: Cells of each line.
        height: Number of lines.
    """
    stretch = stretch_of(moment.curve, look, window)
    name = moment.standing.branch if moment.standing.others else look.measure
    own = replace(series_of(name, stretch, look, width), brief=brief_name(name))
    series = [own, *others_of(moment.standing, look, window, width)]
    if not any(len(one.x) for one in series):
        return CurveChart([], _no_epoch(width, height), None, own)
    remark = _remark(stretch, look, width) if height >= _ROOM_FOR_REMARK else []
    more = len(moment.standing.others) - len(series) + 1
    rows = draw_chart(series, width, height - len(remark), look.is_log, more)
    area = plot_area(series, width, height - len(remark), look.is_log)
    return CurveChart(remark, rows, area, own)


def _no_epoch(width: int, height: int) -> list[str]:
    rows = [""] * max(0, height)
    rows[height // 2 : height // 2 + 1] = ["  no epoch yet"[:width]]
    return rows[: max(0, height)]


def _spans(text: str, runs: re.Pattern[str], of_own: Role) -> Line:
    """Part a piece of the plot in what is of the present branch and what of others."""
    found = runs.finditer(text)
    return tuple(Span(run[0], of_own if run["own"] else Role.DIM) for run in found)


def _remark(stretch: Stretch, look: CurveLook, width: int) -> list[Line]:
    """Say how many points cannot be drawn, if there are any."""
    endless = int((~np.isfinite(stretch.low) | ~np.isfinite(stretch.high)).sum())
    zeros = int((stretch.low <= 0).sum()) if look.is_log else 0
    said = [f"{endless} not finite"] if endless else []
    said += [f"{zeros} at 0: not on a log scale"] if zeros else []
    return [fit(line(Span(", ".join(said), Role.WARNING)), width)] if said else []

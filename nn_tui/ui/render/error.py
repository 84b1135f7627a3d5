"""The error or the loss over the epochs."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np

from nn_tui.chart import Series, draw_chart
from nn_tui.debugger.curve import CurvePoints, Measure
from nn_tui.debugger.snapshot import Snapshot
from nn_tui.engine.arrays import Array
from nn_tui.ui.render.lines import Line, Role, Span, fit, line, width_of
from nn_tui.ui.render.pace import speed_text, time_left_text
from nn_tui.ui.view import View

_RECENT_SHARE, _FEWEST_RECENT = 0.1, 50
"""What counts as recent: this part of the epochs, and no fewer than that many."""

_ROOM_FOR_DIGITS = 40
"""Cells from which on a value has six digits rather than four, when it stands still."""

_POINTS_A_COLUMN = 4
"""A longer curve is first joined to so many: to choose among 100,000 points takes 16 ms."""

_ROOM_FOR_REMARK = 6
"""Lines from which on there is one to say what cannot be drawn."""

_AXIS = "│┤└"
"""One of these stands between a line's label and its piece of the curve."""


@dataclass(frozen=True, slots=True)
class CurveLook:
    """What a person wants to see of the curve."""

    is_loss: bool = False
    """The loss, rather than the error."""
    is_log: bool = False
    """On a logarithmic scale."""
    is_recent: bool = False
    """The last epochs only."""

    @property
    def measure(self) -> str:
        """What is drawn."""
        return "loss" if self.is_loss else "error"

    @property
    def label(self) -> str:
        """Name all of it: `loss, log, recent`."""
        extras = ("log", self.is_log), ("recent", self.is_recent)
        return ", ".join([self.measure, *(name for name, is_on in extras if is_on)])


@dataclass(frozen=True, slots=True)
class _Stretch:
    """The points to be drawn, each array (points,)."""

    epochs: Array
    """The last epoch that each point stands for."""
    low: Array
    """The smallest value of its epochs."""
    high: Array
    """The largest one."""

    def joined(self, most: int) -> _Stretch:
        """Join neighbours, so that there are about `most` points or fewer; nan is left out."""
        size = -(-len(self.epochs) // most)
        if size <= 1:
            return self
        starts = np.arange(0, len(self.epochs), size)
        ends = np.append(starts[1:], len(self.epochs)) - 1
        low, high = np.fmin.reduceat(self.low, starts), np.fmax.reduceat(self.high, starts)
        return _Stretch(self.epochs[ends], low, high)


def draw_curve(view: View, look: CurveLook, width: int, height: int) -> list[Line]:
    """Draw the chart; a point that stands for many epochs as its smallest and largest value."""
    if not len(view.moment.curve):
        empty = [line()] * max(0, height)
        message = fit(line(Span("  no epoch yet", Role.DIM)), width)
        return [*empty[: height // 2], message, *empty][:height]
    stretch = _stretch(view.moment, look)
    remark = _remark(stretch, look, width) if height >= _ROOM_FOR_REMARK else []
    series = _series(stretch, look, width)
    drawn = draw_chart([series], width, height - len(remark), look.is_log)
    return [*remark, *map(_with_dim_axis, drawn)]


def draw_figures(view: View, look: CurveLook, width: int) -> Line:
    """Write the last epoch's value and how the run comes along, or what the value will be."""
    value = view.moment.loss if look.is_loss else view.moment.error
    if value is None:
        return fit(line(Span(_definition(view.moment, look, width), Role.DIM)), width)
    digits = 4 if view.moment.is_running or width < _ROOM_FOR_DIGITS else 6
    caption = line(f"{look.measure} ", Span(f"{value:.{digits}g}", Role.STRONG))
    for choices in _details(view.moment, look, value):
        room = width - width_of(caption) - 2
        shown = next((text for text in choices if len(text) <= room), None)
        if shown:
            caption = (*caption, Span(f"  {shown}", Role.DIM))
    return fit(caption, width)


def _definition(moment: Snapshot, look: CurveLook, width: int) -> str:
    if look.is_loss:
        return f"loss ({moment.recipe.hyperparameters.loss}) by epoch"
    longer = "mean |target - output| by epoch"
    return longer if len(longer) <= width else "mean |target - output|"


def _details(moment: Snapshot, look: CurveLook, value: float) -> list[list[str]]:
    """Give what else there is to say, the most useful first, each from long to short."""
    epoch, change = [f"epoch {moment.epochs_done}"], _change(moment, look, value)
    return [_progress(moment), change, epoch] if moment.is_running else [epoch, change]


def _progress(moment: Snapshot) -> list[str]:
    activity = moment.activity
    pace = speed_text(activity.speed) if activity.tempo.is_full else activity.tempo.label
    if not activity.speed:
        return [] if activity.tempo.is_full else [pace]
    epochs_left = moment.recipe.hyperparameters.epochs - moment.epochs_done
    left = time_left_text(max(0, epochs_left) / activity.speed)
    return [f"{pace}, {left}", left if activity.tempo.is_full else pace]


def _change(moment: Snapshot, look: CurveLook, value: float) -> list[str]:
    """Say by how much the value has changed since the first epoch that is shown."""
    curve = moment.curve.settled
    first = int(np.searchsorted(curve.epochs, _first_epoch(moment, look)))
    first = min(first, len(curve) - 1)
    epoch, before = int(curve.epochs[first]), float(_measure(curve, look).last[first])
    percent = 100 * (value / before - 1) if before else math.nan
    if epoch == moment.epochs_done or not math.isfinite(percent):
        return []
    share = f"{percent:+.{4 if abs(percent) >= 99 else 3}g}%"
    return [f"{share} since epoch {epoch}", f"{share} since {epoch}"]


def _first_epoch(moment: Snapshot, look: CurveLook) -> int:
    if not look.is_recent:
        return 1
    done = moment.epochs_done
    return done - max(_FEWEST_RECENT, int(_RECENT_SHARE * done)) + 1


def _measure(curve: CurvePoints, look: CurveLook) -> Measure:
    return curve.loss if look.is_loss else curve.error


def _stretch(moment: Snapshot, look: CurveLook) -> _Stretch:
    curve = moment.curve
    begin = int(np.searchsorted(curve.epochs, _first_epoch(moment, look)))
    measure = _measure(curve, look)
    return _Stretch(curve.epochs[begin:], measure.low[begin:], measure.high[begin:])


def _series(stretch: _Stretch, look: CurveLook, width: int) -> Series:
    # On a log scale 0 must not hide the positive values that its point stands for too.
    low = np.where(stretch.low > 0, stretch.low, np.nan) if look.is_log else stretch.low
    joined = replace(stretch, low=low).joined(_POINTS_A_COLUMN * width)
    is_two = np.stack([np.full(len(joined.low), True), joined.low != joined.high], axis=1)
    extremes = np.stack([joined.low, joined.high], axis=1)
    epochs = np.repeat(joined.epochs, 2).reshape(-1, 2)
    return Series(look.measure, epochs[is_two], extremes[is_two])


def _remark(stretch: _Stretch, look: CurveLook, width: int) -> list[Line]:
    """Say how many points cannot be drawn, if there are any."""
    endless = int((~np.isfinite(stretch.low) | ~np.isfinite(stretch.high)).sum())
    zeros = int((stretch.low <= 0).sum()) if look.is_log else 0
    said = [f"{endless} not finite"] if endless else []
    said += [f"{zeros} at 0: not on a log scale"] if zeros else []
    return [fit(line(Span(", ".join(said), Role.WARNING)), width)] if said else []


def _with_dim_axis(text: str) -> Line:
    """Part a line of the chart in what belongs to the axes and the curve."""
    place = next((i for i, character in enumerate(text) if character in _AXIS), -1)
    if place < 0 or text[place] in "└":
        return line(Span(text, Role.DIM))
    return line(Span(text[: place + 1], Role.DIM), text[place + 1 :])

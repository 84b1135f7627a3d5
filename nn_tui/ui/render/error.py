"""The figures above the error's or the loss's curve."""

from __future__ import annotations

import math

import numpy as np

from nn_tui.debugger.snapshot import Snapshot
from nn_tui.ui.render.curve_look import CurveLook
from nn_tui.ui.render.lines import Line, Role, Span, fit, line, width_of
from nn_tui.ui.render.pace import speed_text, time_left_text
from nn_tui.ui.view import View

_ROOM_FOR_DIGITS = 40
"""Cells from which on a value has six digits rather than four, when it stands still."""


def draw_figures(view: View, look: CurveLook, width: int, leads_to: int | None = None) -> Line:
    """Write the last epoch's value and how the run comes along, or what the value will be.

    Args:
        view: The moment.
        look: Of what the figures are.
        width: Cells of the line.
        leads_to: The epoch that the run is on its way to; None: it is on no such way.
    """
    moment = view.moment
    value = moment.loss if look.is_loss else moment.error
    if value is None and leads_to is None and not moment.standing.is_past:
        return fit(line(Span(_definition(moment, look, width), Role.DIM)), width)
    digits = 4 if moment.is_training or width < _ROOM_FOR_DIGITS else 6
    number = "-" if value is None else f"{value:.{digits}g}"
    caption = line(f"{look.measure} ", Span(number, Role.STRONG))
    for choices in _details(moment, look, value, leads_to):
        room = width - width_of(caption) - 2
        shown = next((text for text in choices if len(text) <= room), None)
        if shown:
            caption = (*caption, Span(f"  {shown}", Role.DIM))
    return fit(caption, width)


def subtitle_of(moment: Snapshot, look: CurveLook, width: int) -> str:
    """Say what is drawn, and on which of several branches the run stands, as room allows."""
    standing = moment.standing
    if standing.branches == 1:
        return look.label
    branch = f"{standing.branch} of {standing.branches}"
    choices = f"{look.label} · {branch}", f"{look.measure} · {branch}"
    return next((text for text in choices if len(text) <= width), branch)


def _definition(moment: Snapshot, look: CurveLook, width: int) -> str:
    if look.is_loss:
        return f"loss ({moment.recipe.hyperparameters.loss}) by epoch"
    longer = "mean |target - output| by epoch"
    return longer if len(longer) <= width else "mean |target - output|"


def _details(
    moment: Snapshot, look: CurveLook, value: float | None, leads_to: int | None
) -> list[list[str]]:
    """Give what else there is to say, the most useful first, each from long to short."""
    epoch = [f"epoch {moment.epochs_done}"]
    if leads_to is not None and leads_to != moment.epochs_done:
        epoch = [f"{epoch[0]}, on the way to {leads_to}", f"{epoch[0]}, to {leads_to}"]
    change = [] if value is None else _change(moment, look, value)
    return [_progress(moment), change, epoch] if moment.is_training else [epoch, change]


def _progress(moment: Snapshot) -> list[str]:
    activity = moment.activity
    # Whoever asks for a moment wants to be there: no tempo holds that up.
    is_full = activity.tempo.is_full or activity.goal is not None
    pace = speed_text(activity.speed) if is_full else activity.tempo.label
    if not activity.speed:
        return [] if is_full else [pace]
    last = activity.goal.epoch if activity.goal else moment.recipe.hyperparameters.epochs
    epochs_left = last - moment.epochs_done
    if epochs_left <= 0:
        # In the epoch that it ends in, or on a step behind the last one.
        return [pace]
    left = time_left_text(epochs_left / activity.speed)
    return [f"{pace}, {left}", left if is_full else pace]


def _change(moment: Snapshot, look: CurveLook, value: float) -> list[str]:
    """Say by how much the value has changed since the first epoch that is shown."""
    curve = moment.curve.settled
    if not len(curve):
        return []
    first = int(np.searchsorted(curve.epochs, look.window(moment.epochs_done)[0]))
    first = min(first, len(curve) - 1)
    epoch, before = int(curve.epochs[first]), float(look.values(curve).last[first])
    percent = 100 * (value / before - 1) if before else math.nan
    if epoch >= moment.epochs_done or not math.isfinite(percent):
        return []
    share = f"{percent:+.{4 if abs(percent) >= 99 else 3}g}%"
    return [f"{share} since epoch {epoch}", f"{share} since {epoch}"]

"""The study of a step: that of this iteration, or of the next one where this has ended."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from nn_tui.debugger.destinations import at
from nn_tui.debugger.forecast.along import Along
from nn_tui.debugger.forecast.forecast import Curvature, Forecast, Point
from nn_tui.debugger.forecast.line import LossLine, Searching
from nn_tui.debugger.journal import Place
from nn_tui.debugger.session import Session
from nn_tui.debugger.walking.by_degrees import ByDegrees, Stages
from nn_tui.debugger.walking.walk import player_at
from nn_tui.engine.cursor import Cursor
from nn_tui.engine.losses import Loss
from nn_tui.engine.machine import Machine
from nn_tui.engine.ops.op import Op, Phase
from nn_tui.errors import InputError

POINTS = 40
"""Rates at which the loss along the step is drawn, at the most, besides those that are marked."""

_BEYOND = 1.2
"""How far beyond the limit, and the present rate, the rates reach."""

_MOST_OF_THE_FALL = 0.9
"""Where the loss only falls along the step, it is drawn to beyond where so much of that is over."""

_FAR_BEYOND = 5
"""A present rate that is more than so many times farther would leave no room for the rest."""

_STEPS = (1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10)
"""From one rate to the next, times a power of ten."""

_DIGITS = 4
"""Digits of the rates that are offered: they are typed so too."""


class ForecastError(InputError):
    """There is no step to look along."""


@dataclass(frozen=True, slots=True)
class ForecastStep:
    """Predict the change of the loss in the update at hand, and hold it against the actual one."""

    def begin(self, session: Session) -> ByDegrees[Forecast]:
        """Set about it, at the moment at which the session stands.

        Raises:
            ScratchError: There is no room for a second machine.
        """
        return ByDegrees(_forecast(session))


def _forecast(session: Session) -> Stages[Forecast]:
    place, iteration = _before_update(session)
    player = yield from player_at(session.timeline.history, place)
    machine = player.machine
    machine.run_ops(iteration.op - (machine.cursor.op if _is_amid(machine, iteration) else 0))
    along = Along(machine)
    line = LossLine(along.loss)
    _refuse_no_step(along, line.at(0.0))
    ops = yield
    curvature = _curvature(along)
    for searching in _searches(line, along.rate):
        for _ in searching:
            ops -= along.calls
            if ops <= 0:
                ops = yield
    best, limit = _best(line), _limit(line)
    loss = machine.program.network.loss
    return Forecast(
        iteration=iteration,
        rows=along.rows,
        loss_name=loss.name,
        is_sum=is_sum(loss),
        is_done=_is_done(session, iteration),
        rate=along.rate,
        before=line.at(0.0),
        after=line.at(along.rate),
        pull=along.pull,
        curvature=curvature,
        kinks=along.kinks(along.rate),
        best=best,
        limit=limit,
        farthest=line.rates[-1],
        points=_points(line, along.rate, best, limit),
        end=_grid(line, along.rate)[-1],
    )


def is_sum(loss: Loss) -> bool:
    """Whether a loss grows with the rows of the batch: each says how it is reduced."""
    return "mean" not in loss.about


def _before_update(session: Session) -> tuple[Place, Cursor]:
    """Find a place to set out from, and the moment of the first update that is looked at.

    What was changed by hand in the iteration by then is in it.
    """
    place, program = session.timeline.place, session.machine.program
    ahead = program.after(place.cursor)
    cursor = ahead if program.is_batch_done(place.cursor) else place.cursor
    done = [op.phase for op in program.ops(cursor.batch)].index(Phase.UPDATE)
    before = Cursor(cursor.epoch, cursor.batch, done)
    return (place if place.cursor <= before else at(place.entry, before)), before


def _is_amid(machine: Machine, iteration: Cursor) -> bool:
    here = (machine.cursor.epoch, machine.cursor.batch)
    return here == (iteration.epoch, iteration.batch)


def _is_done(session: Session, iteration: Cursor) -> bool:
    ops: tuple[Op, ...] = session.machine.program.ops(iteration.batch)
    last = max(n for n, op in enumerate(ops, start=1) if op.phase is Phase.UPDATE)
    return session.cursor >= Cursor(iteration.epoch, iteration.batch, last)


def _refuse_no_step(along: Along, before: float) -> None:
    if not (math.isfinite(before) and math.isfinite(along.pull)):
        raise ForecastError(
            "loss or descent of this iteration are not finite, so nothing can be foretold: "
            "go back, with N, to before it diverged"
        )
    if not along.step.any():
        raise ForecastError(
            "the step of this iteration is 0: every weight is frozen, or its descent is 0; free "
            "one with F in the Network, or go on with b"
        )


def _curvature(along: Along) -> Curvature:
    """Take the second derivative along the step by central differences of the slope."""
    h = along.difference()
    near, far = ((along.slope(t) - along.slope(-t)) / (2 * t) for t in (h, 2 * h))
    return Curvature(near, abs(far - near) + along.slope_rounding / h)


def _searches(line: LossLine, rate: float) -> Iterable[Searching]:
    yield line.scan(rate)
    yield line.refine_crossing()
    yield line.sample([rate, *_grid(line, rate)])
    yield line.refine_crossing()
    yield line.refine_lowest()


def _grid(line: LossLine, rate: float) -> list[float]:
    """Choose rates that are round numbers, from 0 to beyond all that is to be seen."""
    limit = _limit(line)
    seen = _BEYOND * limit if limit else 2 * line.fallen(_MOST_OF_THE_FALL)
    farthest = seen if rate > _FAR_BEYOND * seen else max(seen, _BEYOND * rate)
    step = _round_up(farthest / POINTS)
    count = math.ceil(farthest / step)
    return [float(f"{n * step:.{_DIGITS}g}") for n in range(count + 1)]


def _round_up(step: float) -> float:
    """Round up to a number of one digit and a half."""
    power = 10.0 ** math.floor(math.log10(step))
    return next(float(f"{m * power:.3g}") for m in _STEPS if m * power >= step)


def _limit(line: LossLine) -> float | None:
    ends = line.crossing()
    return None if ends is None else ends[0]


def _best(line: LossLine) -> float | None:
    """Give the rate of the least loss, unless that is the first or the last looked at."""
    place = line.lowest()
    return line.rates[place] if 0 < place < len(line.rates) - 1 else None


def _points(
    line: LossLine, rate: float, best: float | None, limit: float | None
) -> tuple[Point, ...]:
    """List what is drawn; what matters farther off would leave no room for the rest."""
    grid = _grid(line, rate)
    marked = [float(f"{mark:.{_DIGITS}g}") for mark in (best, limit) if mark]
    rates = sorted({*grid, rate, *(mark for mark in marked if mark <= grid[-1])})
    return tuple(Point(t, line.at(t)) for t in rates)

"""Copies breakpoints and watches for a screen."""

from __future__ import annotations

import numpy as np

from nn_tui.debugger.breaks.breakpoint import BeforeLine, Breakpoint, When, place_of
from nn_tui.debugger.breaks.lookout import Lookout
from nn_tui.debugger.breaks.patrol import Patrol
from nn_tui.debugger.breaks.shown import NOTHING, Shown, ShownBreakpoint, ShownWatch
from nn_tui.debugger.breaks.watch import Watch
from nn_tui.debugger.conditions.moments import MachineNames
from nn_tui.debugger.conditions.signs import Signs, signs_of
from nn_tui.debugger.journal import Place
from nn_tui.engine.cursor import Cursor
from nn_tui.engine.machine import Machine


def shown_of(lookout: Lookout, machine: Machine, is_passing: bool) -> Shown:
    """Copy all breakpoints and watches as they are where the run stands.

    Args:
        lookout: Of the run.
        machine: Its machine.
        is_passing: Whether the run goes on from here by itself, with no step that is to be seen.
    """
    points, watches = lookout.table.points, lookout.watches
    if not points and not watches.watches:
        return NOTHING
    watches.look(is_passing)
    patrol = lookout.every
    figures = _figures(patrol, machine)
    return Shown(
        tuple(_point(point, figures.get(point, ""), patrol, machine) for point in points),
        tuple(_watch(watch, watches.place, machine) for watch in watches.watches),
    )


def _figures(patrol: Patrol, machine: Machine) -> dict[Breakpoint, str]:
    names = MachineNames(machine)
    with np.errstate(all="ignore"):
        return {post.point: post.found(names) for post in patrol.posts}


def _point(point: Breakpoint, figures: str, patrol: Patrol, machine: Machine) -> ShownBreakpoint:
    stop = point.stop
    return ShownBreakpoint(
        number=point.number,
        text=stop.text if isinstance(stop, When) else str(stop),
        is_on=point.is_on,
        hits=point.hits,
        found=figures or point.found,
        problem=patrol.problems.get(point, ""),
        line=place_of(stop, machine.program) if isinstance(stop, BeforeLine) else None,
        signs=signs_of(stop.text, stop.is_gradient) if isinstance(stop, When) else Signs.SAME,
    )


def _watch(watch: Watch, place: Place, machine: Machine) -> ShownWatch:
    is_there = watch.is_on and watch.value is not None and watch.settled is None
    return ShownWatch(
        number=watch.number,
        text=watch.text,
        is_on=watch.is_on,
        value=watch.value if watch.is_on else None,
        as_of=_in_words(watch.settled, machine) if watch.is_on else "",
        change=watch.sightings.change if is_there else None,
        past=tuple(float(seen.value) for seen in watch.sightings.before(place)),
        problem=watch.problem,
        signs=signs_of(watch.text, watch.is_gradient),
    )


def _in_words(settled: Cursor | None, machine: Machine) -> str:
    if settled is None:
        return ""
    has_batches = machine.program.schedule.batches > 1
    return f"epoch {settled.epoch}" + (f", batch {settled.batch}" if has_batches else "")

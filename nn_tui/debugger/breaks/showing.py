"""Copies breakpoints and watches for a screen."""

from __future__ import annotations

import numpy as np

from nn_tui.debugger.breaks.breakpoint import BeforeLine, Breakpoint, place_of
from nn_tui.debugger.breaks.lookout import Lookout
from nn_tui.debugger.breaks.patrol import Patrol
from nn_tui.debugger.breaks.shown import NOTHING, Shown, ShownBreakpoint, ShownWatch
from nn_tui.debugger.breaks.watch import Watch
from nn_tui.debugger.conditions.moments import MachineNames
from nn_tui.engine.machine import Machine


def shown_of(lookout: Lookout, machine: Machine) -> Shown:
    """Copy all breakpoints and watches as they are where a machine stands."""
    points, watches = lookout.table.points, lookout.watches
    if not points and not watches.watches:
        return NOTHING
    watches.look()
    patrol = lookout.every
    figures = _figures(patrol, machine)
    return Shown(
        tuple(_point(point, figures.get(point, ""), patrol, machine) for point in points),
        tuple(_watch(watch) for watch in watches.watches),
    )


def _figures(patrol: Patrol, machine: Machine) -> dict[Breakpoint, str]:
    names = MachineNames(machine)
    with np.errstate(all="ignore"):
        return {post.point: post.found(names) for post in patrol.posts}


def _point(point: Breakpoint, figures: str, patrol: Patrol, machine: Machine) -> ShownBreakpoint:
    stop = point.stop
    return ShownBreakpoint(
        number=point.number,
        text=str(stop),
        is_on=point.is_on,
        hits=point.hits,
        found=figures or point.found,
        problem=patrol.problems.get(point, ""),
        line=place_of(stop, machine.program) if isinstance(stop, BeforeLine) else None,
    )


def _watch(watch: Watch) -> ShownWatch:
    value = watch.values[-1][1] if watch.values else None
    numbers = watch.numbers
    is_changed = value is not None and len(numbers) > 1
    return ShownWatch(
        number=watch.number,
        text=watch.text,
        value=value,
        change=numbers[-1] - numbers[-2] if is_changed else None,
        past=tuple(numbers),
        problem=watch.problem,
    )

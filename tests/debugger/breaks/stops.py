"""Where breakpoints ought to stop a run: told by doing it op by op."""

from __future__ import annotations

import numpy as np

from nn_tui.debugger.breaks.patrol import Hit
from nn_tui.debugger.breaks.search import BackwardSearch
from nn_tui.debugger.conditions.condition import condition_of
from nn_tui.debugger.conditions.moments import MachineNames
from nn_tui.debugger.conditions.timing import timing_of
from nn_tui.debugger.session import Session
from nn_tui.engine.cursor import Cursor


def stops_of(session: Session, text: str, epochs: int) -> list[Cursor]:
    """Do a run op by op and list the moments at which a condition is met, as it is defined."""
    program = session.machine.program
    condition = condition_of(text, program)
    memory, timing = condition.new_memory(), timing_of(condition.reads, program)
    names, stops = MachineNames(session.machine), []
    for _ in range(epochs * program.epoch_length - program.ops_before(session.cursor)):
        session.advance(1)
        cursor = session.cursor
        if timing.is_every_op or timing.moment_in(cursor.epoch, cursor.batch) == cursor:
            with np.errstate(all="ignore"):
                if condition.evaluate(names, memory):
                    stops.append(cursor)
    return stops


def go_on(session: Session, epochs: int, chunk: int = 10**9) -> list[Cursor]:
    """Run to the end of an epoch, and list where breakpoints stop it."""
    stops = []
    while session.epochs_done < epochs:
        session.lookout.begin()
        while session.lookout.hit is None and session.epochs_done < epochs:
            end = session.machine.program.end_of_epoch(epochs)
            session.advance(min(chunk, session.timeline.player.ops_to(end)))
        session.lookout.end()
        if session.lookout.hit is not None:
            stops.append(session.cursor)
    return stops


def go_back(session: Session, chunk: int = 10**9) -> list[Cursor]:
    """Go back from hit to hit, and list them, the last one first."""
    stops: list[Cursor] = []
    while go_back_once(session, chunk):
        stops.append(session.cursor)
    return stops


def go_back_once(session: Session, chunk: int = 10**9) -> bool:
    """Go back to the last hit; whether there was one."""
    lookout = session.lookout
    search = BackwardSearch(session.timeline, session.ways, lookout.table.on)
    found: list[Hit] = []
    search.on_found = found.append
    search.travel(1)
    while search.ops:
        search.travel(chunk)
    return bool(found)

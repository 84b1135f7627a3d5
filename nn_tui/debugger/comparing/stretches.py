"""The stretches of a run that are done again to find a fault."""

from __future__ import annotations

import numpy as np

from nn_tui.debugger.comparing.rehearsal import Rehearsal, rehearsal_from
from nn_tui.debugger.comparing.steps import Steps
from nn_tui.debugger.comparing.tolerance import Tolerance
from nn_tui.debugger.cost import iteration_cost, ops_cost
from nn_tui.debugger.destinations import at
from nn_tui.debugger.journal import Begin, Place
from nn_tui.debugger.scratch import Scratch
from nn_tui.debugger.session import Session
from nn_tui.debugger.snapshot import Snapshot
from nn_tui.engine.program import Program

PATIENCE = 10e9
"""Nanoseconds that all suspicions together may take, as estimated."""

_OPS_AT_ONCE = 20_000
"""Of the way to where a stretch begins."""

_SLOWER = 5.0
"""Lines in plain Python take so many times as long as a machine's calls."""


def whole_run(session: Session, suspicions: int, patience: float) -> Steps[Rehearsal | None]:
    """Give the run from epoch 0; None: it was changed by hand, or takes too long so many times.

    Args:
        session: Which stands at its end.
        suspicions: How often it is to be run.
        patience: Nanoseconds that this may take.

    Raises:
        ScratchError: There is no memory for a second machine.
    """
    place, program = session.timeline.place, session.machine.program
    ops = program.ops_before(session.cursor)
    if not is_unchanged(session) or _SLOWER * suspicions * ops_cost(program, ops) > patience:
        return None
    beginning = yield from _moment(session, Place(place.entry))
    return rehearsal_from(beginning, session.cursor)


def is_unchanged(session: Session) -> bool:
    """Whether nothing was changed by hand since epoch 0."""
    entry = session.timeline.place.entry
    return entry is entry.origin and isinstance(entry.change, Begin)


def rounds_of(program: Program, suspicions: int, patience: float) -> int:
    """Count how often one iteration can be run with each suspicion in that time."""
    return int(patience / (_SLOWER * max(1, suspicions) * iteration_cost(program)))


def last_iteration(session: Session) -> Steps[Rehearsal]:
    """Give the iteration that the present moment belongs to.

    Raises:
        ScratchError: There is no memory for a second machine.
    """
    place, program = session.timeline.place, session.machine.program
    first = program.cursor_at(program.ops_before(session.cursor) - session.cursor.op)
    beginning = at(place.entry, max(first, place.entry.opening.beginning))
    return rehearsal_from((yield from _moment(session, beginning)), session.cursor)


def is_faithful(rehearsal: Rehearsal, moment: Snapshot, tolerance: Tolerance) -> bool:
    """Whether our own lines give our own numbers: not where cells were typed over on the way."""
    names = rehearsal.run()
    is_amid = not moment.program.is_batch_done(moment.cursor)
    for op in moment.program.iteration:
        # Amid an iteration what stands in the weights is from before it.
        is_before = is_amid and op.writes in moment.program.network.parameters
        if is_before or op.writes not in moment.layout.places or not moment.is_of_now(op.writes):
            continue
        ours = moment.array(op.writes)
        computed = None if names is None else np.asarray(names[op.writes], dtype=np.float64)
        if ours is None or computed is None or not tolerance.agree(computed, ours):
            return False
    return True


def _moment(session: Session, place: Place) -> Steps[Snapshot]:
    scratch = Scratch(session.timeline.history)
    scratch.set_out(place)
    while scratch.is_under_way:
        scratch.advance(_OPS_AT_ONCE)
        yield
    return scratch.snapshot(session.recipe.hyperparameters.epochs)

"""Why somebody's arrays are others than ours."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

import numpy as np

from nn_tui.debugger.comparing.both import Arrays
from nn_tui.debugger.comparing.conventions import as_gradients
from nn_tui.debugger.comparing.factors import Factor, usual_rates
from nn_tui.debugger.comparing.findings import Diagnosis, Finding
from nn_tui.debugger.comparing.hints import MEANT, hint_for, may_be_meant
from nn_tui.debugger.comparing.listing import Suspicion
from nn_tui.debugger.comparing.other_start import (
    BEFORE,
    follows_from_theirs,
    with_other_epoch,
    with_other_start,
)
from nn_tui.debugger.comparing.rehearsal import Rehearsal
from nn_tui.debugger.comparing.rows_apart import is_all_but_rows, rows_apart
from nn_tui.debugger.comparing.search import MOST_ROUNDS, Case, explaining_all, one_by_one
from nn_tui.debugger.comparing.steps import Steps
from nn_tui.debugger.comparing.stretches import (
    is_faithful,
    last_iteration,
    rounds_of,
    whole_run,
)
from nn_tui.debugger.comparing.suspects import rate_suspect, usual_suspects
from nn_tui.debugger.comparing.untried import reason_against_all, with_untried
from nn_tui.debugger.session import Session
from nn_tui.debugger.snapshot import Snapshot

_AS_GRADIENTS = "with the signs of yours read as gradients"

_OTHER_START = (
    "nothing has run at epoch 0: compare at the epoch at which yours were saved; if that was "
    "before the first, begin with them by --weights-from START.npz"
)

_NOT_FINITE = (
    "nan and inf are all that differs, and tell nothing: compare at the epoch at which the first "
    "of them is there, and look at what is divided by, or put into exp or log, in that line"
)

_TOO_LARGE = "the batch is too large to try each fault on it: save arrays of a smaller one"


def diagnose(
    arrays: Arrays, session: Session, factors: Sequence[Factor], patience: float
) -> Steps[Diagnosis]:
    """Find the faults with which their arrays come out.

    First single faults with which all of them do, from epoch 0 on; then, in the present iteration,
    one fault behind the other, each judged by their own arrays before it.

    Args:
        arrays: Theirs and ours.
        session: Which stands at the moment.
        factors: What a line may be multiplied with.
        patience: Nanoseconds that each of the two may take, as estimated.
    """
    if arrays.first not in arrays.moment.program.written:
        return _of_what_is_given(arrays)
    if not arrays.moment.cursor.epoch:
        return _untried(arrays.first, "at epoch 0: the usual faults", _OTHER_START)
    if not _tells(arrays):
        return _untried(arrays.first, "on nan and inf: the usual faults", _NOT_FINITE)
    suspicions = _suspicions(arrays.moment, factors)
    rounds = min(MOST_ROUNDS, rounds_of(arrays.moment.program, len(suspicions), patience))
    case = Case(arrays.theirs, arrays.first, arrays.tolerance, suspicions, rounds)
    whole, found = (yield from whole_run(session, len(suspicions), patience)), None
    if whole is not None:
        found = yield from explaining_all(_judged(case, whole, arrays.moment), whole)
    found = _with_rows(found, arrays)
    if found is None and whole is not None:
        found = yield from _with_other_signs(case, arrays, whole)
    if found is None and whole is not None:
        judged = _judged(case, whole, arrays.moment)
        found = (yield from with_other_epoch(judged, whole)) or (
            yield from with_other_start(judged, whole, session.recipe)
        )
    if found is None:
        found = yield from _in_this_iteration(case, arrays, session)
        if whole is None or case.first not in _judged(case, whole, arrays.moment).theirs:
            found = with_untried(found, reason_against_all(session, whole))
    is_meant = not found.hint and may_be_meant(found, arrays)
    return dataclasses.replace(found, hint=MEANT) if is_meant else found


def _tells(arrays: Arrays) -> bool:
    """Whether a finite number of theirs differs: whatever diverges gives nan and inf."""
    return any(
        (np.isfinite(theirs) & arrays.tolerance.differing(theirs, ours)).any()
        for theirs, ours in map(arrays.pair, arrays.differing)
    )


def _suspicions(moment: Snapshot, factors: Sequence[Factor]) -> tuple[Suspicion, ...]:
    held = moment.array("learning_rate")
    assert held is not None, "it is there from the start"
    program, rate = moment.program, float(held)
    rates = usual_rates(factors, rate)
    return (
        *usual_suspects(program, factors, rate),
        *(rate_suspect(program, factor, rate) for factor in rates),
    )


def _in_this_iteration(case: Case, arrays: Arrays, session: Session) -> Steps[Diagnosis]:
    unknown = Diagnosis((Finding(case.first, (), is_judged=False),), explains_all=False)
    if not case.rounds:
        return dataclasses.replace(unknown, hint=_TOO_LARGE)
    last, moment = (yield from last_iteration(session)), arrays.moment
    if not is_faithful(last, moment, arrays.tolerance):
        hint = "cells were typed over in this iteration: compare at the end of another"
        return dataclasses.replace(unknown, hint=hint)
    is_start = last.beginning.cursor.epoch == 0
    weights = frozenset() if is_start else frozenset(moment.program.network.parameters)
    found = yield from one_by_one(_judged(case, last, moment), last, weights)
    if found.explains_all:
        return found
    if not is_start and follows_from_theirs(_judged(case, last, moment), last):
        return dataclasses.replace(unknown, hint=BEFORE)
    return dataclasses.replace(found, hint=hint_for(arrays, found, is_start))


def _of_what_is_given(arrays: Arrays) -> Diagnosis:
    """Say what is wrong with data or settings, which no line computes."""
    name = arrays.first
    rows = rows_apart(arrays) if name in ("l0", "y", "inputs", "targets") else None
    hint = "no line computes it: give dataset and options as in your script"
    if rows is None:
        return _untried(name, "on what is given: the usual faults", hint)
    return Diagnosis((Finding(name, (rows,)),), explains_all=False)


def _untried(name: str, where: str, hint: str) -> Diagnosis:
    """Say that no fault was tried."""
    return Diagnosis((Finding(name, (), False, where),), explains_all=False, hint=hint)


def _with_rows(found: Diagnosis | None, arrays: Arrays) -> Diagnosis | None:
    """Add that the rows are in another order, if they are."""
    rows = rows_apart(arrays)
    if rows is None:
        return found
    others = found.findings[0].causes if found else ()
    is_all = found is not None or is_all_but_rows(arrays)
    return Diagnosis((Finding(arrays.first, (*others, rows)),), explains_all=is_all)


def _with_other_signs(case: Case, arrays: Arrays, whole: Rehearsal) -> Steps[Diagnosis | None]:
    """Look for a fault of somebody who keeps gradients."""
    for theirs in as_gradients(case.theirs):
        read = dataclasses.replace(arrays, theirs=theirs)
        if not read.differing or read.same_before <= arrays.same_before:
            continue
        other = dataclasses.replace(case, theirs=theirs, first=read.first)
        found = yield from explaining_all(_judged(other, whole, arrays.moment), whole)
        if found is not None:
            return dataclasses.replace(found, hint=_AS_GRADIENTS)
    return None


def _judged(case: Case, rehearsal: Rehearsal, moment: Snapshot) -> Case:
    """Leave out what a stretch cannot give: sums of an epoch amid it, weights not updated yet."""
    program = moment.program
    left_out: set[str] = {"order"}
    if not program.is_batch_done(moment.cursor):
        left_out |= set(program.network.parameters)
    is_of_epochs = program.is_epoch_done(rehearsal.beginning.cursor)
    if not (is_of_epochs and program.is_epoch_done(moment.cursor)):
        places = moment.layout.places
        left_out |= {"loss", "error"} | {name for name in case.theirs if name not in places}
    kept = {name: values for name, values in case.theirs.items() if name not in left_out}
    return dataclasses.replace(case, theirs=kept)

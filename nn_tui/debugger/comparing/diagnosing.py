"""Why somebody's arrays are others than ours."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from nn_tui.debugger.comparing.conventions import as_gradients
from nn_tui.debugger.comparing.factors import Factor
from nn_tui.debugger.comparing.findings import Cause, Diagnosis, Finding
from nn_tui.debugger.comparing.listing import Fault
from nn_tui.debugger.comparing.rehearsal import Rehearsal, names_in
from nn_tui.debugger.comparing.row_order import matched, permutation
from nn_tui.debugger.comparing.search import MOST_ROUNDS, Case, explaining_all, one_by_one
from nn_tui.debugger.comparing.stretches import (
    is_faithful,
    last_iteration,
    rounds_of,
    whole_run,
)
from nn_tui.debugger.comparing.suspects import usual_suspects
from nn_tui.debugger.comparing.tolerance import Tolerance
from nn_tui.debugger.session import Session
from nn_tui.debugger.snapshot import Snapshot
from nn_tui.engine.arrays import Array, Order

_SHOWN_ROWS = 8
"""Row numbers that are listed."""

_FORWARD = ("l", "z", "y")
"""How the names of arrays begin that a row has before its error is known."""

_TOO_LARGE = "the batch is too large to try each fault on it: save arrays of a smaller one"

_AS_GRADIENTS = "with the signs of yours read as gradients"


@dataclass(frozen=True, slots=True, eq=False)
class Arrays:
    """Their arrays and ours at one moment."""

    theirs: Mapping[str, Array]
    """Theirs, in our layout, in the order of the program."""
    ours: Mapping[str, Array]
    """Ours, by the same names."""
    moment: Snapshot
    """The moment."""
    tolerance: Tolerance
    """When two numbers are the same."""

    @property
    def differing(self) -> list[str]:
        """Names of those that differ."""
        return [name for name in self.theirs if not self.tolerance.agree(*self.pair(name))]

    @property
    def first(self) -> str:
        """The first that differs."""
        return self.differing[0]

    def pair(self, name: str) -> tuple[Array, Array]:
        """Give both of one name."""
        return self.theirs[name], self.ours[name]


def diagnose(
    arrays: Arrays, session: Session, factors: Sequence[Factor], patience: float
) -> Diagnosis:
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
    suspicions = tuple(usual_suspects(arrays.moment.program, factors))
    rounds = min(MOST_ROUNDS, rounds_of(arrays.moment.program, len(suspicions), patience))
    case = Case(arrays.theirs, arrays.first, arrays.tolerance, suspicions, rounds)
    found = None
    whole = whole_run(session, len(suspicions), patience)
    if whole is not None:
        found = explaining_all(_judged(case, whole, arrays.moment), whole)
    found = _with_rows(found, arrays)
    if found is None and whole is not None:
        found = _with_other_signs(case, arrays, whole)
    return found or _in_this_iteration(case, arrays, session)


def _in_this_iteration(case: Case, arrays: Arrays, session: Session) -> Diagnosis:
    unknown = Diagnosis((Finding(case.first, ()),), explains_all=False)
    if not case.rounds:
        return dataclasses.replace(unknown, hint=_TOO_LARGE)
    last, moment = last_iteration(session), arrays.moment
    if not is_faithful(last, moment, arrays.tolerance):
        hint = "cells were typed over in this iteration: compare at the end of another"
        return dataclasses.replace(unknown, hint=hint)
    is_start = last.beginning.cursor.epoch == 0
    weights = frozenset() if is_start else frozenset(moment.program.network.parameters)
    found = one_by_one(_judged(case, last, moment), last, weights)
    if found.explains_all:
        return found
    return dataclasses.replace(found, hint=_hint(arrays, found, is_start))


def _hint(arrays: Arrays, found: Diagnosis, is_start: bool) -> str:
    if not is_start:
        has_batches = arrays.moment.program.schedule.batches > 1
        return f"a fault shows best where it begins: compare at epoch 1{', batch 1' * has_batches}"
    unknown = next(finding.array for finding in found.findings if not finding.causes)
    missing = _not_saved_before(unknown, arrays)
    if not missing:
        return ""
    return f"what it comes from is not in your file: save {', '.join(missing)} as well"


def _not_saved_before(array: str, arrays: Arrays) -> list[str]:
    """List what lies between an array and the last one before it that they have saved."""
    ops = list(arrays.moment.program.iteration)
    writes = [op.writes for op in ops]
    if array not in writes:
        return []
    place = writes.index(array)
    saved = [before for before in range(place) if writes[before] in arrays.theirs]
    first = saved[-1] + 1 if saved else 0
    read = names_in("\n".join(op.line for op in ops[first : place + 1]))
    # Other data would be the plainest reason of all.
    given = [name for name in ("l0", "y") if name in read - {*arrays.theirs, *writes}]
    return [*given, *writes[first:place]]


def _of_what_is_given(arrays: Arrays) -> Diagnosis:
    """Say what is wrong with data or settings, which no line computes."""
    name = arrays.first
    rows = _rows_of(arrays) if name in ("l0", "y", "inputs", "targets") else None
    hint = "" if rows else "no line computes it: give dataset and options as in your script"
    causes = (rows,) if rows else ()
    return Diagnosis((Finding(name, causes),), explains_all=False, hint=hint)


def _with_rows(found: Diagnosis | None, arrays: Arrays) -> Diagnosis | None:
    """Add that the rows are in another order, if they are."""
    rows = _rows_of(arrays)
    if rows is None:
        return found
    others = found.findings[0].causes if found else ()
    is_all = found is not None or _is_all_but_rows(arrays)
    return Diagnosis((Finding(arrays.first, (*others, rows)),), explains_all=is_all)


def _rows_of(arrays: Arrays) -> Cause | None:
    names = [name for name in arrays.theirs if _has_rows(name, arrays.moment)]
    if arrays.first not in names:
        return None
    ours = {name: arrays.ours[name] for name in names}
    theirs = {name: arrays.theirs[name] for name in names}
    if len(ours[arrays.first]) < 2:
        return None
    order = permutation(theirs, ours, arrays.tolerance)
    if order is not None:
        return _row_cause("your rows are ours", order)
    order = _among_all(arrays)
    return None if order is None else _row_cause("your rows are those of the dataset", order)


def _among_all(arrays: Arrays) -> Order | None:
    """Find their rows among all of the dataset, where the file holds what goes into the network."""
    if "l0" not in arrays.theirs or arrays.tolerance.agree(*arrays.pair("l0")):
        return None
    epoch_arrays = arrays.moment.epoch_arrays
    wanted, among = arrays.theirs["l0"], epoch_arrays.inputs
    if "y" in arrays.theirs:
        wanted = np.hstack([wanted, arrays.theirs["y"]])
        among = np.hstack([among, epoch_arrays.targets])
    order = matched(wanted, among, arrays.tolerance)
    return None if order is None else epoch_arrays.numbered(order)


def _row_cause(text: str, order: Order) -> Cause:
    shown = ", ".join(str(int(row)) for row in order[:_SHOWN_ROWS])
    more = ", ..." if len(order) > _SHOWN_ROWS else ""
    return Cause(Fault.ROW_ORDER, f"{text} {shown}{more}", (), ())


def _has_rows(name: str, moment: Snapshot) -> bool:
    return name in moment.layout.places and moment.layout.places[name].has_rows


def _is_all_but_rows(arrays: Arrays) -> bool:
    names = [name for name in arrays.theirs if not _has_rows(name, arrays.moment)]
    return all(arrays.tolerance.agree(*arrays.pair(name)) for name in names)


def _with_other_signs(case: Case, arrays: Arrays, whole: Rehearsal) -> Diagnosis | None:
    """Look for a fault of somebody who keeps gradients."""
    for theirs in as_gradients(case.theirs):
        read = dataclasses.replace(arrays, theirs=theirs)
        if not read.differing or _place(read) <= _place(arrays):
            continue
        other = dataclasses.replace(case, theirs=theirs, first=read.first)
        found = explaining_all(_judged(other, whole, arrays.moment), whole)
        if found is not None:
            return dataclasses.replace(found, hint=_AS_GRADIENTS)
    return None


def _place(arrays: Arrays) -> int:
    """Count the arrays before the first that differs."""
    return list(arrays.theirs).index(arrays.first)


def _judged(case: Case, rehearsal: Rehearsal, moment: Snapshot) -> Case:
    """Leave out what a stretch cannot give: sums of an epoch amid it, weights not updated yet."""
    program = moment.program
    left_out: set[str] = {"order"}
    if not program.is_batch_done(moment.cursor):
        left_out |= set(program.network.parameters)
    if not program.is_epoch_done(rehearsal.beginning.cursor):
        places = moment.layout.places
        left_out |= {"loss", "error"} | {name for name in case.theirs if name not in places}
    kept = {name: values for name, values in case.theirs.items() if name not in left_out}
    return dataclasses.replace(case, theirs=kept)

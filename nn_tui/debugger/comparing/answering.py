"""Somebody's arrays held against ours at the present moment of a run."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np

from nn_tui.debugger.comparing.both import Arrays
from nn_tui.debugger.comparing.conventions import read_otherwise
from nn_tui.debugger.comparing.diagnosing import diagnose
from nn_tui.debugger.comparing.factors import usual_factors
from nn_tui.debugger.comparing.findings import Answer, Compared, Index
from nn_tui.debugger.comparing.layout import Laid, lay
from nn_tui.debugger.comparing.steps import Steps, finished
from nn_tui.debugger.comparing.stretches import PATIENCE
from nn_tui.debugger.comparing.tolerance import Tolerance
from nn_tui.debugger.explain.asking import NoSuchCellError, answer, question_of
from nn_tui.debugger.explain.explanation import Explanation
from nn_tui.debugger.explain.wording import cell_name
from nn_tui.debugger.moments import current_array, place_of
from nn_tui.debugger.session import Session
from nn_tui.debugger.snapshot import Snapshot
from nn_tui.engine.arrays import Array, Mask
from nn_tui.errors import InputError

_TURNED = "saved transposed"


def compare_arrays(theirs: Mapping[str, Array], session: Session, tolerance: Tolerance) -> Answer:
    """Hold arrays against ours at the present moment, and say why they differ: see comparing."""
    return finished(comparing(theirs, session, tolerance))


def comparing(theirs: Mapping[str, Array], session: Session, tolerance: Tolerance) -> Steps[Answer]:
    """Hold arrays against ours at the present moment step by step, and say why they differ.

    Args:
        theirs: By our names, each in the shape that it was saved in.
        session: Which stands at the moment.
        tolerance: When two numbers are the same.

    Raises:
        InputError: None of them is computed at that moment, or the memory does not suffice.
    """
    moment = session.snapshot()
    check_any_computed(theirs, moment)
    ours = _ours(moment, theirs)
    laid = lay({name: theirs[name] for name in ours}, ours, tolerance)
    arrays = Arrays({name: laid[name].values for name in ours}, ours, moment, tolerance)
    rows, outputs = moment.shape("y")
    factors = usual_factors(rows, moment.program.schedule.batch_rows, outputs, _rate(moment))
    network = moment.program.network
    scaled = read_otherwise(arrays.theirs, ours, network, factors, tolerance)
    compared = tuple(_compared(name, arrays, laid[name], scaled or {}) for name in ours)
    first = next((array for array in compared if not array.is_same), None)
    explanation = None if first is None else _explained(first, session)
    yield
    diagnosis = None if first is None else (yield from diagnose(arrays, session, factors, PATIENCE))
    return Answer(
        place=_place(moment),
        compared=compared,
        not_yet=tuple(name for name in theirs if name not in ours),
        not_held=tuple(name for name in network.parameters if name not in theirs),
        tolerance=tolerance,
        explanation=explanation,
        diagnosis=diagnosis,
    )


def check_any_computed(names: Iterable[str], moment: Snapshot) -> None:
    """Refuse arrays of which none is computed at a moment.

    Args:
        names: Their names.
        moment: The moment; where it lies ahead, a snapshot with its cursor.

    Raises:
        InputError: None of them is.
    """
    if not any(moment.is_of_now(name) for name in names):
        place = place_of(moment.program, moment.cursor)
        raise InputError(f"{', '.join(names)}: not computed yet at {place}; go to a later moment")


def _ours(moment: Snapshot, theirs: Mapping[str, Array]) -> dict[str, Array]:
    """Give those of ours that are computed by now, in the order of the program."""
    writes = [op.writes for op in moment.program.ops(max(1, moment.cursor.batch))]
    last = {name: place for place, name in enumerate(writes)}
    names = sorted(
        (name for name in moment.names if name in theirs), key=lambda name: last.get(name, -1)
    )
    found = {name: current_array(moment, name) for name in names}
    return {
        name: np.asarray(values, dtype=np.float64)
        for name, values in found.items()
        if values is not None
    }


def _compared(name: str, arrays: Arrays, laid: Laid, scaled: Mapping[str, str]) -> Compared:
    theirs, ours = arrays.pair(name)
    notes = list(filter(None, (_TURNED * laid.is_turned, scaled.get(name))))
    differing = arrays.tolerance.differing(theirs, ours)
    if name in scaled or not differing.any():
        return Compared(name, theirs, ours, 0, note="; ".join(notes))
    return Compared(
        name, theirs, ours, int(differing.sum()), _worst(theirs, ours, differing), "; ".join(notes)
    )


def _worst(theirs: Array, ours: Array, differing: Mask) -> Index:
    """Find the cell that is farthest off; one that is not finite is farther than any other."""
    with np.errstate(invalid="ignore", over="ignore"):
        apart = np.abs(theirs - ours)
    apart = np.where(differing, np.where(np.isfinite(apart), apart, np.inf), -1.0)
    return tuple(int(i) for i in np.unravel_index(int(np.argmax(apart)), apart.shape))


def _explained(first: Compared, session: Session) -> Explanation | None:
    """Say where our number in the worst cell comes from."""
    assert first.worst is not None, "it differs"
    try:
        return answer(question_of(cell_name(first.name, first.worst), session), session)
    except NoSuchCellError:
        return None


def _rate(moment: Snapshot) -> float:
    rate = moment.array("learning_rate")
    assert rate is not None, "it is there from the start"
    return float(rate)


def _place(moment: Snapshot) -> str:
    """Name the moment, as short as it is clear."""
    program, cursor = moment.program, moment.cursor
    if program.is_epoch_done(cursor):
        return f"the end of epoch {cursor.epoch}" if cursor.epoch else "epoch 0"
    if program.is_batch_done(cursor):
        return f"the end of epoch {cursor.epoch}, batch {cursor.batch}"
    return place_of(program, cursor)

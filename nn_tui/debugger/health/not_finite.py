"""Numbers that are not finite, or would be with the next op."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from nn_tui.debugger.health.examination import Examination
from nn_tui.debugger.health.finding import Finding, Threshold, Where
from nn_tui.debugger.health.rates import slower
from nn_tui.debugger.health.rule import HealthRule
from nn_tui.debugger.snapshot import Snapshot
from nn_tui.engine.arrays import are_finite

LARGEST = Threshold(float(np.finfo(np.float64).max), "IEEE 754 (2019), binary64")
"""The largest finite number."""

_ADVICE = "Go back to before it, and go on with a smaller learning rate."


def _not_finite(examined: Examination) -> Iterator[Finding]:
    moment = examined.moment
    name = next((name for name in _in_order(moment) if not _is_finite(moment, name)), None)
    if name is not None:
        yield _written(examined, name)
    elif moment.is_diverged:
        yield _ahead(examined)
    elif not examined.is_finite:
        yield _in_pass(examined)


def _in_order(moment: Snapshot) -> list[str]:
    """Name what is of now in the order in which it is computed, weights at last."""
    done = moment.program.ops(max(1, moment.cursor.batch))[: moment.cursor.op]
    written = dict.fromkeys(op.writes for op in done)
    names = dict.fromkeys((*written, *moment.program.network.parameters))
    return [name for name in names if name in moment.names]


def _is_finite(moment: Snapshot, name: str) -> bool:
    values = moment.array(name)
    return values is None or are_finite(values)


def _written(examined: Examination, name: str) -> Finding:
    values = examined.moment.array(name)
    assert values is not None, "it holds a number that is not finite"
    is_bad = ~np.isfinite(values)
    cell = "" if not values.ndim else f", first in {_cell(np.argwhere(is_bad)[0].tolist())}"
    says = f"{int(is_bad.sum())} of {values.size} numbers of {name} are not finite{cell}"
    return _finding(examined, name, says, float(values[is_bad][0]))


def _ahead(examined: Examination) -> Finding:
    moment = examined.moment
    op = moment.program.op_before(moment.program.after(moment.cursor))
    assert op is not None, "the op after a moment is there"
    return _finding(examined, op.writes, f"{op.line}, which runs next, gives numbers that are not")


def _in_pass(examined: Examination) -> Finding:
    arrays = examined.arrays.items()
    name = next(name for name, values in arrays if not are_finite(values))
    says = f"a pass with these weights gives a {name} that is not"
    return _finding(examined, name, says)


def _finding(examined: Examination, name: str, says: str, number: float | None = None) -> Finding:
    """Hold the number, or the largest of the moment, against the largest that there is."""
    if number is None:
        sizes = np.abs(examined.moment.block)
        number = float(sizes[np.isfinite(sizes)].max(initial=0.0))
        says = f"{says} finite; the largest by now is {number:.3g}"
    where = Where(name, _layer_of(examined.moment, name))
    return Finding(NOT_FINITE.name, where, says, number, LARGEST, _ADVICE, slower(examined))


def _layer_of(moment: Snapshot, name: str) -> int | None:
    """Find the layer of the op that writes an array."""
    ops = moment.program.ops(moment.program.schedule.batches)
    return next((op.layer for op in ops if op.writes == name), None)


def _cell(index: list[int]) -> str:
    return f"[{','.join(map(str, index))}]"


NOT_FINITE = HealthRule(
    "not finite",
    "a number is too large to be held, or would be with the next op",
    _not_finite,
)

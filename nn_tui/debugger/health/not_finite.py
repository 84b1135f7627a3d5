"""Numbers that are not finite, or would be with the next op."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from nn_tui.debugger.explain.wording import cell_name
from nn_tui.debugger.health.examination import Examination
from nn_tui.debugger.health.finding import BadCell, Finding, Threshold, Where
from nn_tui.debugger.health.overflow import causes, overflow_ahead
from nn_tui.debugger.health.rates import slower
from nn_tui.debugger.health.rule import HealthRule
from nn_tui.debugger.snapshot import Snapshot
from nn_tui.engine.arrays import Order, are_finite

LARGEST = Threshold(float(np.finfo(np.float64).max), "IEEE 754 (2019), binary64", "number")
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
    moment, values = examined.moment, examined.moment.array(name)
    assert values is not None, "it holds a number that is not finite"
    is_bad = ~np.isfinite(values)
    index = tuple(int(place) for place in np.argwhere(is_bad)[0])
    number = float(values[index])
    says = (
        f"{int(is_bad.sum())} of {values.size} numbers of {name} are not finite"
        f"{_first(name, index, moment.dataset_rows(name))}"
    )
    return _finding(examined, name, says, number, BadCell(name, index, number))


def _ahead(examined: Examination) -> Finding:
    moment = examined.moment
    found = overflow_ahead(moment)
    after = moment.program.after(moment.cursor)
    op = moment.program.op_before(after)
    assert op is not None, "the op after a moment is there"
    if found is None:
        return _finding(examined, op.writes, f"{op.line}, which runs next, is not finite")
    name, value = op.writes, found.formula.value
    window = moment.program.schedule.window(after.batch)
    has_rows = moment.layout.places[name].has_rows if name in moment.layout.places else False
    rows = moment.epoch_arrays.numbered(moment.order[window]) if has_rows else None
    says = (
        f"{op.line}, which runs next, gives {found.count} of {found.size} numbers that are not "
        f"finite{_first(name, found.index, rows)}"
    )
    finding = _finding(examined, name, says, value, BadCell(name, found.index, value, after))
    return replace(finding, causes=tuple(causes(found)))


def _first(name: str, index: tuple[int, ...], rows: Order | None) -> str:
    """Name the first cell, with the row of the dataset and the unit that it is of."""
    if not index:
        return ""
    layer = re.search(r"\d+", name)
    told = ""
    if rows is not None and layer is not None and len(index) > 1:
        told = f": row {int(rows[index[0]])} of the data, unit {index[1]} of layer {layer[0]}"
    return f", first {cell_name(name, index)}{told}"


def _in_pass(examined: Examination) -> Finding:
    arrays = examined.arrays.items()
    name = next(name for name, values in arrays if not are_finite(values))
    says = f"a pass with these weights gives a {name} that is not finite"
    return _finding(examined, name, says)


def _finding(
    examined: Examination,
    name: str,
    says: str,
    number: float | None = None,
    cell: BadCell | None = None,
) -> Finding:
    """Hold the number, or the largest of the moment, against the largest that there is."""
    if number is None:
        sizes = np.abs(examined.moment.block)
        number = float(sizes[np.isfinite(sizes)].max(initial=0.0))
        says = f"{says}; the largest by now is {number:.3g}"
    where = Where(name, _layer_of(examined.moment, name))
    return Finding(
        NOT_FINITE.name, where, says, number, LARGEST, _ADVICE, slower(examined), cell=cell
    )


def _layer_of(moment: Snapshot, name: str) -> int | None:
    """Find the layer of the op that writes an array."""
    ops = moment.program.ops(moment.program.schedule.batches)
    return next((op.layer for op in ops if op.writes == name), None)


NOT_FINITE = HealthRule(
    "not finite",
    "a number is too large to be held, or would be with the next op",
    _not_finite,
)

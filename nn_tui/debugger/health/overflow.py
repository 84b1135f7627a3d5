"""Why the op that runs next gives numbers that are not finite: in which cell first, from what."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from nn_tui.debugger.explain.statement import term_of
from nn_tui.debugger.explain.term import Form, Term
from nn_tui.debugger.explain.wording import in_symbols, name_of, with_numbers, written_out
from nn_tui.debugger.snapshot import Snapshot
from nn_tui.engine.arrays import Array
from nn_tui.engine.cursor import Cursor
from nn_tui.engine.ops.op import Buffers, Op, Window

DIGITS = 4
"""Significant digits of the numbers that are named."""


@dataclass(frozen=True, slots=True, eq=False)
class Overflow:
    """The first cell that would not be finite."""

    op: Op
    """The line that runs next."""
    after: Cursor
    """Just after it."""
    count: int
    """How many cells would not be finite."""
    size: int
    """Of how many."""
    index: tuple[int, ...]
    """The first of them."""
    formula: Term
    """What it would come to."""


def overflow_ahead(moment: Snapshot) -> Overflow | None:
    """Do the next op on a copy of a moment, and find the first cell that is not finite."""
    after = moment.program.after(moment.cursor)
    op = moment.program.op_before(after)
    assert op is not None, "the op after a moment is there"
    values = _done(op, moment, after)
    is_bad = ~np.isfinite(values)
    if not is_bad.any():
        return None
    index = tuple(int(place) for place in np.argwhere(is_bad)[0])
    return Overflow(op, after, int(is_bad.sum()), values.size, index, term_of(op, index, moment))


def causes(overflow: Overflow) -> Iterator[str]:
    """Say what made it: the formula's part that overflows, and the largest number it reads."""
    formula = written_out(overflow.formula)
    yield _part(_culprit(formula))
    cells = list(formula.cells())
    if cells:
        largest = max(cells, key=lambda cell: abs(cell.value))
        yield f"the largest number that it reads is {name_of(largest)} = {_number(largest.value)}"


def _done(op: Op, moment: Snapshot, after: Cursor) -> Array:
    """Give what an op would write."""
    rows = moment.program.schedule.rows_of(after.batch)
    arrays = moment.layout.views(moment.block.copy(), rows)
    epoch, network = moment.epoch_arrays, moment.program.network
    whole = {"inputs": epoch.inputs, "targets": epoch.targets, "outputs": epoch.outputs.values}
    free = {name: np.zeros(shape, dtype=np.bool_) for name, shape in network.parameters.items()}
    window = Window(after.epoch, moment.program.schedule.window(after.batch))
    buffers = Buffers(
        {**arrays, **whole, **epoch.kept}, epoch.order.copy(), window, free | dict(moment.frozen)
    )
    with np.errstate(all="ignore"):
        for call in op.bind(buffers):
            call()
    return buffers[op.writes]


def _culprit(part: Term) -> Term:
    """Find the innermost part that is not finite, though all that it is made of is."""
    if {below.value for below in part.parts} >= {math.inf, -math.inf}:
        # Neither alone makes the nan.
        return part
    inner = next((below for below in part.parts if not math.isfinite(below.value)), None)
    return part if inner is None else _culprit(inner)


def _part(part: Term) -> str:
    value = _number(part.value)
    values = [below.value for below in part.parts]
    if part.form is Form.SUM and {math.inf, -math.inf} <= set(values):
        up, down = (part.parts[values.index(infinite)] for infinite in (math.inf, -math.inf))
        return f"among its {len(values)} terms are {_part(up)}, and {_part(down)}: together {value}"
    if part.form is Form.SUM and len(values) > 1:
        most = max(part.parts, key=lambda below: abs(below.value))
        return (
            f"its {len(values)} terms, up to {in_symbols(most)} = {with_numbers(most, DIGITS)}, "
            f"add up to {value}"
        )
    return f"{in_symbols(part)} = {with_numbers(part, DIGITS)} = {value}"


def _number(value: float) -> str:
    return f"{value:.{DIGITS}g}"

"""The slope in a delta, from l as the line has it, and from z as it is taught."""

from __future__ import annotations

from nn_tui.debugger.explain.explanation import Computed
from nn_tui.debugger.explain.formula import work_out
from nn_tui.debugger.explain.statement import scope_at
from nn_tui.debugger.explain.term import Term
from nn_tui.debugger.explain.wording import in_symbols
from nn_tui.engine.activations import Slope
from nn_tui.engine.ops.backward import HiddenDelta, OutputDelta
from nn_tui.engine.ops.op import Op

_LEAST_DIGITS = 6


def slope_of(found: Computed) -> Term | None:
    """Work out the slope that is a factor of a delta; None: this number has none."""
    slope = _slope(found)
    return None if slope is None or slope.is_one else _worked_out(slope.source, found)


def is_slope_right(op: Op) -> bool:
    """Whether a delta's line has the slope that belongs there; a line without one has no other."""
    slope = op.slope if isinstance(op, OutputDelta | HiddenDelta) else None
    return slope is None or slope.is_right


def both_forms(found: Computed, digits: int = 4) -> tuple[str, ...]:
    """Write the slope from l and from z, and what it is with l taken for z: the classic slip.

    Args:
        found: A delta; any other number has no slope.
        digits: Significant digits of l and z; the slopes have at least 6.
    """
    slope = _slope(found)
    if slope is None or not slope.from_z:
        return ()
    from_l, from_z = _worked_out(slope.source, found), _worked_out(slope.from_z, found)
    slip = _worked_out(slope.from_z.replace("{z}", "{l}"), found)
    z, l = next(from_z.cells()), next(from_l.cells())
    most = max(_LEAST_DIGITS, digits)
    is_rounded = digits > _LEAST_DIGITS and from_l.value != from_z.value
    same = "The same, but for rounding," if is_rounded else "The same"
    return (
        f"slope from l: {in_symbols(from_l)} = {from_l.value:.{most}g}",
        f"slope from z: {in_symbols(from_z)} = {from_z.value:.{most}g}",
        f"{same} at z = {z.value:.{digits}g}; with l = {l.value:.{digits}g} in z's place it "
        f"would be {slip.value:.{most}g}, and wrong.",
    )


def _slope(found: Computed) -> Slope | None:
    return found.op.slope if isinstance(found.op, OutputDelta | HiddenDelta) else None


def _worked_out(source: str, found: Computed) -> Term:
    layer = found.question.array.removeprefix("l").removesuffix("_delta")
    line = source.format(l=f"l{layer}", z=f"z{layer}")
    return work_out(line, found.question.index, scope_at(found.before))

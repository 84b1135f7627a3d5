"""The classic slips, each worked out for one cell from the operands that the right number has."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from nn_tui.debugger.comparing.listing import Fault, Suspicion
from nn_tui.debugger.comparing.suspects import usual_suspects
from nn_tui.debugger.explain import term
from nn_tui.debugger.explain.explanation import Computed
from nn_tui.debugger.explain.scope import Scope
from nn_tui.debugger.explain.statement import line_worked_out, scope_at
from nn_tui.debugger.explain.term import Form, Term
from nn_tui.debugger.explain.wording import in_symbols
from nn_tui.debugger.quiz.by_hand import lines_by_hand
from nn_tui.debugger.quiz.formulas import without_values
from nn_tui.debugger.quiz.rounding import from_shown
from nn_tui.engine.activations import ACTIVATIONS
from nn_tui.engine.ops.backward import HiddenError, OutputError
from nn_tui.engine.ops.forward import Activate, PreActivation
from nn_tui.engine.ops.update import Update

_ROUNDING = 1e-9
"""As a share: numbers as near as that are the same."""


@dataclass(frozen=True, slots=True, eq=False)
class Slip:
    """One way to get a number wrong, and what comes of it."""

    what: str
    """What the person did: `you used l1, not its slope`."""
    formula: Term
    """What they computed."""
    fault: Fault | None = None
    """Where it is one that programs have as well: that."""

    @property
    def value(self) -> float:
        """What comes of it."""
        return self.formula.value

    @property
    def value_by_hand(self) -> float:
        """What comes of it with the operands as they are shown."""
        return from_shown(self.formula)

    @property
    def symbols(self) -> str:
        """What they computed, with the names of the cells."""
        return without_values(self.formula)


def slips_of(found: Computed) -> tuple[Slip, ...]:
    """List the slips that give another number than the right one, the likeliest first."""
    slips: list[Slip] = []
    for slip in _all_slips(found):
        # Nobody takes relu's slope who can have forgotten the slope: above zero it is 1.
        others = slips if slip.fault is Fault.ACTIVATION else []
        known = (found.question.value, *(other.value for other in others))
        if math.isfinite(slip.value) and not any(_is_same(slip.value, value) for value in known):
            slips.append(slip)
    return tuple(slips)


def _is_same(value: float, other: float) -> bool:
    return math.isclose(value, other, rel_tol=_ROUNDING)


def _all_slips(found: Computed) -> Iterator[Slip]:
    at = scope_at(found.before)
    known = {one.name: one.definition for one in ACTIVATIONS if one.definition}
    scope = Scope(at.arrays, {**known, **at.definitions})
    for what, line in lines_by_hand(found.op, found.before.program.network):
        yield Slip(what, line_worked_out(line, found.question.index, scope))
    for fault, what, line in _suspected_lines(found):
        yield Slip(what, line_worked_out(line, found.question.index, scope), fault)
    for left_out, rest in _without_a_term(found.term):
        yield Slip(f"you left a term of the sum out, {in_symbols(left_out)}", rest)


def _suspected_lines(found: Computed) -> Iterator[tuple[Fault, str, str]]:
    """Give the lines that a comparison with another program suspects, with this one rewritten."""
    array = found.op.writes
    for suspicion in usual_suspects(found.before.program, ()):
        is_alone = tuple(suspicion.lines) == (array,)
        is_layer = suspicion.fault is Fault.ACTIVATION and suspicion.place.startswith("in l")
        if array in suspicion.lines and (is_alone or is_layer) and suspicion.detail != "linear":
            yield suspicion.fault, _said(suspicion, found), suspicion.lines[array]


def _said(suspicion: Suspicion, found: Computed) -> str:
    layer = found.op.layer
    match suspicion.fault:
        case Fault.SIGN:
            return _flipped(found)
        case Fault.TRANSPOSED:
            return _transposed(found)
        case Fault.SLOPE_AT_L:
            return f"you took the slope at l{layer}, not at z{layer}"
        case Fault.SLOPE_WITH_Z:
            return f"you put z{layer} into the slope, where l{layer} belongs"
        case Fault.SLOPE_FORGOTTEN:
            return "you forgot the slope"
        case Fault.SLOPE_KEPT:
            return "you multiplied with the slope, which cancels with this loss"
        case Fault.LEAK_FORGOTTEN:
            return "you took 0 for the slope below zero, where leaky_relu has 0.01"
        case Fault.ACTIVATION:
            is_forward = isinstance(found.op, Activate)
            return f"you used {'' if is_forward else 'the slope of '}{suspicion.detail}"
        case Fault.BIAS_FORGOTTEN if isinstance(found.op, PreActivation):
            return f"you left bias_{found.op.layer - 1} out"
    return "you gave the number as it was before its step"


def _flipped(found: Computed) -> str:
    match found.op:
        case OutputError(layer=layer):
            return f"you flipped the sign: l{layer} - y, not y - l{layer}"
        case Update():
            return "you took the step backwards: minus, not plus"
    return "you flipped the sign"


def _transposed(found: Computed) -> str:
    match found.op:
        case HiddenError(layer=layer):
            return f"you used synapse_{layer} untransposed: its column, not its row"
        case PreActivation(layer=layer):
            return f"you used synapse_{layer - 1} transposed: its row, not its column"
    return "you swapped row and column of the descent"


def _without_a_term(formula: Term) -> Iterator[tuple[Term, Term]]:
    """Leave each term out of a formula's sum, one at a time; a bias behind it stays."""
    sum_ = formula.parts[0] if formula.name == "+" and formula.form is Form.OPERATION else formula
    if sum_.form is not Form.SUM or len(sum_.parts) < 2:
        return
    for place, part in enumerate(sum_.parts):
        rest = term.total((*sum_.parts[:place], *sum_.parts[place + 1 :]))
        yield part, rest if sum_ is formula else term.operation("+", rest, formula.parts[1])

"""One sentence for one number, to someone who sees it for the first time."""

from __future__ import annotations

from nn_tui.debugger.explain.explanation import Computed
from nn_tui.debugger.explain.slopes import is_slope_right, slope_of
from nn_tui.debugger.explain.term import Form, Term
from nn_tui.debugger.explain.wording import in_symbols
from nn_tui.engine.faults.scales import has_rows
from nn_tui.engine.ops.backward import (
    BiasDescent,
    HiddenDelta,
    HiddenError,
    OutputDelta,
    OutputError,
    SynapseDescent,
)
from nn_tui.engine.ops.epoch import (
    EpochError,
    EpochLoss,
    GatherRows,
    KeepBatch,
    ShuffleRows,
    TakeBatch,
)
from nn_tui.engine.ops.faulty import Faulty
from nn_tui.engine.ops.forward import Activate, PreActivation
from nn_tui.engine.ops.op import Op
from nn_tui.engine.ops.update import Update


def told_of(found: Computed) -> str:
    """Say in plain words what has made this number; "" of one that was typed over since."""
    return "" if found.typed_at is not None else sentence_of(found)


def sentence_of(found: Computed) -> str:
    """Say what a line has done to make this number."""
    if isinstance(found.op, Faulty):
        return found.op.about
    match found.op:
        case PreActivation() | Activate() | KeepBatch():
            return _forward(found)
        case OutputError() | OutputDelta() | HiddenError() | HiddenDelta():
            return _backward(found)
        case SynapseDescent() | BiasDescent() | Update():
            return _weight(found)
        case EpochLoss():
            return "What training makes smaller, from the outputs as each row went through."
        case EpochError():
            return "How far an output is from its target, on average over rows and outputs."
        case ShuffleRows():
            return "Drawn from the seed and the epoch: which row goes through at this place."
        case TakeBatch() | GatherRows():
            return "Copied: the same number, from where the epoch has put the rows in order."
    return "Copied: each row's outputs go back to its place in the dataset."


def row_of(found: Computed) -> str:
    """Name the row of the dataset that a cell is of, and else its place in the batch."""
    # Of this batch: the array may not be written yet at the moment before.
    moment, place = found.before, found.question.index[0]
    window = moment.program.schedule.window(found.cursor.batch)
    order = moment.epoch_arrays.numbered(moment.order[window])
    return f"row {int(order[place])}" if place < len(order) else f"row {place}"


def _forward(found: Computed) -> str:
    term, value = found.term, found.question.value
    match found.op:
        case PreActivation():
            sum_ = term if term.form is Form.SUM else term.parts[0]
            return f"What comes in to unit {found.question.index[1]}: {_largest(sum_)}."
        case Activate(activation=activation):
            z = next(term.cells()).value
            if activation.name == "softmax":
                return (
                    f"{_capital(row_of(found))} gives output {found.question.index[1]} a share of "
                    f"{value:.3g}: the larger its z among the outputs, the more."
                )
            return f"At z = {z:.3g} the {activation.name} is {value:.3g}."
    return "Copied: what this batch's row gave is kept until the epoch is over."


def _backward(found: Computed) -> str:
    match found.op:
        case OutputError():
            return f"{_capital(_off(found, found.question.value))}."
        case OutputDelta(activation=activation):
            error = next(found.term.cells()).value
            return f"{_capital(_off(found, error))}; {_pulled(found, activation.name)}."
        case HiddenError():
            unit = found.question.index[1]
            asked = f"What the layer above asks of unit {unit}"
            rise = f"How much the loss rises as unit {unit} does"
            return f"{rise if found.is_gradient else asked}: {_largest(found.term)}."
    error = _downhill(found, next(found.term.cells()).value)
    wanted = "more" if error > 0 else "less" if error < 0 else "no more and no less"
    return f"The layer above wants {wanted} of it; {_pulled(found, '')}."


def _downhill(found: Computed, value: float) -> float:
    """Give an error, a delta or a descent as it is stored: above 0 where more lowers the loss."""
    return -value if found.is_gradient else value


def _off(found: Computed, shown: float) -> str:
    error = _downhill(found, shown)
    far = f"{abs(error):.3g} too {'low' if error > 0 else 'high'}" if error else "right"
    return f"{_output_of(found)} was {far}"


def _output_of(found: Computed) -> str:
    """Name the row, and of several outputs the one that a cell is of."""
    row, names = row_of(found), found.before.recipe.dataset.target_names
    if len(names) == 1:
        return row
    unit = found.question.index[1]
    return f"output {unit} ({names[unit]}) of {row}"


def _pulled(found: Computed, activation: str) -> str:
    value = _downhill(found, found.question.value)
    slope = slope_of(found)
    if slope is None:
        return _pull(found, value, _without_slope(found.op))
    name = f"the {activation}" if activation else "the unit"
    if not is_slope_right(found.op):
        return f"the line takes {slope.value:.3g} for the slope, so {_pull(found, value, '')}"
    l = next((cell.value for cell in slope.cells() if cell.name.startswith("l")), None)
    where = f"{name} has a slope of" if l is None else f"{name} is at {l:.3g}, where its slope is"
    reason = "slope times error" if value else ""
    return f"{where} {slope.value:.3g}, so {_pull(found, value, reason)}"


def _pull(found: Computed, delta: float, reason: str) -> str:
    """Say which way z is pulled and how much, in the view's own number, and why so much."""
    way = "up" if delta > 0 else "down" if delta < 0 else ""
    why = f", {reason}" if reason else ""
    if found.is_gradient:
        pulled = f"z is pulled {way}" if way else "z is not pulled at all"
        return f"dL/dz is {found.question.value:.3g}{why}; {pulled}"
    pulled = f"z is pulled {way} with {abs(delta):.3g}" if way else "z is not pulled at all"
    return f"{pulled}{why}"


def _without_slope(op: Op) -> str:
    if not is_slope_right(op):
        return "the error itself: the line has no slope"
    if not isinstance(op, OutputDelta) or op.slope is not None:
        return "the error itself: the slope is 1"
    if not has_rows(op.loss):
        return f"the error alone, without 1/rows: with {op.loss.name} the slope cancels"
    return f"the error over its count: with {op.loss.name} the slope cancels"


def _weight(found: Computed) -> str:
    value = _downhill(found, found.question.value)
    match found.op:
        case Update():
            step = found.term.parts[1]
            if step.value == 0:
                return "It stays where it is: its step is 0."
            way = "up" if _downhill(found, step.value) > 0 else "down"
            against = ", against its gradient" if found.is_gradient else ""
            return f"It moves {way} by {abs(step.value):.3g}{against}: {in_symbols(step)}."
    pulls_of_rows = [_downhill(found, part.value) for part in found.term.parts]
    up = sum(pull > 0 for pull in pulls_of_rows)
    down = sum(pull < 0 for pull in pulls_of_rows)
    way = "up" if value > 0 else "down" if value < 0 else "nowhere"
    what = "the bias" if isinstance(found.op, BiasDescent) else "the weight"
    rows = f"{up} row{'s' * (up != 1)} pull{'s' * (up == 1)}"
    pulls = f"{rows} {what} up, {down} down; together {way}"
    return f"{pulls}. {_capital(_largest(found.term))}."


def _largest(term: Term) -> str:
    """Say which of the terms of a sum is the largest, and how much of all of them it is."""
    parts = term.parts if term.form is Form.SUM else (term,)
    if len(parts) == 1:
        return f"one term, {in_symbols(parts[0])}"
    first = max(parts, key=lambda part: abs(part.value))
    sizes = sum(abs(part.value) for part in parts)
    if not sizes or sizes != sizes or sizes == float("inf"):
        return f"{len(parts)} terms"
    share = abs(first.value) / sizes
    return f"of {len(parts)} terms {in_symbols(first)} is the largest, with {share:.0%} of all"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]

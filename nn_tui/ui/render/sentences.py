"""What there is to say of a phase and of an op, to someone who sees it for the first time.

Each short sentence fits, with its phase's, in 7 lines of 28 cells; what is said beyond needs room.
"""

from __future__ import annotations

from dataclasses import dataclass

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
    RestoreOrder,
    ShuffleRows,
    TakeBatch,
)
from nn_tui.engine.ops.faulty import Faulty
from nn_tui.engine.ops.forward import Activate, PreActivation
from nn_tui.engine.ops.op import Op, Phase
from nn_tui.engine.ops.update import Update


@dataclass(frozen=True, slots=True)
class Saying:
    """What is said of one thing."""

    short: str
    """A sentence or two."""
    more: str = ""
    """What else there is to say."""
    as_gradient: str = ""
    """In place of `short` in the gradient view, where that would be wrong."""
    more_as_gradient: str = ""
    """In place of `more` there."""

    def in_view(self, is_gradient: bool) -> tuple[str, str]:
        """Give what is said first, and what else."""
        if not is_gradient:
            return self.short, self.more
        return self.as_gradient or self.short, self.more_as_gradient or self.more


_WRONG_SLOPE = Saying(
    "The error, and what this line takes for the slope: by mistake, in the bug lab.",
)

NOTHING_HAS_RUN = Saying(
    "Nothing has run yet. s does the first line of the program, n a whole epoch, space all epochs.",
    "The weights are drawn at random, from the seed; the outputs are not computed.",
)

GRADIENT_VIEW = (
    "Gradient view: errors, deltas and gradients have the sign of dL/d(.), so steps are subtracted."
)

PHASES = {
    Phase.EPOCH_START: Saying(
        "Epoch start: the rows get a new order.",
        "An epoch takes every row once. Another order each time deals out other batches.",
    ),
    Phase.BATCH: Saying(
        "Batch: the next rows are taken.",
        "All that follows, up to the update, is about these rows alone.",
    ),
    Phase.FORWARD: Saying(
        "Forward: the inputs go through the weights to the outputs.",
        "Layer by layer, each row on its own: row i of every z and l comes from row i of l0.",
    ),
    Phase.ERROR: Saying(
        "Error: how far the outputs are from the targets.",
        "All learning starts here: a row whose error is 0 changes no weight.",
    ),
    Phase.BACKWARD: Saying(
        "Backward: the error goes back through the weights.",
        "By the chain rule, from the outputs down, through the same weights as forward. A delta "
        "says how fast the loss falls as the unit's z rises.",
        more_as_gradient="By the chain rule, from the outputs down, through the same weights as "
        "forward. A delta says how fast the loss rises as the unit's z rises.",
    ),
    Phase.DESCENT: Saying(
        "Descent: which way, and how much, each weight should move.",
        "It is the direction in which the loss falls most steeply. No weight has moved yet.",
        as_gradient="Gradient: how the loss changes with each weight.",
        more_as_gradient="It points where the loss rises most steeply. No weight has moved yet.",
    ),
    Phase.UPDATE: Saying(
        "Update: each weight takes a step along its descent.",
        "After that the network gives other outputs; the next forward pass computes them.",
        as_gradient="Update: each weight takes a step against its gradient.",
    ),
    Phase.EPOCH_END: Saying(
        "Epoch end: how good the outputs of all rows were.",
        "They are the outputs as each row went through, from before the last update.",
    ),
}
"""Of each phase; what is said of an op that has no sentence of its own."""


def of_op(op: Op) -> Saying | None:
    """Say what an op does; None: its phase says enough."""
    if isinstance(op, Faulty):
        return Saying(op.about)
    match op:
        case PreActivation() | Activate() | KeepBatch():
            return _forward(op)
        case OutputError() | OutputDelta() | HiddenError() | HiddenDelta():
            return _backward(op)
        case SynapseDescent() | BiasDescent() | Update():
            return _descent(op)
    return _epoch(op)


def _forward(op: PreActivation | Activate | KeepBatch) -> Saying:
    match op:
        case PreActivation(layer=k):
            bias = ", plus its bias" if op.has_bias else ""
            return Saying(
                f"Each unit adds up what l{k - 1} gives, each times a weight{bias}.",
                f"One product does it for all rows: synapse_{k - 1} has a row for each unit of "
                f"l{k - 1}, a column for each of z{k}.",
            )
        case Activate(layer=k):
            name = op.activation.name
            return Saying(
                f"What each unit of l{k} passes on: {name} of its z.",
                f"{name}: {op.activation.about}.",
            )
    what = "z" if op.writes == "epoch_z" else "outputs"
    return Saying(f"The {what} of these rows are kept, for the figures at the epoch's end.")


def _backward(op: OutputError | OutputDelta | HiddenError | HiddenDelta) -> Saying:
    match op:
        case OutputError():
            return Saying(
                "Target minus output: above 0 where the output is too low.",
                as_gradient="Output minus target: above 0 where the output is too high.",
            )
        case OutputDelta():
            return _output_delta(op)
        case HiddenError(layer=k):
            return Saying(
                f"Each unit of l{k} gets its share of every delta above, by the weight between.",
                f"Forward went through synapse_{k}, back goes through its transpose, .T: rows and "
                "columns change places.",
            )
    return _hidden_delta(op) if op.slope.is_right else _WRONG_SLOPE


def _output_delta(op: OutputDelta) -> Saying:
    if op.slope is not None and not op.slope.is_right:
        return _WRONG_SLOPE
    loss, activation = op.loss.name, op.activation.name
    scaled = f" The loss ({loss}) brings in a factor of its own." if op.loss.scale_source else ""
    if op.slope is None and not has_rows(op.loss):
        return Saying(f"The slope of {activation} cancels; 1/rows is missing, by mistake.")
    if op.slope is None:
        return Saying(
            f"With {loss}, the slope of {activation} cancels: left is only the error over "
            f"{'rows times outputs' if '.size' in op.loss.scale_source else 'the rows'}.",
            "That is why the two belong together: a unit that is sure and wrong is still pulled.",
        )
    if op.slope.is_one:
        factor = ", times the loss's factor" if op.loss.scale_source else ""
        return Saying(f"The slope of {activation} is 1, so the delta is the error{factor}.")
    return Saying(
        f"The error times the slope of {activation}: where it is flat, the pull is weak.",
        f"{op.activation.name}: {op.activation.about}.{scaled}",
    )


def _hidden_delta(op: HiddenDelta) -> Saying:
    if op.slope.is_one:
        return Saying("The slope of the unit is 1: the delta is the error.")
    return Saying(
        "The error times the unit's slope: where that is flat, the pull is weak.",
        "Cell by cell, no sum: what comes back to a unit is weighed by how much its l answers to "
        "its z.",
    )


def _descent(op: SynapseDescent | BiasDescent | Update) -> Saying:
    match op:
        case SynapseDescent(layer=k):
            return Saying(
                "For each weight: what came in, times the delta it led to, summed over rows.",
                f"Row i is for unit i of l{k - 1}, column j for unit j of l{k}: the shape of "
                f"synapse_{k - 1}.",
            )
        case BiasDescent():
            return Saying(
                "A bias is a weight whose input is always 1: the deltas, summed over rows."
            )
    about = f"{op.optimizer.about[0].upper()}{op.optimizer.about[1:]}"
    return Saying(
        f"{about}.",
        as_gradient=f"{about}; as a gradient, subtracted.",
    )


def _epoch(op: Op) -> Saying | None:
    match op:
        case ShuffleRows():
            return Saying(
                "Drawn from the seed and the epoch's number: the same each time it is drawn."
            )
        case GatherRows(source=source):
            return Saying(f"The {source} of all rows, in the order of this epoch.")
        case TakeBatch(writes="y"):
            return Saying("The targets of the same rows.")
        case TakeBatch():
            return Saying("The inputs of this batch, a line for each row.")
        case EpochLoss():
            about = f"{op.loss.name}: {op.loss.about}."
            return Saying("The one number that training makes smaller.", about)
        case EpochError():
            return Saying("The mean distance of outputs from targets, easy to read.")
        case RestoreOrder():
            return Saying("The outputs, put back in the order of the dataset.")
    return None

"""A program as lines of Python that may be written otherwise than ours: what somebody ran."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum

from nn_tui.engine.faults.faults import FAULTS
from nn_tui.engine.program import Program


class Fault(Enum):
    """What people do when they write backpropagation by hand."""

    SIGN = "sign flipped"
    FACTOR = "a factor missing, or one too many"
    TRANSPOSED = "transposed"
    SLOPE_AT_L = FAULTS["slope-at-l"].label
    SLOPE_WITH_Z = "the slope's formula for l written with z"
    SLOPE_FORGOTTEN = FAULTS["slope-forgotten"].label
    SLOPE_KEPT = "slope multiplied in, though it cancels with this loss"
    LEAK_FORGOTTEN = "slope 0 below zero: leaky relu has 0.01 there"
    UPDATED_TOO_SOON = "error carried back over a synapse that was updated before"
    BIAS_FORGOTTEN = "bias forgotten"
    NOT_UPDATED = "never updated"
    ACTIVATION = "another activation"
    ROW_ORDER = "other row order"
    LEARNING_RATE = "another learning rate"
    OTHER_START = "other starting weights"
    OTHER_EPOCH = "saved at another epoch"


@dataclass(frozen=True, slots=True)
class Statement:
    """One line."""

    writes: str
    """The array that it writes."""
    line: str
    """Its source."""


@dataclass(frozen=True, slots=True)
class Suspicion:
    """What somebody may have written instead of our lines."""

    fault: Fault
    """What kind of fault that is."""
    place: str
    """Where, in words: `in l1_delta`, `in every descent`."""
    lines: Mapping[str, str] = field(default_factory=dict)
    """By the array written: the line in place of ours."""
    early: tuple[str, ...] = ()
    """Synapses that are updated before the error is carried back over them."""
    detail: str = ""
    """What else there is to say: the factor, the activation."""

    @property
    def what(self) -> tuple[Fault, str]:
        """The fault, wherever it is."""
        return self.fault, self.detail


def listing_of(program: Program, batch: int) -> tuple[Statement, ...]:
    """List our lines of one batch; batches count from 1."""
    return tuple(Statement(op.writes, op.line) for op in program.ops(batch))


def written_otherwise(
    ours: Sequence[Statement], suspicions: Iterable[Suspicion]
) -> list[Statement]:
    """Write lines as somebody may have; of two suspicions that meet in one, the later holds."""
    lines: dict[str, str] = {}
    early: list[str] = []
    for suspicion in suspicions:
        lines |= suspicion.lines
        early += suspicion.early
    listed = list(ours)
    for place, statement in enumerate(listed):
        if statement.writes in lines:
            listed[place] = Statement(statement.writes, lines[statement.writes])
    for synapse in early:
        listed = _with_early(listed, synapse)
    return listed


def _with_early(listed: list[Statement], synapse: str) -> list[Statement]:
    """Move a synapse's descent and update before the error that is carried back over it."""
    error = f"l{synapse.removeprefix('synapse_')}_error"
    own = (f"{synapse}_descent", synapse)
    moved = [statement for statement in listed if statement.writes in own]
    rest = [statement for statement in listed if statement.writes not in own]
    place = next(i for i, statement in enumerate(rest) if statement.writes == error)
    return [*rest[:place], *moved, *rest[place:]]

"""Where the machine stands, in words: epoch, batch, phase, layer, op and branch, always all six."""

from __future__ import annotations

from dataclasses import dataclass

from nn_tui.debugger.snapshot import Snapshot
from nn_tui.ui.render.branch_name import brief_name
from nn_tui.ui.render.numbers import brief_count
from nn_tui.ui.render.program import SHORT_PHASES
from nn_tui.ui.view import View

_NO_LAYER = "-"
"""In place of the layer of an op that belongs to none, as one that takes a batch."""


@dataclass(frozen=True, slots=True)
class _Place:
    """The six, each in full; what is shorter is made of these."""

    view: str
    """What is shown in place of the stored values; "" for nothing."""
    epoch: int
    """The epoch at the cursor."""
    asked: int
    """The last epoch that was asked for."""
    batch: str
    """The batch, and of how many."""
    phase: str
    """The phase of the op that was done last."""
    short_phase: str
    """The same as in the listing of a narrow Program panel."""
    layer: str
    """The layer of that op."""
    op: str
    """The array that it writes."""
    branch: str
    """The branch."""


def spelled_out(view: View) -> tuple[str, ...]:
    """Say where the machine stands in whole words, the fullest way first."""
    p = _place_of(view)
    sign = f"{p.view} · " if p.view else ""
    of = f" ({brief_count(p.asked)} asked)" if p.epoch > p.asked else f"/{brief_count(p.asked)}"
    epoch, batch = f"{sign}epoch {p.epoch}{of}", f"batch {p.batch}"
    return (
        f"{epoch} · {batch} · {p.phase} · layer {p.layer} · {p.op} · {p.branch}",
        f"{epoch} · {batch} · {p.short_phase} · layer {p.layer} · {p.op} · {p.branch}",
        f"{epoch} {batch} · {p.short_phase} L{p.layer} {p.op} · {p.branch}",
    )


def abbreviated(view: View) -> tuple[str, ...]:
    """Say it by first letters where there is little room: `e13/50 b1/1 desc L1 ... main`."""
    p = _place_of(view)
    sign = f"{p.view} " if p.view else ""
    rest = f"b{p.batch} {p.short_phase} L{p.layer} {p.op} {brief_name(p.branch)}"
    return f"{sign}e{p.epoch}/{brief_count(p.asked)} {rest}", f"{sign}e{p.epoch} {rest}"


def _place_of(view: View) -> _Place:
    moment, op = view.moment, view.moment.op
    return _Place(
        view="dL/d" if view.is_gradient else "",
        epoch=moment.cursor.epoch,
        asked=moment.recipe.hyperparameters.epochs,
        batch=_batch(moment),
        phase=op.phase.value if op else "start",
        short_phase=SHORT_PHASES.get(op.phase, op.phase.value) if op else "start",
        layer=_NO_LAYER if op is None or op.layer is None else str(op.layer),
        op=view.name(op.writes) if op else "no op",
        branch=moment.standing.branch,
    )


def _batch(moment: Snapshot) -> str:
    """Count the batch; where other batches begin, the epoch that has ended had its own number."""
    cursor, batches = moment.cursor, moment.program.schedule.batches
    is_of_others = cursor.epoch and cursor == moment.began
    return f"{'-' if is_of_others else cursor.batch}/{batches}"

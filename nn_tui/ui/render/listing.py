"""The lines of a program as places, from 0: an epoch's start, a batch, an epoch's end."""

from __future__ import annotations

from dataclasses import dataclass

from nn_tui.debugger.epoch_arrays import epoch_array_names
from nn_tui.debugger.snapshot import Snapshot
from nn_tui.engine.cursor import Cursor
from nn_tui.engine.freezing import mask_name
from nn_tui.engine.ops.op import Op
from nn_tui.engine.program import Program
from nn_tui.ui.render.shapes import Shape


@dataclass(frozen=True, slots=True)
class ListingLook:
    """How a person looks at a listing."""

    place: int | None = None
    """The line that the cursor was moved to; None: it goes with the machine."""
    right: int = 0
    """Characters of each line that are out of view on the left."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Where the machine stands in the listing, as far as the batch ahead goes."""

    ops: tuple[Op, ...]
    """Every line, whether this batch runs it or not."""
    done: int | None
    """The line that was done last, of whatever batch; None before the first."""
    ahead: int
    """The line that runs next."""
    batch: int
    """The batch that the next line belongs to, from 1."""
    run: range
    """The lines that this batch runs."""


def standing(moment: Snapshot) -> Standing:
    """Find where the machine stands."""
    program, cursor = moment.program, moment.cursor
    ahead = program.after(cursor)
    first = 0 if ahead.batch == 1 else len(program.start)
    return Standing(
        ops=program.start + program.iteration + program.end,
        done=_place(program, cursor) if cursor.epoch else None,
        ahead=_place(program, ahead),
        batch=ahead.batch,
        run=range(first, first + program.length(ahead.batch)),
    )


def place_under_cursor(moment: Snapshot, look: ListingLook) -> int:
    """Say on which line the cursor stands: it goes with the line that runs next."""
    stands = standing(moment)
    return stands.ahead if look.place is None else clamped(stands, look.place)


def op_under_cursor(moment: Snapshot, look: ListingLook) -> Op:
    """Say which op the cursor stands on."""
    return standing(moment).ops[place_under_cursor(moment, look)]


def op_shown(moment: Snapshot, look: ListingLook) -> Op:
    """Say whose array to show: the op under a cursor that was moved, else the one done last."""
    return (
        op_under_cursor(moment, look) if look.place is not None or moment.op is None else moment.op
    )


def clamped(stands: Standing, place: int) -> int:
    """Bring a place within the listing."""
    return max(0, min(place, len(stands.ops) - 1))


def shape_in(moment: Snapshot, batch: int, name: str) -> Shape | None:
    """Give the shape that an array has in a batch, from 1; None: it is no array of the run."""
    place = moment.layout.places.get(name)
    if place is not None:
        rows = moment.program.schedule.rows_of(batch)
        return (rows, *place.shape[1:]) if place.has_rows else place.shape
    if name in epoch_array_names(moment.program):
        return (moment.program.schedule.rows, *moment.epoch_arrays.shape(name)[1:])
    masks = {mask_name(parameter): mask.shape for parameter, mask in moment.frozen.items()}
    return masks.get(name)


def _place(program: Program, cursor: Cursor) -> int:
    """Say which line was done last at a cursor behind the first."""
    return (0 if cursor.batch == 1 else len(program.start)) + cursor.op - 1

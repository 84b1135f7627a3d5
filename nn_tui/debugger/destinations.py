"""Where a step back, an epoch or a landmark is: places of a branch, found without running."""

from __future__ import annotations

from enum import Enum

from nn_tui.debugger.journal import Begin, Entry, Place
from nn_tui.debugger.unit import Unit
from nn_tui.engine.cursor import START, Cursor
from nn_tui.engine.program import Program
from nn_tui.recipe.recipe import plan


class Landmark(Enum):
    """What a stretch of an iteration has in common."""

    LAYER = "layer"
    PHASE = "phase"


def one_back(place: Place, program: Program, unit: Unit) -> Place:
    """Find the end of the op, batch or epoch before a place; from the beginning, the run before.

    Args:
        place: Where the run stands.
        program: Of its segment.
        unit: How far to go back.
    """
    opening = place.entry.opening
    if place.cursor == opening.beginning and opening.before is not None:
        # One moment, seen from the segment before; that is a step where all begins anew.
        before = Place(opening.before, opening.cursor)
        if isinstance(opening.change, Begin):
            return before
        return one_back(before, plan(before.entry.recipe), unit)
    ops = max(0, program.ops_before(place.cursor) - 1)
    cursor = program.cursor_at(ops)
    if unit is Unit.BATCH:
        cursor = _batch_end_until(program, cursor)
    elif unit is Unit.EPOCH:
        cursor = program.end_of_epoch(program.epochs_done(cursor))
    return at(place.entry, max(cursor, opening.beginning))


def at(tip: Entry, cursor: Cursor) -> Place:
    """Find a moment of the segment of `tip`, with the changes that were made by then."""
    for entry in tip.back():
        if entry is tip.opening or entry.cursor <= cursor:
            return Place(entry, cursor)
    raise AssertionError("every chain has an opening")


def of_epoch(tip: Entry, epoch: int) -> Entry:
    """Find the last change that was made in the segment that an epoch of this run belongs to."""
    last = tip
    for entry in tip.back():
        if entry.opening is not last.opening:
            last = entry
        if isinstance(last.opening.change, Begin) or last.opening.cursor.epoch < epoch:
            return last
    raise AssertionError("every chain begins with a run")


def program_of(tip: Entry, epoch: int, segment: Entry, program: Program) -> Program:
    """Give the program that an epoch of a run follows.

    Args:
        tip: The last change of the run.
        epoch: From 0.
        segment: What began a segment whose program is there.
        program: That program.
    """
    entry = of_epoch(tip, epoch)
    return program if entry.opening is segment else plan(entry.recipe)


def next_landmark(program: Program, cursor: Cursor, kind: Landmark) -> Cursor:
    """Find the end of the layer or phase that the next op belongs to."""
    ops, count = program.ops_before(cursor), 1
    label = _label(program, program.cursor_at(ops + 1), kind)
    while count < len(program.iteration) and (
        _label(program, program.cursor_at(ops + count + 1), kind) == label
    ):
        count += 1
    return program.cursor_at(ops + count)


def last_landmark(program: Program, cursor: Cursor, kind: Landmark) -> Cursor:
    """Find where the layer or phase of the op that was done last begins."""
    ops = program.ops_before(cursor)
    if ops == 0:
        return START
    label, count = _label(program, cursor, kind), 1
    while ops - count > 0 and _label(program, program.cursor_at(ops - count), kind) == label:
        count += 1
    return program.cursor_at(ops - count)


def next_line(program: Program, cursor: Cursor, line: int) -> Cursor | None:
    """Find the next moment just before a line of the listing runs; None: it runs in no batch.

    Args:
        program: Whose listing it is.
        cursor: Where the run stands.
        line: Place in the listing: epoch start, iteration, epoch end, from 0.
    """
    first = program.ops_before(cursor) + 1
    for ops in range(first, first + program.epoch_length):
        if line_of(program, program.cursor_at(ops + 1)) == line:
            return program.cursor_at(ops)
    return None


def last_line(program: Program, cursor: Cursor, line: int) -> Cursor | None:
    """Find the last moment just before a line of the listing ran; None: it has not run yet."""
    last = program.ops_before(cursor) - 1
    for ops in range(last, max(-1, last - program.epoch_length), -1):
        if line_of(program, program.cursor_at(ops + 1)) == line:
            return program.cursor_at(ops)
    return None


def line_of(program: Program, cursor: Cursor) -> int:
    """Say which line of the listing was done last, from 0; there is one."""
    return cursor.op - 1 + (len(program.start) if cursor.batch > 1 else 0)


def _label(program: Program, cursor: Cursor, kind: Landmark) -> object:
    op = program.op_before(cursor)
    assert op is not None, "an op ends there"
    return (op.layer, op.phase) if kind is Landmark.LAYER else op.phase


def _batch_end_until(program: Program, cursor: Cursor) -> Cursor:
    """Find the last end of a batch at or before a moment."""
    if program.is_batch_done(cursor):
        return cursor
    return program.cursor_at(program.ops_before(cursor) - cursor.op)

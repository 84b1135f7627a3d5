"""Where the moments are that the present one can be compared with."""

from __future__ import annotations

from nn_tui.debugger.beside import AtEpoch, EndOf, EpochAgo, IterationAgo, Other
from nn_tui.debugger.destinations import at, of_epoch
from nn_tui.debugger.journal import Continue, Entry, Place
from nn_tui.debugger.session import Session
from nn_tui.debugger.timeline import Timeline
from nn_tui.engine.cursor import START, Cursor
from nn_tui.engine.program import Program
from nn_tui.errors import InputError
from nn_tui.recipe.recipe import plan


class NoSuchMomentError(InputError):
    """There is nothing to compare with."""


def place_of(other: Other, session: Session) -> Place:
    """Find a moment on the branches of a session.

    Raises:
        NoSuchMomentError: There is none; with the reason.
    """
    here, program = _here(session)
    match other:
        case AtEpoch(epoch):
            return _end_of_epoch(session, epoch)
        case EndOf(name):
            return _end_of_branch(session.timeline, name)
        case IterationAgo() if here.cursor.epoch:
            return _before(here.entry, iteration_ago(program, here.cursor))
        case EpochAgo() if here.cursor.epoch:
            epoch, batch, op = here.cursor.epoch, here.cursor.batch, here.cursor.op
            return _before(here.entry, Cursor(epoch - 1, batch, op) if epoch > 1 else START)
        case _:
            raise NoSuchMomentError("there is nothing before epoch 0")


def _here(session: Session) -> tuple[Place, Program]:
    """Say where the run stands; where it has just been continued, at the end of what was before."""
    place, opening = session.timeline.place, session.timeline.segment
    if opening.before is not None and _is_continued_at(opening, place.cursor):
        return Place(opening.before, opening.cursor), plan(opening.before.recipe)
    return place, session.machine.program


def _is_continued_at(opening: Entry, cursor: Cursor) -> bool:
    """Whether a moment is the first of a segment that goes on for another, or is before that."""
    return isinstance(opening.change, Continue) and cursor <= opening.beginning


def iteration_ago(program: Program, cursor: Cursor) -> Cursor:
    """Find where the batch before had as many of a batch's ops done; START before the first."""
    last = program.schedule.batches
    first = len(program.start) if cursor.batch == 1 else 0
    done = min(max(0, cursor.op - first), len(program.iteration))
    epoch, batch = (
        (cursor.epoch, cursor.batch - 1) if cursor.batch > 1 else (cursor.epoch - 1, last)
    )
    if not epoch:
        return START
    if last == 1:
        return Cursor(epoch, batch, cursor.op)
    ops = program.ops_before(Cursor(epoch, batch, 1)) - 1
    return program.cursor_at(ops + done + (len(program.start) if batch == 1 else 0))


def _before(entry: Entry, cursor: Cursor) -> Place:
    """Find a moment before one of `entry`; where batches were dealt out otherwise, an end."""
    opening = entry.opening
    if opening.before is None or not _is_continued_at(opening, cursor):
        return at(entry, cursor)
    if cursor.epoch == opening.cursor.epoch:
        return Place(opening.before, opening.cursor)
    found = of_epoch(entry, cursor.epoch)
    return at(found, plan(found.recipe).end_of_epoch(cursor.epoch))


def _end_of_epoch(session: Session, epoch: int) -> Place:
    timeline = session.timeline
    branch, origin = timeline.branch, timeline.origin
    last, end = of_epoch(branch.tip_of(origin), epoch), branch.end_of(origin)
    place = session.ways.place_of(plan(last.recipe).end_of_epoch(epoch))
    if place.position > branch.end.position or place.cursor > end:
        raise NoSuchMomentError(f"{branch.name} has come to epoch {end.epoch}")
    return place


def _end_of_branch(timeline: Timeline, name: str) -> Place:
    for branch in timeline.branches:
        if branch.name == name:
            if branch is timeline.branch:
                raise NoSuchMomentError(f"the run stands on {name} itself")
            return branch.end
    raise NoSuchMomentError(f"{name} is not remembered any more")

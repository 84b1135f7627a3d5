"""What the commands that go elsewhere in time mean to a session."""

from __future__ import annotations

from nn_tui.debugger.breaks.commands import ContinueBack
from nn_tui.debugger.breaks.search import BackwardSearch
from nn_tui.debugger.destinations import last_landmark, last_line, next_landmark, next_line
from nn_tui.debugger.journal import describe
from nn_tui.debugger.journey import Journey, Way
from nn_tui.debugger.moments import moment_of
from nn_tui.debugger.session import Session
from nn_tui.debugger.travel import (
    GoTo,
    GoToEnd,
    GoToEpoch,
    GoToLine,
    GoToMoment,
    PassLandmark,
    Redo,
    StepBack,
    SwitchBranch,
    Travel,
    Undo,
)
from nn_tui.engine.cursor import Cursor
from nn_tui.errors import InputError

NONE_ON = "no breakpoint is on: K lists them and adds one, t sets one on a line of the program"
"""Why there is nothing to go on to."""


class NowhereError(InputError):
    """There is no such moment to go to."""


_NOTHING_BEFORE = "epoch 0: there is nothing before it"


def destination(command: Travel, session: Session) -> Cursor | None:
    """Say which moment of this run a command leads to; None where it leads out of the run."""
    program, here = session.machine.program, session.cursor
    match command:
        case GoTo(cursor):
            return cursor
        case GoToMoment(epoch, batch, op):
            return moment_of(session.ways.program_of(epoch), epoch, batch, op)
        case PassLandmark(is_back=True) if not here.epoch:
            raise NowhereError(_NOTHING_BEFORE)
        case PassLandmark(kind, is_back=True):
            # What is before has run in another program.
            return max(last_landmark(program, here, kind), session.machine.began)
        case PassLandmark(kind):
            return next_landmark(program, here, kind)
        case GoToLine(line, is_back):
            found = (last_line if is_back else next_line)(program, here, line)
            if found is None or found < session.machine.began:
                raise NowhereError("that line has not run yet" if is_back else "no such line")
            return found
        case _:
            return None


def set_out(command: Travel, session: Session) -> Way:
    """Set out for where a command leads, as far as that is known already.

    Raises:
        NowhereError: There is no such place; the run stays where it is.
    """
    cursor = destination(command, session)
    if cursor is not None:
        return session.ways.to(cursor)
    match command:
        case GoToEpoch(epoch):
            return session.ways.to_epoch(epoch)
        case ContinueBack():
            return _search_back(session)
        case StepBack(unit):
            return _or_refuse(session.ways.back(unit), _NOTHING_BEFORE)
        case Undo():
            return _or_refuse(session.ways.undo(), "there is nothing to take back by now")
        case Redo():
            return _or_refuse(session.ways.redo(), "there is nothing to make again")
        case SwitchBranch(steps):
            return _other_branch(session, steps)
        case _:
            assert isinstance(command, GoToEnd), "every other command has been dealt with"
            return session.ways.to_branch(session.timeline.branch)


def said_of(command: Travel, session: Session) -> str:
    """Say what a command will have done once it is there; asked before it sets out."""
    undone, redone = session.ways.next_undo, session.ways.next_redo
    if isinstance(command, Undo) and undone is not None:
        return f"taken back: {describe(undone)} (U makes it again)"
    if isinstance(command, Redo) and redone is not None:
        return f"made again: {describe(redone)}"
    return ""


def _search_back(session: Session) -> Way:
    """Set out for the last hit of a breakpoint."""
    lookout = session.lookout
    if not lookout.table.on:
        raise NowhereError(NONE_ON)
    search = BackwardSearch(session.timeline, session.ways, lookout.table.on)
    search.on_found = lookout.note
    search.on_none = lambda: lookout.say(
        "no breakpoint is hit between the start of the run and here"
    )
    return search


def _other_branch(session: Session, steps: int) -> Journey:
    timeline = session.timeline
    if len(timeline.branches) == 1:
        raise NowhereError("there is one branch only: a change made in the past begins another")
    place = timeline.branches.index(timeline.branch) + steps
    return session.ways.to_branch(timeline.branches[place % len(timeline.branches)])


def _or_refuse(journey: Journey | None, reason: str) -> Journey:
    if journey is None:
        raise NowhereError(reason)
    return journey

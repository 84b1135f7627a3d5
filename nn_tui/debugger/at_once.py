"""Commands that wait for nothing: no step before them need be finished, and no run pauses."""

from __future__ import annotations

from typing import TypeAlias

from nn_tui.debugger.absence import ComeBack, SitOut, come_back, sit_out
from nn_tui.debugger.breaks.changes import change_breaks
from nn_tui.debugger.breaks.commands import BreakCommand
from nn_tui.debugger.commands import Command, Compare, GoFaster, GoSlower
from nn_tui.debugger.course import Course
from nn_tui.debugger.inquiry import ENDS_OF_INQUIRY, Inquiry
from nn_tui.debugger.publisher import Publisher
from nn_tui.debugger.saving.between import Saving
from nn_tui.debugger.saving.save_as import SaveAs
from nn_tui.debugger.session import Session

_Always: TypeAlias = GoFaster | GoSlower | Compare | BreakCommand | SaveAs | SitOut | ComeBack


def is_at_once(command: Command) -> bool:
    """Whether a command has no turn to wait for."""
    is_end = isinstance(command, Inquiry) and command in ENDS_OF_INQUIRY
    return is_end or isinstance(command, _Always)


def do_at_once(
    command: Command,
    session: Session,
    course: Course,
    publisher: Publisher,
    saving: Saving,
) -> str:
    """Do it; give what there is to say of it, or "".

    Args:
        command: What is to be done.
        session: The run.
        course: What is being done.
        publisher: Which publishes the outcome later.
        saving: Which saves the session, if that is saved.
    """
    match command:
        case GoFaster():
            course.change_tempo(1)
        case GoSlower():
            course.change_tempo(-1)
        case Compare(other):
            publisher.compare(other)
        case SitOut():
            sit_out(command, saving)
        case ComeBack():
            come_back(course, saving)
        case SaveAs():
            return saving.save_as(command)
    if isinstance(command, Inquiry):
        publisher.inquire(command)
    elif isinstance(command, BreakCommand):
        return change_breaks(command, session.lookout, session.machine.program)
    return ""

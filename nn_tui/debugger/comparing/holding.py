"""A file of somebody's arrays held against the present moment of a session."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from nn_tui.data.file_text import is_stream
from nn_tui.debugger.comparing.answering import compare_arrays
from nn_tui.debugger.comparing.command import HoldAgainst
from nn_tui.debugger.comparing.findings import Answer
from nn_tui.debugger.comparing.stretches import IMPATIENCE
from nn_tui.debugger.comparing.their_file import fault_of, read_theirs
from nn_tui.debugger.comparing.tolerance import Tolerance
from nn_tui.debugger.moments import place_of
from nn_tui.debugger.session import Session
from nn_tui.errors import InputError
from nn_tui.text import printable


def hold_against(command: HoldAgainst, session: Session) -> None:
    """Do what a command asks, and reply; a fault of ours is replied too before it is raised."""
    try:
        command.reply(_answer(command.path.strip(), session))
    except InputError as error:
        command.reply(str(error))
    except MemoryError:
        command.reply("there is not enough memory to compare")
    except Exception as fault:
        command.reply(f"a fault of nn-tui itself: {printable(repr(fault))}")
        raise


def _answer(typed: str, session: Session) -> Answer:
    if not typed:
        raise InputError("type the path of an .npz file that your script has saved")
    try:
        path = Path(typed).expanduser()
    except RuntimeError:
        raise InputError(f"{typed}: no such home folder; type the path in full") from None
    if is_stream(path):
        raise InputError(f"{typed}: is a pipe or a device; save it as a file")
    theirs = read_theirs(path, session.snapshot(), {})
    program, cursor = session.machine.program, session.cursor
    if cursor.epoch and not program.is_batch_done(cursor):
        raise InputError(
            f"the run stands at {place_of(program, cursor)}: a file has what stands at the end of "
            "an iteration; leave with escape, b goes to the end of one, then compare again"
        )
    found = compare_arrays(theirs, session, Tolerance(), IMPATIENCE)
    return replace(found, fault=fault_of(path))

"""A file of somebody's arrays held against the present moment of a session, while it pauses."""

from __future__ import annotations

from dataclasses import replace

from nn_tui.data.typed_paths import typed_file
from nn_tui.debugger.comparing.answering import comparing
from nn_tui.debugger.comparing.command import HoldAgainst, LetGo
from nn_tui.debugger.comparing.findings import Answer
from nn_tui.debugger.comparing.steps import Steps
from nn_tui.debugger.comparing.their_file import fault_of, read_theirs
from nn_tui.debugger.comparing.tolerance import Tolerance
from nn_tui.debugger.journal import Place
from nn_tui.debugger.moments import place_of
from nn_tui.debugger.session import Session
from nn_tui.errors import InputError
from nn_tui.storage.fault_reports import fault_in_words

STOPPED = "stopped: nothing was found out"
"""What is replied where somebody did not wait for the answer."""

_ELSEWHERE = "the run has gone on since: compare again"


class Holding:
    """Holds one file at a time against the moment at which it was asked for, a step at a time."""

    def __init__(self, session: Session) -> None:
        """Make one that was asked nothing.

        Args:
            session: Of whose arrays.
        """
        self._session = session
        self._command: HoldAgainst | None = None
        self._steps: Steps[Answer] | None = None
        self._place: Place | None = None

    @property
    def is_due(self) -> bool:
        """Whether an answer is on its way."""
        return self._steps is not None

    def ask(self, command: HoldAgainst | LetGo) -> None:
        """Set about what is asked; what was on its way is given up."""
        self._reply(STOPPED)
        if isinstance(command, HoldAgainst):
            self._command, self._place = command, self._session.timeline.place
            self._steps = _steps(command, self._session)

    def advance(self) -> bool:
        """Go on for a step; the answer is replied, so that there is nothing to publish."""
        if self._steps is None:
            return False
        if self._place != self._session.timeline.place:
            self._reply(_ELSEWHERE)
            return False
        try:
            next(self._steps)
        except StopIteration as end:
            self._reply(end.value)
        except InputError as error:
            self._reply(str(error))
        except MemoryError:
            self._reply("there is not enough memory to compare")
        except Exception as fault:
            self._reply(fault_in_words(fault))
            raise
        return False

    def _reply(self, found: Answer | str) -> None:
        command, self._command, self._steps = self._command, None, None
        if command is not None:
            command.reply(found)


def _steps(command: HoldAgainst, session: Session) -> Steps[Answer]:
    typed = command.path.strip()
    if not typed:
        raise InputError("type the path of an .npz file that your script has saved")
    path = typed_file(typed)
    theirs = read_theirs(path, session.snapshot(), command.renamed)
    program, cursor = session.machine.program, session.cursor
    if cursor.epoch and not program.is_batch_done(cursor):
        raise InputError(
            f"the run stands at {place_of(program, cursor)}: a file has what stands at the end of "
            "an iteration; leave with escape, b goes to the end of one, then compare again"
        )
    found = yield from comparing(theirs, session, Tolerance())
    return replace(found, fault=fault_of(path))

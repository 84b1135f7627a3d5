"""The check-up of each moment at which a run pauses."""

from __future__ import annotations

from dataclasses import dataclass

from nn_tui.debugger.health.rules import CheckUp, check_up
from nn_tui.debugger.journal import Place
from nn_tui.debugger.session import Session
from nn_tui.debugger.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class CheckHealth:
    """Ask every health rule."""

    def begin(self, session: Session) -> _Examining:
        """Set about the moment at which the session stands."""
        return _Examining(session.snapshot(), session.timeline.place)


@dataclass(frozen=True, slots=True, eq=False)
class _Examining:
    """A check-up, done at one go: it costs about an epoch."""

    moment: Snapshot
    """What is judged."""
    place: Place
    """The same among all that the run was."""

    def advance(self, ops: int) -> CheckUp:
        """Do all of it, however little was asked for."""
        return check_up(self.moment, self.place)

"""What a study is, and what came of one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from nn_tui.engine.cursor import Cursor

if TYPE_CHECKING:
    from nn_tui.debugger.session import Session


class Work(Protocol):
    """A study under way."""

    def advance(self, ops: int) -> object | None:
        """Go on for a chunk.

        Args:
            ops: How much to do: what takes as long as so many ops of a run do.

        Returns:
            What was found; None: there is more to do.
        """
        ...


class Study(Protocol):
    """What to find out: a frozen value, so that the same study is known again by `==`."""

    def begin(self, session: Session) -> Work:
        """Set about it, at the moment at which the session stands.

        Raises:
            InputError: It cannot be found out at this moment, and why.
        """
        ...


@dataclass(frozen=True, slots=True)
class Pursue:
    """Pause, and find out something about each moment at which the run pauses from now on."""

    study: Study | None
    """What; None: enough."""


@dataclass(frozen=True, slots=True, eq=False)
class Studied:
    """A study, and what is known so far."""

    study: Study
    """What was asked."""
    cursor: Cursor
    """The moment that `found` or `refusal` is of."""
    found: object | None = None
    """What was found; None: it is on its way, or refused."""
    refusal: str = ""
    """Why it cannot be found out at this moment."""

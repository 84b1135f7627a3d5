"""What a screen is opened on."""

from __future__ import annotations

from dataclasses import dataclass

from nn_tui.debugger.saving.copies import Copies
from nn_tui.debugger.saving.keeper import Keeper
from nn_tui.debugger.session import Session

_NO_HOME = "there is no home folder; set HOME, or save to a file by k before leaving"


@dataclass(frozen=True, slots=True, eq=False)
class Opened:
    """A session, and who saves it."""

    session: Session
    """What is trained."""
    copies: Copies
    """Writes it to files of a person's choice."""
    keeper: Keeper | None = None
    """Saves it as it goes; None: it is not saved."""
    greeting: str = ""
    """What to say until the first key."""
    has_no_home: bool = False
    """Whether it is not saved for there is no place to save it in."""

    @property
    def is_unsaved(self) -> bool:
        """Whether what is done is lost at the end, though it is meant to be saved."""
        return self.has_no_home or (self.keeper is not None and bool(self.keeper.unsaved))

    @property
    def unsaved(self) -> str:
        """Say what was not saved, and why, once all is over; "" where nothing is lost."""
        reason = "" if self.keeper is None else self.keeper.unsaved
        return self.copies.told_of_loss(_NO_HOME if self.has_no_home else reason)

"""What a screen is opened on."""

from __future__ import annotations

from dataclasses import dataclass, field

from nn_tui.debugger.saving.copies import Copies
from nn_tui.debugger.saving.keeper import Keeper
from nn_tui.debugger.session import Session


@dataclass(frozen=True, slots=True, eq=False)
class Opened:
    """A session, and who saves it."""

    session: Session
    """What is trained."""
    keeper: Keeper | None = None
    """Saves it as it goes; None: it is not saved."""
    greeting: str = ""
    """What to say until the first key."""
    has_no_home: bool = False
    """Whether it is not saved for there is no place to save it in."""
    copies: Copies = field(default_factory=Copies)
    """Writes it to files of their own."""

    @property
    def is_unsaved(self) -> bool:
        """Whether what is done is lost at the end, though it is meant to be saved."""
        return self.has_no_home or (self.keeper is not None and bool(self.keeper.unsaved))

    @property
    def unsaved(self) -> str:
        """Say why something that was done is not saved, once all is over; "" where all is."""
        reason = "" if self.keeper is None else self.keeper.unsaved
        if self.has_no_home and self.session.cursor.epoch > 0:
            reason = "there is no home folder: set HOME, or save to files by k"
        return self.copies.left_out(self.session, reason)

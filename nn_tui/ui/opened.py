"""What a screen is opened on."""

from __future__ import annotations

from dataclasses import dataclass

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

"""What a screen asks to be found out, and what ends that."""

from __future__ import annotations

from typing import TypeAlias

from nn_tui.debugger.checking.command import CheckGradients, KeepChecked
from nn_tui.debugger.comparing.command import HoldAgainst, LetGo
from nn_tui.debugger.explain.command import Explain
from nn_tui.debugger.studies.study import Pursue

Inquiry: TypeAlias = Explain | CheckGradients | KeepChecked | Pursue | HoldAgainst | LetGo
"""Asks something about the present moment, in a second machine; the run's own stays there."""

ENDS_OF_INQUIRY = (Explain(None), Pursue(None), LetGo())
"""What only takes an answer away: it is heard at once, and no run pauses for it."""


def told_of_pause(inquiry: Inquiry) -> str:
    """Say why the run pauses that was on."""
    why = "explain" if isinstance(inquiry, Explain) else "find that out"
    return f"paused to {why}; space runs on"

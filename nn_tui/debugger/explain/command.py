"""What a screen asks of the runner about a number."""

from __future__ import annotations

from dataclasses import dataclass

from nn_tui.debugger.explain.explanation import Question


@dataclass(frozen=True, slots=True)
class Explain:
    """Pause, and say where a number comes from and whether it is right."""

    what: str | Question | None
    """A cell of the present moment by its name, one that an answer has named, or None: enough."""

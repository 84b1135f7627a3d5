"""What the machine is doing at a moment, which the moment itself does not tell."""

from __future__ import annotations

from dataclasses import dataclass

from nn_tui.debugger.tempo import FULL, Tempo
from nn_tui.engine.cursor import Cursor


@dataclass(frozen=True, slots=True)
class Activity:
    """At work or not, and how fast."""

    is_running: bool
    """Whether the machine is at work."""
    speed: float = 0.0
    """Epochs a second since the run set out; 0 when it is not known."""
    tempo: Tempo = FULL
    """How fast a run is to go."""
    progress: float | None = None
    """How much of a way to another moment is done, 0 to 1; None: it is no such way."""
    goal: Cursor | None = None
    """Where a run is to stop that was asked to go there; None: it was not."""
    is_step: bool = False
    """Whether it is at work on a step, not on a run."""

    @property
    def is_run(self) -> bool:
        """Whether the machine is at work on a run, not on a step."""
        return self.is_running and not self.is_step

    @property
    def is_passing(self) -> bool:
        """Whether the machine goes on by itself, with no steps that are to be seen one by one."""
        return self.is_running and not self.tempo.is_watched


PAUSED = Activity(is_running=False)
"""At rest."""

"""How fast a run goes: from one line a second, for teaching, to as fast as it can."""

from __future__ import annotations

from dataclasses import dataclass

from nn_tui.debugger.unit import Unit

_SECONDS_TO_SEE = 0.1
"""Shortest time between two steps that a person can follow."""


@dataclass(frozen=True, slots=True)
class Tempo:
    """A step of a certain size at certain times."""

    label: str
    """As a person reads it: `3 ops/s`."""
    unit: Unit
    """What is done at a time."""
    seconds: float
    """From the start of one step to that of the next; 0: as fast as it can."""

    @property
    def is_watched(self) -> bool:
        """Whether each step is to be seen: no more than ten a second."""
        return self.seconds >= _SECONDS_TO_SEE

    @property
    def is_full(self) -> bool:
        """Whether nothing is waited for."""
        return self.seconds == 0


TEMPOS = (
    Tempo("1 op/s", Unit.OP, 1.0),
    Tempo("3 ops/s", Unit.OP, 1 / 3),
    Tempo("10 ops/s", Unit.OP, _SECONDS_TO_SEE),
    Tempo("2 batches/s", Unit.BATCH, 0.5),
    Tempo("10 batches/s", Unit.BATCH, _SECONDS_TO_SEE),
    Tempo("50 epochs/s", Unit.EPOCH, 0.02),
    Tempo("full speed", Unit.EPOCH, 0.0),
)
"""Every tempo there is, the slowest first."""

FULL = TEMPOS[-1]
"""As fast as it can."""


def shifted(tempo: Tempo, steps: int) -> Tempo:
    """Give the tempo that is so many steps faster, or slower where negative, or the last one."""
    wanted = TEMPOS.index(tempo) + steps
    return TEMPOS[max(0, min(wanted, len(TEMPOS) - 1))]

"""The program counter of a training run."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Cursor:
    """A moment of the run: how many ops of this iteration are done.

    The moment between two iterations is the end of the first of them: (epoch, batch, all its ops).
    Before anything has run it is (0, 0, 0).
    """

    epoch: int = 0
    """Counted from 1; 0 before the first op of the run."""
    batch: int = 0
    """Counted from 1 within the epoch; 0 before the first op of the run."""
    op: int = 0
    """Ops of this iteration that are done, those of the epoch's start or end included."""

    def __str__(self) -> str:
        """Say it as a place: `epoch 3, batch 1, op 2`."""
        return f"epoch {self.epoch}, batch {self.batch}, op {self.op}"


START = Cursor()
"""Before anything has run."""

"""Another moment that is shown beside the present one, to see what has changed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from nn_tui.debugger.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class IterationAgo:
    """The same line, one iteration before; the run's beginning where there is none."""

    def __str__(self) -> str:
        """Name it."""
        return "one iteration ago"


@dataclass(frozen=True, slots=True)
class EpochAgo:
    """The same line of the same batch, one epoch before; the beginning where there is none."""

    def __str__(self) -> str:
        """Name it."""
        return "one epoch ago"


@dataclass(frozen=True, slots=True)
class AtEpoch:
    """The end of an epoch of this branch, in the past or ahead."""

    epoch: int
    """From 0, which is before the first op."""

    def __str__(self) -> str:
        """Name it."""
        return f"epoch {self.epoch}"


@dataclass(frozen=True, slots=True)
class EndOf:
    """How far another branch has come."""

    branch: str
    """Its name."""

    def __str__(self) -> str:
        """Name it."""
        return f"the end of {self.branch}"


Other: TypeAlias = IterationAgo | EpochAgo | AtEpoch | EndOf


@dataclass(frozen=True, slots=True, eq=False)
class Beside:
    """What a moment is compared with."""

    other: Other
    """Which moment is meant."""
    moment: Snapshot | None = None
    """That moment; None: it cannot be shown, or not yet."""
    reason: str = ""
    """Why it is not shown."""

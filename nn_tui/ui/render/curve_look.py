"""What a person wants to see of the curve."""

from __future__ import annotations

from dataclasses import dataclass

from nn_tui.debugger.curve_points import CurvePoints, Measure

_RECENT_SHARE, _FEWEST_RECENT = 0.1, 50
"""What counts as recent: this part of the epochs, and no fewer than that many."""


@dataclass(frozen=True, slots=True)
class CurveLook:
    """Which of two values, on which scale, of which epochs."""

    is_loss: bool = False
    """The loss, rather than the error."""
    is_log: bool = False
    """On a logarithmic scale."""
    is_recent: bool = False
    """The epochs around the present one only."""

    @property
    def measure(self) -> str:
        """What is drawn."""
        return "loss" if self.is_loss else "error"

    @property
    def label(self) -> str:
        """Name all of it: `loss, log, recent`."""
        extras = ("log", self.is_log), ("recent", self.is_recent)
        return ", ".join([self.measure, *(name for name, is_on in extras if is_on)])

    def values(self, curve: CurvePoints) -> Measure:
        """Give the values that are drawn."""
        return curve.loss if self.is_loss else curve.error

    def window(self, epoch: int) -> tuple[int, int | None]:
        """Say which epochs are drawn when so many are done: the first and the last; None: all.

        Recent ones are the last before that epoch, and as many of the known ones after it.
        """
        if not self.is_recent:
            return 1, None
        span = max(_FEWEST_RECENT, int(_RECENT_SHARE * epoch))
        return epoch - span + 1, epoch + span

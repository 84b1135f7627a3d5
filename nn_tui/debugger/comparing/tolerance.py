"""When two numbers count as the same."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from nn_tui.engine.arrays import Array, Mask


@dataclass(frozen=True, slots=True)
class Tolerance:
    """How far apart two numbers may be that count as the same."""

    relative: float = 1e-9
    """As a share of ours."""
    absolute: float = 1e-12
    """On top of that: what cancels leaves numbers near 0 that have no correct digit."""

    def differing(self, theirs: Array, ours: Array) -> Mask:
        """Say which cells differ; nan is the same as nan, and inf as inf."""
        with np.errstate(invalid="ignore", over="ignore"):
            is_near = self._near(theirs, ours)
        return ~(is_near | _is_alike(theirs, ours))

    def agree(self, theirs: Array, ours: Array) -> bool:
        """Whether all cells are the same."""
        with np.errstate(invalid="ignore", over="ignore"):
            is_near = self._near(theirs, ours)
        # Most often that decides it, and it is asked thousands of times.
        return bool(is_near.all()) or bool((is_near | _is_alike(theirs, ours)).all())

    def _near(self, theirs: Array, ours: Array) -> Mask:
        apart = np.abs(theirs - ours)
        # A finite number is not near an infinite one, however large a share of that is allowed.
        is_near: Mask = (apart <= self.absolute + self.relative * np.abs(ours)) & (apart < np.inf)
        return is_near


def _is_alike(theirs: Array, ours: Array) -> Mask:
    """Say which cells are the same without a tolerance: equal, or both nan."""
    is_alike: Mask = (theirs == ours) | (np.isnan(theirs) & np.isnan(ours))
    return is_alike

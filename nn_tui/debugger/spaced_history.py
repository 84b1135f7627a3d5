"""Loss and error of exactly the epochs that were asked for."""

from __future__ import annotations

import numpy as np

from nn_tui.debugger.curve_points import CurvePoints, points_of
from nn_tui.engine.records import Records
from nn_tui.errors import InputError

MOST_POINTS = 1_000_000
"""Epochs that are kept at the most."""


class SpacedHistory:
    """Every n-th epoch, and the last one."""

    def __init__(self, every: int, epochs: int) -> None:
        """Make an empty one.

        Args:
            every: n, 1 or more.
            epochs: How long the run is.

        Raises:
            InputError: It would keep more than MOST_POINTS.
        """
        if epochs // every > MOST_POINTS:
            least = -(-epochs // MOST_POINTS)
            raise InputError(
                f"history every {every}: would keep {epochs // every} of {epochs} epochs: "
                f"the limit is {MOST_POINTS}; give {least} or more"
            )
        self._every = every
        self._kept = Records()
        self._newest = Records()

    def extend(self, records: Records) -> None:
        """Note epochs that are later than those before; the others are left out."""
        new = records.after(self._newest.epochs[-1] if len(self._newest) else 0)
        epochs, losses, errors = records.epochs[new], records.losses[new], records.errors[new]
        if not len(epochs):
            return
        is_asked_for = np.mod(epochs, self._every) == 0
        self._kept.extend(epochs[is_asked_for], losses[is_asked_for], errors[is_asked_for])
        self._newest.clear()
        self._newest.extend(epochs[-1:], losses[-1:], errors[-1:])

    def points(self) -> CurvePoints:
        """Give every epoch kept; the last one is a rest where it is none of the n-th."""
        is_kept = len(self._newest) and self._newest.epochs[-1] % self._every == 0
        rest = points_of(self._newest)[: 0 if is_kept else 1]
        return CurvePoints(points_of(self._kept), rest)

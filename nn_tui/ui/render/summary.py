"""What an array's values are like as a whole: least, greatest, mean."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from nn_tui.debugger.gradient_view import is_negated
from nn_tui.debugger.snapshot import Snapshot
from nn_tui.engine.arrays import Array
from nn_tui.ui.view import View

_SAME_NUMBERS = {"epoch_x": "inputs", "epoch_y": "targets"}
"""Arrays that hold what another one holds, in another order."""


@dataclass(frozen=True, slots=True)
class Summary:
    """Of the finite values of one array; all nan where there are none."""

    least: float
    """The smallest value."""
    greatest: float
    """The largest value."""
    mean: float
    """The mean."""
    not_finite: int = 0
    """How many values are nan or infinite."""

    @property
    def scale(self) -> float:
        """The largest magnitude; 0 where no value is finite."""
        return 0.0 if math.isnan(self.least) else max(-self.least, self.greatest)

    @property
    def negated(self) -> Summary:
        """The summary of the values with the other sign."""
        return Summary(0.0 - self.greatest, 0.0 - self.least, 0.0 - self.mean, self.not_finite)


def summarise(array: Array) -> Summary:
    """Look at every value of an array of any shape."""
    finite = array
    # One that is not finite shows in the least or the greatest: as a rule there is none to count.
    if not array.size or not np.isfinite((array.min(), array.max())).all():
        finite = array[np.isfinite(array)]
    if not finite.size:
        return Summary(math.nan, math.nan, math.nan, array.size)
    with np.errstate(over="ignore"):
        mean = float(finite.mean())
    return Summary(float(finite.min()), float(finite.max()), mean, array.size - finite.size)


class Summaries:
    """Summarises arrays of moments, and remembers the last: a moment never changes."""

    def __init__(self) -> None:
        self._known: tuple[object, str, Summary] | None = None

    def of(self, view: View) -> Summary | None:
        """Summarise the selected array as it is shown, or None: it is not computed yet."""
        name = view.array_name
        if view.moment.written_at(name) is None:
            return None
        stored = self._of_stored(view.moment, _SAME_NUMBERS.get(name, name))
        return stored.negated if view.is_gradient and is_negated(name) else stored

    def _of_stored(self, moment: Snapshot, name: str) -> Summary:
        # The dataset is one object in all moments, and may be very large.
        owner = {"inputs": moment.epoch_arrays.inputs, "targets": moment.epoch_arrays.targets}
        of = owner.get(name, moment)
        if self._known is None or self._known[0] is not of or self._known[1] != name:
            array = moment.array(name)
            assert array is not None
            self._known = (of, name, summarise(array))
        return self._known[2]

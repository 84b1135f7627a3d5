"""The axes of a chart: which range is drawn, and which places in it are labelled."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np

from nn_tui.engine.arrays import Array

Limits: TypeAlias = tuple[float, float, float]
"""Lower, upper, and the step of which both are multiples."""

_X_STEPS, _Y_STEPS = 10, 5
# A step between two ticks that is smaller is no longer a float.
_TINIEST_STEP = 1e-300
# Below this part of its size a change is drawn as none: its tick labels would be too long to read.
_FINEST_SPAN = 1e-5
# Powers of ten up to this exponent are surely floats, their differences too.
_LARGEST_EXPONENT = 290


@dataclass(frozen=True, slots=True)
class Axis:
    """The range that is drawn, and the labelled places in it."""

    lower: float
    """Its left or lower end."""
    upper: float
    """Its right or upper end; greater than `lower`."""
    ticks: tuple[float, ...]
    """Labelled values, in the range."""
    labels: tuple[str, ...]
    """One for each tick, equally wide."""

    def place(self, values: Array) -> Array:
        """Map values to [0, 1], the lower end being 0."""
        return (values - self.lower) / (self.upper - self.lower)

    def on_a_log_scale(self) -> Axis:
        """Give the same axis in decimal logarithms; all of it is greater than 0."""
        ticks = tuple(math.log10(tick) for tick in self.ticks)
        return Axis(math.log10(self.lower), math.log10(self.upper), ticks, self.labels)


def axes_of(
    curves: Sequence[tuple[Array, Array]], width: int, rows: int, is_log: bool
) -> tuple[Axis, Axis]:
    """Choose the epoch axis and the y axis, in this order.

    Args:
        curves: x and y of each, (points,); on a log scale y is the decimal logarithm.
        width: Cells of each line of the chart.
        rows: Lines between its upper edge and the epoch axis.
        is_log: Whether y is logarithmic.
    """
    epochs = np.concatenate([x for x, _ in curves])
    values = np.concatenate([y for _, y in curves])
    y_axis = _y_axis(values.min(), values.max(), rows * 2 // 3, is_log)
    most_epochs = (width - len(y_axis.labels[0])) // (len(f"{epochs.max():.0f}") + 2)
    limits = stepped_limits(epochs.min(), epochs.max(), _X_STEPS, 1.0)
    return _axis(limits, most_epochs, _epoch), y_axis


def stepped_limits(
    low: float, high: float, steps: int, smallest_step: float = _TINIEST_STEP
) -> Limits:
    """Widen a range to whole steps of 1, 2 or 5 times a power of ten.

    Such limits, and with them the rows of the chart, stay while the data changes slightly.

    Args:
        low: The smallest value to show.
        high: The largest value to show.
        steps: About how many steps cover the range.
        smallest_step: No step is smaller: 1 for epochs, which are whole numbers.

    Returns:
        The lower limit, the upper limit (greater than the lower) and the step, of which both are
        multiples. A single value stands between two steps; a single 0 gives 0 to 1.
    """
    largest = max(abs(low), abs(high))
    if largest == 0.0:
        return 0.0, 1.0, 1.0
    span = max(high - low, _FINEST_SPAN * largest) if high > low else largest
    at_least = max(span / steps, smallest_step)
    power = 10.0 ** math.floor(math.log10(at_least))
    # The tolerances keep what is itself a whole step from being pushed to the next by rounding.
    step = next(size * power for size in (1, 2, 5, 10) if size * power >= at_least * (1 - 1e-9))
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    if first == last:
        first, last = first - 1, last + 1
    return first * step, last * step, step


def _y_axis(low: float, high: float, most_ticks: int, is_log: bool) -> Axis:
    if not is_log:
        return _axis(stepped_limits(low, high, _Y_STEPS), most_ticks, _number)
    if high - low < 1 and abs(low) < _LARGEST_EXPONENT:
        within = _axis(stepped_limits(10.0**low, 10.0**high, _Y_STEPS), most_ticks, _number)
        if within.lower > 0:
            return within.on_a_log_scale()
    return _axis(stepped_limits(low, high, _Y_STEPS, 1.0), most_ticks, _power_of_ten)


def _axis(limits: Limits, most_ticks: int, label: Callable[[float, Limits], str]) -> Axis:
    """Label every step, or every 2nd, 5th or 10th, as room allows; labels are equally wide."""
    lower, upper, step = limits
    multiples = range(round(lower / step), round(upper / step) + 1)
    choices = [[k for k in multiples if k % every == 0] for every in (1, 2, 5, 10)]
    chosen = next((ks for ks in choices if 0 < len(ks) <= most_ticks), multiples[:1])
    labels = [label(k * step, limits) for k in chosen]
    widest = max(map(len, labels))
    ticks = tuple(k * step for k in chosen)
    return Axis(lower, upper, ticks, tuple(text.rjust(widest) for text in labels))


def _number(value: float, limits: Limits) -> str:
    """Write a tick with as many digits as its step needs: 0.25, 300, 1e-05."""
    lower, upper, step = limits
    step_digits = math.floor(math.log10(step) + 1e-9)
    if 1e-3 <= max(abs(lower), abs(upper)) < 1e6:
        return f"{value + 0.0:.{max(0, -step_digits)}f}"
    if value == 0:
        return "0"
    return f"{value:.{max(0, math.floor(math.log10(abs(value)) + 1e-9) - step_digits)}e}"


def _epoch(value: float, limits: Limits) -> str:
    return f"{value:.0f}" if abs(value) < 1e9 else f"{value:.3g}"


def _power_of_ten(exponent: float, limits: Limits) -> str:
    # Written from the exponent: 10.0 ** -324 is 0.
    return f"{10.0**exponent:g}" if abs(exponent) <= 4 else f"1e{round(exponent):+03d}"

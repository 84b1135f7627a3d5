"""The loss along a step as a function of the learning rate: where it is least, where it rises."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Callable, Generator
from dataclasses import dataclass, field

Searching = Generator[None, None, None]
"""What yields after each evaluation."""

_GOLDEN = (math.sqrt(5) - 1) / 2

_GOLDEN_STEPS = 32
"""Each shortens the interval to 0.618 of it: to 2e-7 in all."""

_HALVINGS = 40
"""Each halves the interval: to 1e-12 of it in all."""

_LOWEST, _HIGHEST = -40, 14
"""Powers of two of the learning rate between which the limit is looked for."""

_FIRST = -6
"""The power with which the search begins."""


@dataclass(slots=True, eq=False)
class LossLine:
    """What is known of the loss at t >= 0, and a way to know more."""

    loss: Callable[[float], float]
    """The loss at a learning rate."""
    rates: list[float] = field(default_factory=list)
    """Where it is known, in order."""
    losses: list[float] = field(default_factory=list)
    """What it is there; infinite where it is not a number."""

    def at(self, rate: float) -> float:
        """Evaluate, once a rate."""
        place = bisect_left(self.rates, rate)
        if place < len(self.rates) and self.rates[place] == rate:
            return self.losses[place]
        loss = self.loss(rate)
        loss = math.inf if math.isnan(loss) else loss
        self.rates.insert(place, rate)
        self.losses.insert(place, loss)
        return loss

    def is_above(self, rate: float) -> bool:
        """Whether the loss is larger there than at 0."""
        return self.at(rate) > self.at(0.0)

    def scan(self, rate: float) -> Searching:
        """Go up from a small part of a rate by doubling it, until the loss is above that at 0.

        If it is so at once, go down until it is not.
        """
        is_first_above = self.is_above(rate * 2.0**_FIRST)
        up, down = range(_FIRST + 1, _HIGHEST + 1), range(_FIRST - 1, _LOWEST - 1, -1)
        for power in down if is_first_above else up:
            yield
            if self.is_above(rate * 2.0**power) is not is_first_above:
                break

    def sample(self, rates: list[float]) -> Searching:
        """Evaluate at some rates."""
        for rate in rates:
            yield
            self.at(rate)

    def fallen(self, part: float) -> float:
        """Find the first rate at which that part of the fall to the least loss is over."""
        least, first = min(self.losses), self.at(0.0)
        wanted = first - part * (first - least)
        known = zip(self.rates, self.losses, strict=True)
        return next((rate for rate, loss in known if rate and loss <= wanted), self.rates[-1])

    def crossing(self) -> tuple[float, float] | None:
        """Find the first two neighbouring rates between which the loss comes to be above."""
        for below, above in zip(self.rates, self.rates[1:], strict=False):
            if self.is_above(above):
                return below, above
        return None

    def refine_crossing(self) -> Searching:
        """Halve the interval in which the loss comes to be above, until that is all but a point."""
        ends = self.crossing()
        if ends is None:
            return
        below, above = ends
        for _ in range(_HALVINGS):
            middle = (below + above) / 2
            if not below < middle < above or above - below <= 1e-9 * above:
                break
            yield
            if self.is_above(middle):
                above = middle
            else:
                below = middle

    def lowest(self) -> int:
        """Find the place of the least loss."""
        return min(range(len(self.losses)), key=lambda place: self.losses[place])

    def refine_lowest(self) -> Searching:
        """Shorten the interval around the least loss by golden sections, then put a parabola in.

        Source: Kiefer (1953), Proceedings of the American Mathematical Society 4, 502-506; Brent
        (1973), Algorithms for Minimization without Derivatives, chapter 5.
        """
        place = self.lowest()
        if place == 0 or place == len(self.rates) - 1:
            return
        low, high = self.rates[place - 1], self.rates[place + 1]
        for _ in range(_GOLDEN_STEPS):
            yield
            left, right = high - _GOLDEN * (high - low), low + _GOLDEN * (high - low)
            if self.at(left) <= self.at(right):
                high = right
            else:
                low = left
        vertex = self._vertex()
        if vertex is not None:
            self.at(vertex)

    def _vertex(self) -> float | None:
        """Find the lowest point of the parabola through the least loss and its neighbours."""
        place = self.lowest()
        if not 0 < place < len(self.rates) - 1:
            return None
        (a, b, c), (p, q, r) = (xs[place - 1 : place + 2] for xs in (self.rates, self.losses))
        down, up = (b - a) * (q - r), (b - c) * (q - p)
        if down == up or not math.isfinite(down - up):
            return None
        vertex = b - 0.5 * ((b - a) * down - (b - c) * up) / (down - up)
        return vertex if a < vertex < c else None

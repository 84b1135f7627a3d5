"""Shares added up by who has them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from nn_tui.debugger.explain.verdict import EPSILON, LEAST_ROUNDINGS, Verdict, judge_within
from nn_tui.debugger.moved.bar import Bar, Opposed
from nn_tui.engine.arrays import Array, Order

MOST_ROWS = 40
"""Rows that have a bar of their own; more would not be read."""


@dataclass(slots=True, eq=False)
class Tally:
    """Sums by row and by name, and how far rounding may have taken them."""

    totals: Array
    """By row of the dataset."""
    is_in: Array
    """By row of the dataset: 1 where it had a share."""
    others: dict[str, float]
    """By name: what is no row's."""
    size: float = 0.0
    """What the shares would sum to if none cancelled."""
    weights: float = 0.0
    """Sum of the sizes of the weight, each time that it was rounded."""
    roundings: int = 0
    """How often a share was rounded, at the most."""

    @classmethod
    def of(cls, rows: int) -> Tally:
        """Make an empty one for a dataset of so many rows."""
        return cls(np.zeros(rows), np.zeros(rows), {})

    def add_rows(self, rows: Order, shares: Array) -> None:
        """Add a share to each of some rows, none of which is there twice."""
        self.totals[rows] += shares
        self.is_in[rows] = 1.0
        self.size += float(np.abs(shares).sum())

    def add(self, name: str, share: float) -> None:
        """Add what is no row's; nothing is left out where it is 0 at first."""
        self.others[name] = self.others.get(name, 0.0) + share
        self.size += abs(share)

    def judge(self, stored: float) -> Verdict:
        """Compare what is stored with the sum of all shares, within n * eps * sum |terms|.

        To that comes what the weight itself has lost, eps times its size at each step.
        """
        value = float(self.totals.sum()) + sum(self.others.values())
        roundings = max(LEAST_ROUNDINGS, self.roundings)
        return judge_within(stored, value, EPSILON * (roundings * self.size + self.weights))

    def bars(self) -> tuple[Bar, ...]:
        """Give a bar to each, the largest first; the smallest rows share the last one."""
        rows = np.flatnonzero(self.is_in)
        sizes = np.nan_to_num(np.abs(self.totals[rows]), nan=np.inf)
        rows = rows[np.argsort(-sizes, kind="stable")]
        own, rest = rows[:MOST_ROWS], rows[MOST_ROWS:]
        bars = [Bar(f"row {row}", float(self.totals[row]), int(row)) for row in own]
        bars += [Bar(name, value) for name, value in self.others.items() if value != 0]
        bars.sort(key=lambda bar: -_size(bar))
        if len(rest) == 1:
            bars.append(Bar(f"row {rest[0]}", float(self.totals[rest[0]]), int(rest[0])))
        elif len(rest):
            total = float(self.totals[rest].sum())
            bars.append(Bar(f"other {len(rest)} rows", total, is_rest=True))
        return tuple(bars)


def opposed(bars: tuple[Bar, ...]) -> Opposed | None:
    """Find the largest pair of rows that pull different ways."""
    rows = [bar for bar in bars if bar.row is not None and np.isfinite(bar.value)]
    up = max((bar for bar in rows if bar.value > 0), key=_size, default=None)
    down = max((bar for bar in rows if bar.value < 0), key=_size, default=None)
    if up is None or down is None:
        return None
    stronger, weaker = (up, down) if _size(up) >= _size(down) else (down, up)
    return Opposed(stronger, weaker)


def _size(bar: Bar) -> float:
    return float("inf") if np.isnan(bar.value) else abs(bar.value)

"""Breakpoints and watches as a screen shows them at one moment: copied, so that they stay so."""

from __future__ import annotations

from dataclasses import dataclass

from nn_tui.debugger.conditions.signs import Signs


@dataclass(frozen=True, slots=True)
class ShownBreakpoint:
    """A breakpoint at a moment."""

    number: int
    """What it is called by."""
    text: str
    """What stops a run."""
    is_on: bool
    """Whether it does."""
    hits: int
    """How often it has."""
    found: str
    """The values that it looks at, now, or else when it was hit last; "" where there are none."""
    problem: str = ""
    """Why the present network cannot have it; "" where it can."""
    line: int | None = None
    """The line of the listing, from 0, before which it stops; None: a condition, or no line."""
    signs: Signs = Signs.SAME
    """Which signs its names have."""


@dataclass(frozen=True, slots=True)
class ShownWatch:
    """A watch at a moment."""

    number: int
    """What it is called by."""
    text: str
    """As typed."""
    value: float | bool | None
    """What it is, or was when it was there last; None: not computed yet, or not looked at."""
    change: float | None
    """How much it has changed since the run stood somewhere else; None: not known."""
    past: tuple[float, ...]
    """Its numbers at the moments seen on the way here, the last one last."""
    as_of: str = ""
    """When its value was that, as in `epoch 4, batch 2`; "": at this moment, or there is none."""
    is_on: bool = True
    """Whether it is looked at."""
    problem: str = ""
    """Why the present network cannot have it; "" where it can."""
    signs: Signs = Signs.SAME
    """Which signs its names have."""


@dataclass(frozen=True, slots=True)
class Shown:
    """All of them."""

    points: tuple[ShownBreakpoint, ...] = ()
    """The breakpoints, in the order in which they were set."""
    watches: tuple[ShownWatch, ...] = ()
    """The watches, in the order in which they were asked for."""

    @property
    def lines(self) -> dict[int, bool]:
        """The lines of the listing with a breakpoint, from 0, each with whether it is on."""
        return {point.line: point.is_on for point in self.points if point.line is not None}


NOTHING = Shown()
"""Neither breakpoints nor watches."""

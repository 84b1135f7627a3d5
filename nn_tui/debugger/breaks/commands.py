"""What a screen asks of the runner about breakpoints."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class ContinueRun:
    """Run to the next hit of a breakpoint, or to the last epoch."""


@dataclass(frozen=True, slots=True)
class ContinueBack:
    """Go back to the last hit of a breakpoint."""


@dataclass(frozen=True, slots=True)
class AddBreakpoint:
    """Stop where a condition is met."""

    text: str
    """The condition as typed."""
    is_gradient: bool = False
    """Whether in the gradient view."""


@dataclass(frozen=True, slots=True)
class ToggleLine:
    """Stop before a line of the listing, or no more."""

    place: int
    """Place in the listing, from 0."""


@dataclass(frozen=True, slots=True)
class SwitchBreakpoint:
    """Switch a breakpoint on, or off."""

    number: int
    """Which."""


@dataclass(frozen=True, slots=True)
class RemoveBreakpoint:
    """Remove a breakpoint."""

    number: int
    """Which."""


@dataclass(frozen=True, slots=True)
class AddWatch:
    """Show the value of an expression at each moment."""

    text: str
    """As typed."""
    is_gradient: bool = False
    """Whether in the gradient view."""


@dataclass(frozen=True, slots=True)
class RemoveWatch:
    """Show it no more."""

    number: int
    """Which watch."""


@dataclass(frozen=True, slots=True)
class SwitchWatch:
    """Show the value of a watch no more, or again, and keep it in the list."""

    number: int
    """Which watch."""


BreakCommand: TypeAlias = (
    AddBreakpoint
    | ToggleLine
    | SwitchBreakpoint
    | RemoveBreakpoint
    | AddWatch
    | RemoveWatch
    | SwitchWatch
)
"""What changes the lists of breakpoints and watches, and leaves the run alone."""

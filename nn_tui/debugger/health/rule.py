"""What a health rule is."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from nn_tui.debugger.health.examination import Examination
from nn_tui.debugger.health.finding import Finding


def _needs_nothing(_examined: Examination) -> str:
    return ""


@dataclass(frozen=True, slots=True)
class HealthRule:
    """One ailment, and how it is found."""

    name: str
    """What the ailment is called."""
    about: str
    """One line: when a run has it."""
    find: Callable[[Examination], Iterable[Finding]]
    """Looks for it; nothing where all is well."""
    missing: Callable[[Examination], str] = _needs_nothing
    """Says why it cannot be looked for at this moment; "" where it can."""

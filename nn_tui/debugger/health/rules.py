"""Every health rule there is, and the check-up that asks them all."""

from __future__ import annotations

from dataclasses import dataclass

from nn_tui.debugger.health.dead import DEAD
from nn_tui.debugger.health.deltas import EXPLODING, VANISHING
from nn_tui.debugger.health.examination import Examination, examine
from nn_tui.debugger.health.finding import Finding
from nn_tui.debugger.health.loss import OSCILLATING, RISING, STALLED
from nn_tui.debugger.health.not_finite import NOT_FINITE
from nn_tui.debugger.health.reconciling import reconciled
from nn_tui.debugger.health.saturated import SATURATED
from nn_tui.debugger.health.steps import LARGE_STEPS, SMALL_STEPS
from nn_tui.debugger.journal import Place
from nn_tui.debugger.snapshot import Snapshot
from nn_tui.engine.registry import Registry

HEALTH_RULES = Registry(
    "health rule",
    [
        NOT_FINITE,
        RISING,
        OSCILLATING,
        STALLED,
        SATURATED,
        DEAD,
        VANISHING,
        EXPLODING,
        LARGE_STEPS,
        SMALL_STEPS,
    ],
)
"""Every rule there is, the gravest first; an entry here is all that a new one needs."""


@dataclass(frozen=True, slots=True, eq=False)
class CheckUp:
    """What came of asking every rule."""

    examined: Examination
    """What they looked at."""
    findings: tuple[Finding, ...]
    """What is wrong: causes first, else in the order of the rules."""
    not_judged: dict[str, str]
    """By rule, why it could not be asked."""
    place: Place | None = None
    """The moment among all that the run was; None: it is not known."""

    @property
    def is_well(self) -> bool:
        """Whether no rule found anything."""
        return not self.findings


def check_up(moment: Snapshot, place: Place | None = None) -> CheckUp:
    """Ask every rule about a moment; costs one pass over the rows, see `examine`.

    Args:
        moment: What is judged.
        place: The same among all that the run was, for whoever asks on.
    """
    examined = examine(moment)
    reasons = {rule.name: rule.missing(examined) for rule in HEALTH_RULES}
    findings = [
        finding
        for rule in HEALTH_RULES
        if not reasons[rule.name]
        for finding in rule.find(examined)
    ]
    not_judged = {name: reason for name, reason in reasons.items() if reason}
    return CheckUp(examined, reconciled(findings, examined.network), not_judged, place)

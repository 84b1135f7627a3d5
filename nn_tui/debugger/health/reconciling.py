"""Findings put in an order in which they can be mended, and no advice against another's."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from nn_tui.debugger.health.dead import DEAD
from nn_tui.debugger.health.deltas import VANISHING
from nn_tui.debugger.health.finding import Finding
from nn_tui.debugger.health.loss import STALLED
from nn_tui.debugger.health.not_finite import NOT_FINITE
from nn_tui.debugger.health.saturated import SATURATED
from nn_tui.debugger.health.steps import SMALL_STEPS
from nn_tui.engine.network import Network

_FOLLOWS = {
    SMALL_STEPS.name: "Mend {first} first: where nothing comes through, steps are small at any "
    "learning rate, and a larger one makes it worse.",
    STALLED.name: "Mend {first} first: as long as nothing comes through, nothing is learned.",
    VANISHING.name: "Mend {first} first: that is where the deltas vanish.",
}
"""By what comes of units that let nothing through, what to do about it."""


def reconciled(findings: Iterable[Finding], network: Network) -> tuple[Finding, ...]:
    """Put causes first, and take back what would make them worse.

    Args:
        findings: In the order of the rules.
        network: Which is judged.

    Returns:
        All of them; those that come of a cause advise to mend that.
    """
    listed = sorted(findings, key=_rank)
    blocking = next((one for one in listed if _blocks(one, network)), None)
    return tuple(listed if blocking is None else (_beside(one, blocking) for one in listed))


def _rank(finding: Finding) -> int:
    if finding.ailment == NOT_FINITE.name:
        return 0
    return 1 if finding.is_cause else 2


def _blocks(finding: Finding, network: Network) -> bool:
    """Whether units let nothing through of which the steps are to blame, or a layer of them."""
    where = finding.where
    if finding.ailment not in (SATURATED.name, DEAD.name) or where.layer is None:
        return False
    return finding.is_cause or len(where.units) == network.sizes[where.layer]


def _beside(finding: Finding, blocking: Finding) -> Finding:
    """Withhold advice that the flat units make wrong, and name one learning rate, not two."""
    if (advice := _FOLLOWS.get(finding.ailment)) is not None:
        return replace(finding, advice=advice.format(first=f"the {blocking.ailment}"), cure=None)
    cures = (finding.cure, blocking.cure)
    if all(cure is not None and cure.setting == "learning_rate" for cure in cures):
        return replace(finding, cure=blocking.cure)
    return finding

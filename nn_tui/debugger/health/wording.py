"""What a check-up says, in lines of text that the screen and the command line have in common."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from nn_tui.debugger import moments
from nn_tui.debugger.health.finding import Finding, UnitRows, Where
from nn_tui.debugger.health.rules import HEALTH_RULES, CheckUp
from nn_tui.debugger.health.steps import ratios
from nn_tui.engine.network import Network

_MOST = 8
"""Units, or stretches of rows, that are listed; the rest is counted."""


def heading(checked: CheckUp) -> Iterator[str]:
    """Say what was looked at, and how large the last steps were."""
    examined = checked.examined
    moment = examined.moment
    yield (
        f"{moments.place_of(moment.program, moment.cursor)}: {examined.network.shape}, "
        f"{len(examined.rows)} rows, error {examined.relative_error:.3g} of that of a constant"
    )
    steps = [f"{name} {ratio:.2g}" for name, ratio in ratios(moment).items()]
    if steps:
        yield f"update to weight: {', '.join(steps)}"


def conclusion(checked: CheckUp) -> str:
    """Count what was found, and by how many rules."""
    asked = len(HEALTH_RULES.names) - len(checked.not_judged)
    if checked.is_well:
        return f"all is well: {asked} rules found nothing"
    count = len(checked.findings)
    return f"{count} finding{'s' * (count != 1)}, by {asked} rules"


def place_of(where: Where) -> str:
    """Name the array, and the epochs where it is seen over time."""
    epochs = f", epochs {where.epochs[0]} to {where.epochs[1]}" if where.epochs else ""
    return f"{where.array}{epochs}"


def in_brief(finding: Finding, network: Network) -> str:
    """Give the number that tells a finding from its like: of units, how many."""
    where = finding.where
    if where.units and where.layer is not None:
        return f"{len(where.units)} of {network.sizes[where.layer]} units"
    return f"{finding.number:.3g}"


def measured(finding: Finding) -> str:
    """Put the number beside its threshold, with what it is and whose threshold that is."""
    threshold = finding.threshold
    number = f"{threshold.measures} {finding.number:.4g}"
    return f"{number}, threshold {threshold.value:.4g} ({threshold.source})"


def units_and_rows(units: Sequence[UnitRows], rows: int) -> str:
    """Name units with the rows for which they are ill: `unit 0 (all rows), unit 2 (rows 0-3)`.

    Args:
        units: Which are ill.
        rows: How many rows were looked at.
    """
    named = [
        f"unit {one.unit} ({'all rows' if len(one.rows) == rows else _rows(one.rows)})"
        for one in units[:_MOST]
    ]
    more = [f"and {len(units) - _MOST} more"] * (len(units) > _MOST)
    return ", ".join(named + more)


def _rows(rows: Sequence[int]) -> str:
    """Write ascending rows in stretches: `rows 0-3, 7`."""
    stretches: list[list[int]] = []
    for row in rows:
        if stretches and row == stretches[-1][1] + 1:
            stretches[-1][1] = row
        else:
            stretches.append([row, row])
    named = [f"{a}" if a == b else f"{a}-{b}" for a, b in stretches[:_MOST]]
    more = ["..."] * (len(stretches) > _MOST)
    return f"row{'s' * (len(rows) != 1)} {', '.join(named + more)}"

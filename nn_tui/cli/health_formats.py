"""What `nn-tui health` prints: findings as text or JSON."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterator, Sequence
from typing import Any

from nn_tui.cli.json_values import finite
from nn_tui.debugger.health.finding import Cure, Finding, UnitRows
from nn_tui.debugger.health.rules import HEALTH_RULES, CheckUp
from nn_tui.debugger.health.steps import ratios
from nn_tui.debugger.moments import place_of
from nn_tui.recipe.fields import FIELDS

_WIDTH = 80
_MOST = 8
"""Units, or stretches of rows, that are listed; the rest is counted. JSON has all."""


def as_text(checked: CheckUp) -> Iterator[str]:
    """Write the moment, every finding, and what could not be judged."""
    yield from _heading(checked)
    yield ""
    for finding in checked.findings:
        yield from _finding(finding, len(checked.examined.rows))
        yield ""
    yield _conclusion(checked)
    for name, reason in checked.not_judged.items():
        yield f"  not judged: {name}: {reason}"


def as_json(checked: CheckUp) -> str:
    """Write everything; floats read back as the same floats, what is not finite is null."""
    examined, cursor = checked.examined, checked.examined.moment.cursor
    values = {
        "healthy": checked.is_well,
        "cursor": {"epoch": cursor.epoch, "batch": cursor.batch, "ops_done": cursor.op},
        "diverged": examined.moment.is_diverged,
        "rows": len(examined.rows),
        "relative_error": finite(examined.relative_error),
        "update_ratios": ratios(examined.moment),
        "findings": [_described(finding) for finding in checked.findings],
        "not_judged": checked.not_judged,
    }
    return json.dumps(values, allow_nan=False)


def _heading(checked: CheckUp) -> Iterator[str]:
    examined = checked.examined
    moment = examined.moment
    sizes = "-".join(map(str, examined.network.sizes))
    yield from _wrapped(
        f"{place_of(moment.program, moment.cursor)}: {sizes}, {len(examined.rows)} rows, "
        f"error {examined.relative_error:.3g} of that of a constant",
        "",
    )
    steps = [f"{name} {ratio:.2g}" for name, ratio in ratios(moment).items()]
    if steps:
        yield from _wrapped(f"update to weight: {', '.join(steps)}", "")


def _finding(finding: Finding, rows: int) -> Iterator[str]:
    where = finding.where
    epochs = f", epochs {where.epochs[0]} to {where.epochs[1]}" if where.epochs else ""
    yield f"{finding.ailment}: {where.array}{epochs}"
    yield from _wrapped(finding.says)
    if where.units:
        yield from _wrapped(_units(where.units, rows))
    threshold = finding.threshold
    yield from _wrapped(
        f"{finding.number:.4g}, threshold {threshold.value:.4g} ({threshold.source})"
    )
    yield from _wrapped(f"{finding.advice}{_option(finding.cure)}")


def _wrapped(text: str, indent: str = "  ") -> list[str]:
    return textwrap.wrap(
        text,
        _WIDTH,
        initial_indent=indent,
        subsequent_indent=f"{indent}  ",
        break_long_words=False,
        break_on_hyphens=False,
    )


def _option(cure: Cure | None) -> str:
    """Write the cure as an option; a switch that is on has no value."""
    if cure is None:
        return ""
    value = "" if cure.value == "yes" else f" {cure.value}"
    return f" ({FIELDS[cure.setting].option}{value})"


def _units(units: Sequence[UnitRows], rows: int) -> str:
    """Name units with the rows for which they are ill: `unit 0 (all rows), unit 2 (rows 0-3)`."""
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


def _conclusion(checked: CheckUp) -> str:
    asked = len(HEALTH_RULES.names) - len(checked.not_judged)
    if checked.is_well:
        return f"all is well: {asked} rules found nothing"
    count = len(checked.findings)
    return f"{count} finding{'s' * (count != 1)}, by {asked} rules"


def _described(finding: Finding) -> dict[str, Any]:
    where, threshold, cure = finding.where, finding.threshold, finding.cure
    return {
        "ailment": finding.ailment,
        "array": where.array,
        "layer": where.layer,
        "units": [{"unit": one.unit, "rows": list(one.rows)} for one in where.units],
        "epochs": None if where.epochs is None else list(where.epochs),
        "says": finding.says,
        "number": finite(finding.number),
        "threshold": {"value": threshold.value, "source": threshold.source},
        "advice": finding.advice,
        "cure": None if cure is None else {"setting": cure.setting, "value": cure.value},
    }

"""What `nn-tui health` prints: findings as text or JSON."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterator
from typing import Any

from nn_tui.cli.json_values import finite
from nn_tui.debugger.health.finding import Cure, Finding
from nn_tui.debugger.health.rules import CheckUp
from nn_tui.debugger.health.steps import ratios
from nn_tui.debugger.health.wording import (
    conclusion,
    heading,
    measured,
    place_of,
    units_and_rows,
)
from nn_tui.recipe.fields import FIELDS

_WIDTH = 80


def as_text(checked: CheckUp) -> Iterator[str]:
    """Write the moment, every finding, and what could not be judged."""
    yield from _heading(checked)
    yield ""
    for finding in checked.findings:
        yield from _finding(finding, len(checked.examined.rows))
        yield ""
    yield conclusion(checked)
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
    for text in heading(checked):
        yield from _wrapped(text, "")


def _finding(finding: Finding, rows: int) -> Iterator[str]:
    where = finding.where
    yield f"{finding.ailment}: {place_of(where)}"
    for text in (finding.says, *finding.causes):
        yield from _wrapped(text)
    if where.units:
        yield from _wrapped(units_and_rows(where.units, rows))
    yield from _wrapped(measured(finding))
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


def _described(finding: Finding) -> dict[str, Any]:
    where, threshold, cure = finding.where, finding.threshold, finding.cure
    return {
        "ailment": finding.ailment,
        "array": where.array,
        "layer": where.layer,
        "units": [{"unit": one.unit, "rows": list(one.rows)} for one in where.units],
        "epochs": None if where.epochs is None else list(where.epochs),
        "says": finding.says,
        "causes": list(finding.causes),
        "number": finite(finding.number),
        "threshold": {"value": threshold.value, "source": threshold.source},
        "advice": finding.advice,
        "cure": None if cure is None else {"setting": cure.setting, "value": cure.value},
    }

"""What `nn-tui compare` prints as JSON."""

from __future__ import annotations

import json
from typing import Any

from nn_tui.cli.json_values import finite
from nn_tui.debugger.comparing.findings import Answer, Cause, Compared, Finding
from nn_tui.debugger.explain.explanation import Computed
from nn_tui.debugger.explain.report import formula_lines
from nn_tui.engine.cursor import Cursor


def as_json(answer: Answer, cursor: Cursor) -> str:
    """Write a comparison; floats read back as the same floats, what is not finite is null."""
    diagnosis = answer.diagnosis
    values: dict[str, Any] = {
        "same": answer.first is None,
        "fault": answer.fault or None,
        "cursor": {"epoch": cursor.epoch, "batch": cursor.batch, "ops_done": cursor.op},
        "arrays": {array.name: _array(array) for array in answer.compared},
        "not_compared": list(answer.not_yet),
        "first": _first(answer),
        "likely": [] if diagnosis is None else [_finding(one) for one in diagnosis.findings],
        "explains_all": None if diagnosis is None else diagnosis.explains_all,
        "hint": None if diagnosis is None else diagnosis.hint or None,
    }
    return json.dumps(values, allow_nan=False)


def _array(array: Compared) -> dict[str, Any]:
    return {
        "same": array.is_same,
        "shape": list(array.ours.shape),
        "differing": array.differing,
        "farthest": finite(array.farthest),
        "not_finite": array.not_finite,
        "note": array.note or None,
    }


def _first(answer: Answer) -> dict[str, Any] | None:
    first = answer.first
    if first is None or first.worst is None:
        return None
    found = answer.explanation
    lines = formula_lines(found, 17) if isinstance(found, Computed) else [None]
    return {
        "array": first.name,
        "index": list(first.worst),
        "yours": finite(float(first.theirs[first.worst])),
        "ours": finite(float(first.ours[first.worst])),
        "symbols": lines[0],
        "numbers": lines[1:],
    }


def _finding(finding: Finding) -> dict[str, Any]:
    return {"array": finding.array, "causes": [_cause(cause) for cause in finding.causes]}


def _cause(cause: Cause) -> dict[str, Any]:
    return {
        "fault": cause.fault.name.lower(),
        "about": cause.fault.value,
        "detail": cause.detail or None,
        "places": list(cause.places),
        "lines": [{"ours": line.ours, "yours": line.theirs} for line in cause.lines],
    }

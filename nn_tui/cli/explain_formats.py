"""What `nn-tui explain` prints: explanations as text or JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from nn_tui.cli.json_values import finite
from nn_tui.debugger.explain.deep import MOST_CELLS, Read, Trace
from nn_tui.debugger.explain.entries import Entry, entries_of
from nn_tui.debugger.explain.explanation import Computed, Explanation, Given, Question
from nn_tui.debugger.explain.gradients import question_in_gradients
from nn_tui.debugger.explain.report import formula_lines, verdict_line, when
from nn_tui.debugger.explain.slopes import both_forms
from nn_tui.debugger.explain.wording import in_symbols
from nn_tui.debugger.explain.words import told_of
from nn_tui.engine.cursor import Cursor

_DIGITS = 6
_MOST_ENTRIES = 12
"""Terms of a sum that are printed; the rest is counted."""


def as_text(trace: Trace) -> Iterator[str]:
    """Write what was asked for, what it was computed from, and what that began with."""
    computed = [found for found in trace.found if isinstance(found, Computed)]
    for place, found in enumerate(computed):
        if place:
            yield ""
        yield from _computed(found)
    yield from _began_with(trace, has_more=bool(computed))
    if trace.is_cut:
        yield ""
        yield f"... and more: {MOST_CELLS} numbers are followed at the most"


def as_json(trace: Trace, is_deep: bool) -> str:
    """Write what was asked for, and with it, where it was followed down, all below.

    Args:
        trace: What was found.
        is_deep: Whether it was followed down.
    """
    first, *below = map(_described, trace.found)
    if is_deep:
        first["below"] = below
        first["began_with"] = [_weight(read) for read in trace.began_with]
        first["is_cut"] = trace.is_cut
    return json.dumps(first, allow_nan=False)


def _computed(found: Computed) -> Iterator[str]:
    yield when(found)
    yield from (f"  {line}" for line in formula_lines(found, _DIGITS))
    yield f"  {verdict_line(found)}"
    if told := told_of(found):
        yield f"  {told}"
    yield from (f"  {line}" for line in both_forms(found))
    entries = [entry for entry in entries_of(found.term) if entry.share is not None]
    for entry in entries[:_MOST_ENTRIES]:
        yield f"  {entry.term.value:>12.{_DIGITS}g}  {entry.share:>4.0%}  {in_symbols(entry.term)}"
    if len(entries) > _MOST_ENTRIES:
        yield f"  ... and {len(entries) - _MOST_ENTRIES} smaller terms"


def _began_with(trace: Trace, has_more: bool) -> Iterator[str]:
    given = [found for found in trace.found if isinstance(found, Given)]
    if has_more and (given or trace.began_with):
        yield ""
        yield "The iteration began with"
    indent = "  " * has_more
    for found in given:
        yield f"{indent}{found.question} = {found.question.value:.17g}: {found.source}"
    has_several = len({(read.epoch, read.batch) for read in trace.began_with}) > 1
    for read in trace.began_with:
        where = f" in epoch {read.epoch}, batch {read.batch}" if has_several else ""
        yield f"{indent}{read.question} = {read.question.value:.17g}{where}"


def _described(found: Explanation) -> dict[str, Any]:
    if isinstance(found, Given):
        return {**_value(found.question), "source": found.source}
    symbols, *numbers = formula_lines(found, digits=17)
    verdict = found.verdict
    return {
        **_value(found.question),
        "line": found.line,
        "cursor": _cursor(found.cursor, found.writes),
        "symbols": symbols,
        "numbers": numbers,
        "computed": finite(found.term.value),
        "verdict": verdict.kind.value,
        "difference": finite(verdict.difference),
        "tolerance": finite(verdict.tolerance),
        "typed_at": None if found.typed_at is None else _cursor(found.typed_at, None),
        "sentence": told_of(found),
        "operands": [_value(question) for question in _operands(found)],
        "terms": [_term(entry) for entry in entries_of(found.term) if entry.share is not None],
    }


def _operands(found: Computed) -> Iterator[Question]:
    for operand in found.operands:
        question = operand.question
        yield question_in_gradients(question) if found.is_gradient else question


def _value(question: Question) -> dict[str, Any]:
    return {
        "cell": str(question),
        "array": question.array,
        "index": list(question.index),
        "value": finite(question.value),
    }


def _weight(read: Read) -> dict[str, Any]:
    return {**_value(read.question), "epoch": read.epoch, "batch": read.batch}


def _term(entry: Entry) -> dict[str, Any]:
    return {
        "symbols": in_symbols(entry.term),
        "value": finite(entry.term.value),
        "share": entry.share,
    }


def _cursor(cursor: Cursor, op: str | None) -> dict[str, Any]:
    return {"epoch": cursor.epoch, "batch": cursor.batch, "op": op, "ops_done": cursor.op}

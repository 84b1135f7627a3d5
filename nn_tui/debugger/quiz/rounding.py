"""A formula worked out again from numbers as they are shown: rounded."""

from __future__ import annotations

from nn_tui.debugger.explain import term
from nn_tui.debugger.explain.term import Form, Term
from nn_tui.debugger.explain.wording import written_out

DIGITS = 4
"""Significant digits of every number that a person is given to compute from."""


def shown(value: float) -> str:
    """Write a number as a person is given it."""
    text = f"{value:.{DIGITS}g}"
    return "0" if text == "-0" else text


def from_shown(formula: Term) -> float:
    """Work a formula out from its cells as they are shown: what a person with a pencil gets."""
    return _again(written_out(formula)).value


def _again(part: Term) -> Term:
    parts = tuple(_again(below) for below in part.parts)
    match part.form:
        case Form.NUMBER:
            return part
        case Form.CELL:
            return term.cell(part.name, part.index, float(shown(part.value)))
        case Form.SUM:
            return term.total(parts)
        case Form.OPERATION if len(parts) == 1:
            return term.negative(*parts)
        case Form.OPERATION:
            return term.operation(part.name, *parts)
    return _function(part.name, parts)


def _function(name: str, parts: tuple[Term, ...]) -> Term:
    match name:
        case "where":
            return term.where(*parts)
        case "abs":
            return term.absolute(*parts)
        case "max" | "maximum":
            return term.largest(name, parts)
    return term.smooth_function(name, *parts)

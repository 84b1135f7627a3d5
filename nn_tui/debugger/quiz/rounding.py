"""A formula worked out again from numbers as they are shown: rounded."""

from __future__ import annotations

from collections.abc import Callable

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
    return with_cells(written_out(formula), _as_shown).value


def _as_shown(cell: Term) -> Term:
    return term.cell(cell.name, cell.index, float(shown(cell.value)))


def with_cells(part: Term, change: Callable[[Term], Term]) -> Term:
    """Work a formula out again from other cells.

    Args:
        part: The formula, definitions of functions written out.
        change: From a cell to what is to be in its place.
    """
    parts = tuple(with_cells(below, change) for below in part.parts)
    match part.form:
        case Form.NUMBER:
            return part
        case Form.CELL:
            return change(part)
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

"""A formula for somebody who is to compute it by hand: every term of a sum is there."""

from __future__ import annotations

import re
from collections.abc import Callable

from nn_tui.debugger.explain.term import Form, Term
from nn_tui.debugger.explain.wording import in_symbols, joined, with_numbers, written_out
from nn_tui.debugger.quiz.rounding import DIGITS

_MINUS_ZERO = re.compile(r"(?<!\w)\(-0\)|^-0(?![\w.])")
"""What relu leaves of a negative error; not the argument of a function, exp(-0)."""


def without_values(formula: Term) -> str:
    """Write a formula with the names of its cells."""
    return _in_full(formula, in_symbols)


def with_values(formula: Term) -> str:
    """Write a formula with numbers in the place of the names, functions written out."""
    text = _in_full(written_out(formula), lambda part: with_numbers(part, DIGITS))
    return _MINUS_ZERO.sub("0", text)


def _in_full(formula: Term, write: Callable[[Term], str]) -> str:
    """Write a sum with all its terms, where an explanation would give its rule."""
    match formula:
        case Term(form=Form.SUM, parts=parts) if len(parts) > 1:
            return joined(write(part) for part in parts)
        case Term(form=Form.OPERATION, name="+", parts=(Term(form=Form.SUM) as sum_, rest)):
            return joined((_in_full(sum_, write), write(rest)))
    return write(formula)

"""A formula of one cell, worked out: a tree of terms down to the cells that it reads."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto

import numpy as np


class Form(Enum):
    """What a term is."""

    NUMBER = auto()
    """A number that stands in the line, or the size of an array."""
    CELL = auto()
    """One cell of an array."""
    OPERATION = auto()
    """One or two terms with an operator before or between them."""
    FUNCTION = auto()
    """A function of terms; where it is written out in terms of its own, `body` is that."""
    SUM = auto()
    """Terms of one kind, added up."""


FUNCTION_ROUNDINGS = 4
"""What exp, tanh and log count for: they are not rounded as well as a product is."""


@dataclass(frozen=True, slots=True, eq=False)
class Term:
    """A part of a formula and its value, in double precision."""

    form: Form
    """What it is."""
    name: str
    """Of the array or the function, or the operator, or how a number is written."""
    value: float
    """What it comes to."""
    size: float
    """What it would come to if nothing in it cancelled: the sum of the sizes of what is added."""
    roundings: int = 0
    """How often it has been rounded on the way, at the most."""
    parts: tuple[Term, ...] = ()
    """What it is made of."""
    index: tuple[int, ...] = ()
    """Of a cell: where it stands in its array."""
    body: Term | None = None
    """Of a function that has a definition: that, with this argument put in."""

    def cells(self) -> Iterator[Term]:
        """Give the cells that it reads, in the order of reading, each as often as it is read."""
        if self.form is Form.CELL:
            yield self
        for part in self.parts:
            yield from part.cells()


def number(value: float, text: str = "") -> Term:
    """Give a number, which is exact."""
    return Term(Form.NUMBER, text or f"{value:g}", float(value), abs(float(value)))


def cell(array: str, index: tuple[int, ...], value: float) -> Term:
    """Give a cell of an array; what it holds is what is computed with, so it is exact."""
    return Term(Form.CELL, array, float(value), abs(float(value)), index=index)


def operation(name: str, left: Term, right: Term) -> Term:
    """Put an operator between two terms: one of + - * / ** >."""
    with np.errstate(all="ignore"):
        return _operation(name, left, right)


def _operation(name: str, left: Term, right: Term) -> Term:
    a, b = np.float64(left.value), np.float64(right.value)
    parts, roundings = (left, right), left.roundings + right.roundings + 1
    match name:
        case "+":
            return _made(name, a + b, left.size + right.size, roundings, parts)
        case "-":
            return _made(name, a - b, left.size + right.size, roundings, parts)
        case "*":
            return _made(name, a * b, left.size * right.size, roundings, parts)
        case "/":
            # A divisor that has lost digits by cancelling makes the quotient as uncertain.
            size = np.float64(left.size) / abs(b) * (right.size / abs(b))
            return _made(name, a / b, size, roundings, parts)
        case "**":
            assert right.value == 2.0, "only squares are raised"
            # A power of a Python float raises where a product is inf.
            return _made(name, a * a, left.size * left.size, 2 * left.roundings + 1, parts)
        case ">":
            return _made(name, np.float64(a > b), 1.0, 0, parts)
    raise AssertionError(f"no operator is written {name}")


def _made(
    name: str, value: np.float64, size: float, roundings: int, parts: tuple[Term, ...]
) -> Term:
    return Term(Form.OPERATION, name, float(value), float(size), roundings, parts)


def negative(part: Term) -> Term:
    """Put a minus before a term."""
    return Term(Form.OPERATION, "-", -part.value, part.size, part.roundings, (part,))


def smooth_function(name: str, part: Term) -> Term:
    """Apply exp, tanh, log or log1p, as numpy does."""
    x = np.float64(part.value)
    with np.errstate(all="ignore"):
        match name:
            case "exp":
                value = slope = np.exp(x)
            case "tanh":
                value = np.tanh(x)
                slope = 1 - value * value
            case "log":
                value, slope = np.log(x), 1 / x
            case "log1p":
                value, slope = np.log1p(x), 1 / (1 + x)
            case _:
                raise AssertionError(f"no function is called {name}")
        # What its argument has lost by rounding comes through with the slope.
        size = abs(value) + (abs(slope) * part.size if part.roundings else 0.0)
    roundings = part.roundings + FUNCTION_ROUNDINGS
    return Term(Form.FUNCTION, name, float(value), float(size), roundings, (part,))


def largest(name: str, parts: Sequence[Term]) -> Term:
    """Apply max or maximum; a nan among the parts is the largest."""
    with np.errstate(all="ignore"):
        value = np.maximum.reduce([np.float64(part.value) for part in parts])
    size = max(part.size for part in parts)
    roundings = max(part.roundings for part in parts)
    return Term(Form.FUNCTION, name, float(value), size, roundings, tuple(parts))


def where(condition: Term, chosen: Term, other: Term) -> Term:
    """Apply where: the second part if the condition is true, else the third."""
    taken = chosen if condition.value else other
    parts = (condition, chosen, other)
    return Term(Form.FUNCTION, "where", taken.value, taken.size, taken.roundings, parts)


def absolute(part: Term) -> Term:
    """Take the absolute value."""
    return Term(Form.FUNCTION, "abs", abs(part.value), part.size, part.roundings, (part,))


def defined_function(name: str, parts: tuple[Term, ...], body: Term) -> Term:
    """Apply a function that is written out in terms of its own."""
    return Term(Form.FUNCTION, name, body.value, body.size, body.roundings, parts=parts, body=body)


def total(parts: Sequence[Term]) -> Term:
    """Add terms up, one after the other."""
    value = np.float64(0.0)
    with np.errstate(all="ignore"):
        for part in parts:
            value = value + np.float64(part.value)
    roundings = max((part.roundings for part in parts), default=0) + max(len(parts) - 1, 0)
    size = sum(part.size for part in parts)
    return Term(Form.SUM, "+", float(value), size, roundings, tuple(parts))

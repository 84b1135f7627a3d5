"""An answer as a person types it: a number with as many digits as they are sure of, or a sign."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from nn_tui.errors import InputError
from nn_tui.recipe.parsing import read_number, refuse_commas, shown

LEAST_DIGITS = 2
"""Significant digits that an answer must have: one alone is a guess."""

_PARTS = re.compile(r"[+-]?(\d*)\.?(\d*)(?:e([+-]?\d+))?", re.IGNORECASE)

_MINUS = "\N{MINUS SIGN}"

_SLACK = 1e-9
"""Of half a digit: 0.125 typed as 0.13 is as right as 0.12."""


class AnswerError(InputError):
    """What was typed is no answer to this question yet."""


@dataclass(frozen=True, slots=True)
class TypedNumber:
    """A number, and how far it reaches."""

    value: float
    """The number."""
    digits: int
    """Significant digits that were given; 0 for a zero."""
    half_unit: float
    """Half of one in the last place that was given."""

    @property
    def negative(self) -> TypedNumber:
        """The same with the other sign."""
        return replace(self, value=-self.value)

    def is_right(self, exact: float, by_hand: float) -> bool:
        """Whether a number is this one, to the digits that were given.

        Args:
            exact: The number.
            by_hand: The same from operands as they are shown; what lies between is right as well.
        """
        if not self.digits:
            return exact == 0
        low, high = sorted((exact, by_hand if by_hand == by_hand else exact))
        reach = self.half_unit * (1 + _SLACK)
        return low - reach <= self.value <= high + reach

    def is_exactly(self, value: float) -> bool:
        """Whether it is that very number, not only near it."""
        return self.value == value


def number_of(text: str) -> TypedNumber:
    """Read a number.

    Raises:
        InputError: It is none.
    """
    written = text.strip().replace(_MINUS, "-")
    label = f"answer {shown(text)}"
    refuse_commas(label, written)
    value = read_number(label, written, "a number, such as -0.012", "finite")
    parts = _PARTS.fullmatch(written)
    if parts is None:
        raise AnswerError(f"{label}: must be a number, such as -0.012")
    whole, fraction, exponent = parts[1], parts[2], int(parts[3] or 0)
    digits = len((whole + fraction).lstrip("0"))
    return TypedNumber(value, digits, 0.5 * 10.0 ** (exponent - len(fraction)))


def sign_typed(text: str) -> str:
    """Read a sign: +, - or 0.

    Raises:
        AnswerError: It is none.
    """
    written = text.strip().replace(_MINUS, "-")
    if written not in ("+", "-", "0"):
        raise AnswerError(f"answer {shown(text)}: must be a sign: +, - or 0")
    return written


def refuse_too_few(text: str, number: TypedNumber) -> None:
    """Refuse a number of one digit.

    Raises:
        AnswerError: With how to write more.
    """
    if 0 < number.digits < LEAST_DIGITS:
        raise AnswerError(
            f"answer {shown(text)}: must have {LEAST_DIGITS} significant digits or more; "
            "0.050 has 2"
        )

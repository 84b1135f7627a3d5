"""Numbers as a person types or pastes them, one or a block of them, read into rows and columns."""

from __future__ import annotations

import re

import numpy as np

from nn_tui.engine.arrays import Array
from nn_tui.recipe.errors import RecipeError
from nn_tui.recipe.parsing import read_number, refuse_commas, shown

_ARRAY_CALL = re.compile(
    r"(?:np\.|numpy\.)?array\((.*?)(?:,\s*dtype=[\w.'\"]+)?\s*,?\s*\)", re.DOTALL
)

_INNERMOST = re.compile(r"\[([^\[\]]*)\]")

_BRACKETED = re.compile(r"(\[)?[\s,;]*\[\](?:[\s,;]*\[\])*[\s,;]*(?(1)\])")
"""Rows in brackets, what is inside them left out, with or without brackets around all."""

_EXAMPLE = "such as 0.5, -2 or 1e-3"


def parse_matrix(text: str) -> Array:
    """Read one number, or several in rows and columns.

    Rows end with a line or a semicolon; tabs, commas or spaces part columns. Brackets as Python,
    numpy and MATLAB write them may stand around them. A comma between two digits parts columns
    only where it cannot be meant as a decimal comma.

    Returns:
        (rows, columns), at least one of each, all finite.

    Raises:
        RecipeError: It cannot be read, or a number is not finite; with the reason.
    """
    plain = _without_call(text.strip()).replace("\N{MINUS SIGN}", "-")
    if "..." in plain or "…" in plain:
        raise RecipeError("...: numbers were left out where this was copied; copy all of them")
    is_bracketed = "[" in plain or "]" in plain
    rows = _rows_in_brackets(plain) if is_bracketed else re.split(r"[;\r\n]+", plain)
    read = [_row(row.strip(), is_bracketed) for row in rows if row.strip()]
    if not read:
        raise RecipeError(f"(empty): must be a number, {_EXAMPLE}")
    for place, row in enumerate(read[1:], start=2):
        if len(row) != len(read[0]):
            raise RecipeError(
                f"row {place} has {_count(len(row))}, row 1 has {len(read[0])}: "
                "all rows must be of one length"
            )
    return np.array(read)


def in_one_line(text: str) -> str:
    """Write lines of numbers in one line, which reads as the same rows."""
    is_bracketed = "[" in text
    return re.sub(r"\s*[\r\n]+\s*", " " if is_bracketed else "; ", text.strip())


def _without_call(text: str) -> str:
    call = _ARRAY_CALL.fullmatch(text)
    return call.group(1).strip() if call else text


def _rows_in_brackets(text: str) -> list[str]:
    rows = _INNERMOST.findall(text)
    if not _BRACKETED.fullmatch(_INNERMOST.sub("[]", text)):
        raise RecipeError(f"{shown(text)}: brackets must be as in [[1, 2], [3, 4]]")
    return [part for row in rows for part in row.split(";")]


def _row(row: str, is_bracketed: bool) -> list[float]:
    """Read the numbers of one row; in brackets a comma is none of a number's."""
    if not is_bracketed:
        for word in row.split():
            _refuse_decimal_comma(word.strip(","))
    parts = re.split(r"\s*,\s*|[^\S\t]*\t[^\S\t]*|\s+", row.removesuffix(",").rstrip())
    if "" in parts:
        raise RecipeError(f"{shown(row)}: a number is missing between two commas or tabs")
    return [_number(part) for part in parts]


def _refuse_decimal_comma(word: str) -> None:
    try:
        refuse_commas(shown(word), word)
    except RecipeError as reason:
        raise RecipeError(f"{reason}, or a space between two numbers") from None


def _number(text: str) -> float:
    finite = "finite, at most 1.79e308 in size"
    return read_number(shown(text), text, f"a number, {_EXAMPLE}", finite)


def _count(numbers: int) -> str:
    return f"{numbers} number{'' if numbers == 1 else 's'}"

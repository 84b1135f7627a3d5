"""What is searched for in the dataset, read from one line: words and comparisons that all hold."""

from __future__ import annotations

import math
import operator
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

import numpy as np

from nn_tui.engine.arrays import Array
from nn_tui.errors import InputError
from nn_tui.ui.render.row_columns import SearchColumn, search_columns
from nn_tui.ui.render.row_results import (
    Mask,
    has_class_names,
    has_classes,
    is_computed,
    is_wrong,
    output_classes,
    target_classes,
)
from nn_tui.ui.view import View

_Term = Callable[[View], Mask]
_Sameness = Callable[[Array, float], Mask]

_OPERATOR = r"\s*(!=|<=|>=|==?|<|>)\s*"
_VALUE = r'("[^"]*"|\S*)'
_COMPARISON = re.compile(_OPERATOR + _VALUE)
_OTHER_COLUMN = re.compile(r"([^\s<>=!\"]+)" + _OPERATOR + _VALUE)
_WORD = re.compile(r'"([^"]*)"?|(\S+)')

_ORDERINGS: dict[str, Callable[[Array, float], Mask]] = {
    "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge,
}  # fmt: skip

_ROWS_AT_ONCE = 256
"""Rows of the inputs that are compared in one go."""

_EXAMPLES = "wrong, row<5, |error|>0.2"


class QueryError(InputError):
    """A search that cannot be read."""


@dataclass(frozen=True, slots=True)
class Query:
    """A search that has been read."""

    text: str
    """As it was typed."""
    terms: tuple[_Term, ...]
    """What must hold of a row."""

    def matches(self, view: View) -> Mask:
        """Say which rows of the dataset match at a moment."""
        found = np.ones(view.moment.recipe.dataset.rows, dtype=np.bool_)
        for term in self.terms:
            found &= term(view)
        return found


def read_query(text: str, view: View) -> Query | None:
    """Read what was typed.

    Args:
        text: Terms with spaces between them; a name or a value with spaces stands in quotes, but
            for names of columns, which are known.
        view: What is searched; the query stays good for all moments of its dataset.

    Returns:
        None where nothing was typed.

    Raises:
        QueryError: It cannot be read; the message is short enough to stand beside the field.
    """
    columns, rest = search_columns(view), text.strip()
    terms: list[_Term] = []
    if not text.strip(' "'):
        # A quote that has just been opened.
        return None
    while rest:
        term, rest = _take_term(rest, columns, view)
        terms.append(term)
    return Query(text.strip(), tuple(terms)) if terms else None


def _take_term(rest: str, columns: dict[str, SearchColumn], view: View) -> tuple[_Term, str]:
    """Read the first term, and give back what follows it."""
    for name in sorted(columns, key=len, reverse=True):
        found = _COMPARISON.match(rest, len(name))
        if found and rest[: len(name)].lower() == name.lower():
            term = _compare(name, columns[name], found[1], found[2])
            return _of(columns[name], term, view), rest[found.end() :].lstrip()
    found = _OTHER_COLUMN.match(rest)
    if found:
        name = _complete(found[1], columns)
        term = _compare(name, columns[name], found[2], found[3])
        return _of(columns[name], term, view), rest[found.end() :].lstrip()
    found = _WORD.match(rest)
    assert found is not None
    return _word(found[1] or found[2] or "", columns, view), rest[found.end() :].lstrip()


def _complete(start: str, columns: dict[str, SearchColumn]) -> str:
    """Find the one column whose name begins so."""
    names = [name for name in columns if name.lower().startswith(start.lower())]
    if len(names) == 1:
        return names[0]
    if names:
        raise QueryError(f"{start}: {' or '.join(names[:3])}?")
    raise QueryError(f"no column {start}: {', '.join(columns)}")


def _compare(name: str, column: SearchColumn, sign: str, value: str) -> _Term:
    value = value.strip('"')
    if column.classes:
        return _compare_class(name, column, sign, value)
    if not value:
        raise QueryError(f"{name}{sign}: a number is missing")
    number, compare = _number(value), _ORDERINGS.get(sign, _is_shown_as(value))
    return lambda view: compare(column.values(view), number) ^ (sign == "!=")


def _compare_class(name: str, column: SearchColumn, sign: str, value: str) -> _Term:
    """Compare with the class of this name, or with all that have it in theirs."""
    if sign in _ORDERINGS:
        raise QueryError(f"{name} is a class: use = or !=")
    if not value:
        raise QueryError(f"{name}{sign}: the name of a class is missing")
    chosen = _classes_named(value, column.classes)
    if not chosen:
        raise QueryError(f"{name}: no class {value}: {', '.join(column.classes)}")
    return lambda view: np.isin(column.values(view), chosen) ^ (sign == "!=")


def _classes_named(value: str, classes: tuple[str, ...]) -> list[int]:
    folded = [name.casefold() for name in classes]
    if value.casefold() in folded:
        return [folded.index(value.casefold())]
    return [number for number, name in enumerate(folded) if value.casefold() in name]


def _of(column: SearchColumn, holds: _Term, view: View) -> _Term:
    """Compare a column of the dataset once, and one of the outputs anew at each moment.

    What is not computed yet compares with nothing, not even as different.
    """
    if column.is_of_output:
        return lambda view: holds(view) & is_computed(view.moment)
    found = holds(view)
    return lambda _: found


def _word(word: str, columns: Mapping[str, SearchColumn], view: View) -> _Term:
    """Read what stands alone: `wrong`, a number, or a part of a class's name."""
    dataset = view.moment.recipe.dataset
    if word.casefold() == "wrong":
        if not has_classes(dataset):
            raise QueryError("wrong: there are no classes; try |error|>0.2")
        return lambda view: is_wrong(view.moment)
    terms: list[_Term] = []
    if has_class_names(dataset):
        parts = [n for n, name in enumerate(dataset.classes) if word.casefold() in name.casefold()]
        terms += [_in_class(parts)] if parts else []
    if _is_number(word):
        terms.append(_any_number(word, columns, view))
    if not terms:
        column = next((c for c in columns if c.lower().startswith(word.lower())), None)
        if column:
            raise QueryError(f"{column}: compare it, as {column}>0.5")
        kind = "no class, no number" if has_class_names(dataset) else "no number"
        raise QueryError(f"{word}: {kind}; try {_EXAMPLES}")
    return lambda view: np.asarray(np.any([term(view) for term in terms], axis=0))


def _in_class(classes: list[int]) -> _Term:
    """Find rows of one of the classes, and rows whose outputs speak for one."""

    def holds(view: View) -> Mask:
        moment = view.moment
        spoken_for = np.isin(output_classes(moment), classes) & is_computed(moment)
        return np.isin(target_classes(moment.recipe.dataset), classes) | spoken_for

    return holds


def _any_number(word: str, columns: Mapping[str, SearchColumn], view: View) -> _Term:
    """Find the row of this number, and rows that show the number in any column."""
    number, is_shown_as, dataset = _number(word), _is_shown_as(word), view.moment.recipe.dataset
    in_inputs = _in_any(dataset.inputs, number, is_shown_as)
    # A set: a column that has two names is gone through once.
    others = {
        column
        for name, column in columns.items()
        if name not in dataset.input_names and not column.classes
    }
    terms = [_of(column, partial(_shows, column, is_shown_as, number), view) for column in others]
    return lambda view: np.logical_or.reduce([in_inputs, *(term(view) for term in terms)])


def _in_any(table: Array, number: float, is_shown_as: _Sameness) -> Mask:
    """Say which rows show a number; a few rows at a time, which are quicker than all at once."""
    found = np.zeros(len(table), dtype=np.bool_)
    for start in range(0, len(table), _ROWS_AT_ONCE):
        rows = slice(start, start + _ROWS_AT_ONCE)
        found[rows] = is_shown_as(table[rows], number).any(axis=1)
    return found


def _shows(column: SearchColumn, is_shown_as: _Sameness, number: float, view: View) -> Mask:
    return is_shown_as(column.values(view), number)


def _is_shown_as(text: str) -> _Sameness:
    """Compare as people read: 0.17 is all that rounds to 0.17, and 5 is 5, not 5.3.

    Numbers of the data are shown with three digits, from 1000 on with six; those of the run with
    two or more behind the point.
    """
    size, behind_point = abs(_number(text)), len(text.partition(".")[2])
    if behind_point >= 2 and "e" not in text.lower():
        unit = 10.0**-behind_point
    else:
        digits = 3 if size < 1000 else 6
        unit = 10.0 ** (math.floor(math.log10(size)) - digits + 1) if size else 0.0
    # Whole numbers are shown to the last digit, however large.
    tolerance = min(0.5, 0.5 * unit)
    return lambda values, number: np.abs(values - number) <= tolerance


def _number(text: str) -> float:
    if not _is_number(text):
        point = text.replace(",", ".", 1)
        hint = f"; a decimal point is meant: {point}" if _is_number(point) else ""
        raise QueryError(f"{text}: is not a number{hint}")
    return float(text)


def _is_number(text: str) -> bool:
    try:
        return bool(np.isfinite(float(text)))
    except ValueError:
        return False

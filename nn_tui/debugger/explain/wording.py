"""A formula written out: in symbols, and with the numbers in their place."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from heapq import nlargest

from nn_tui.debugger.explain.term import Form, Term
from nn_tui.text import size_text

MOST_TERMS = 4
"""Terms of a sum that are written one behind the other; of a longer one, the rule."""

SUM_OF_MANY = "terms, largest first"
"""What is said of a longer one."""

_RANKS = {">": 0, "+": 1, "-": 1, "*": 2, "/": 2, "**": 4}
"""How tightly an operator binds."""

_NEGATION = 3

_LETTERS = ("k", "m", "n")

Writer = Callable[[Term], str]
"""How a cell or a number is written."""


def name_of(cell: Term) -> str:
    """Name a cell: `l1_delta[2,1]`; a number without axes by its array's name alone."""
    return cell_name(cell.name, cell.index)


def cell_name(array: str, index: tuple[int, ...]) -> str:
    """Name a cell of an array."""
    return f"{array}[{','.join(map(str, index))}]" if index else array


def reason_against_cell(array: str, index: tuple[int, ...], shape: tuple[int, ...]) -> str:
    """Say that an array of some shape has no such cell, or "" where it has."""
    if len(index) == len(shape) and all(0 <= i < n for i, n in zip(index, shape, strict=True)):
        return ""
    return f"{cell_name(array, index)}: no such cell: {array} is {size_text(shape)}, counted from 0"


def in_symbols(term: Term) -> str:
    """Write a formula with the names of its cells."""
    return _written(term, lambda leaf: name_of(leaf) if leaf.form is Form.CELL else leaf.name)


def written_out(term: Term, is_whole: bool = True) -> Term:
    """Put the definitions of functions in their place.

    Args:
        term: The formula.
        is_whole: Whether also in those terms of a long sum that are not written.
    """
    if term.body is not None:
        return term.body
    chosen = term.parts if is_whole else _terms_written(term)
    return _with_parts(term, chosen, lambda part: written_out(part, is_whole))


def with_numbers(term: Term, digits: int) -> str:
    """Write a formula with the numbers in the place of the names.

    `1 - l1[2,1]` and the maximum of a row amid a formula are given as what they come to.

    Args:
        term: The formula.
        digits: Significant digits of each number.
    """

    def leaf(part: Term) -> str:
        is_exact = part.form is Form.NUMBER and part.name.replace(".", "").isdigit()
        return part.name if is_exact else f"{part.value:.{digits}g}"

    return _written(_folded(term), leaf)


def _folded(term: Term, is_whole: bool = True) -> Term:
    if not is_whole and (term.name == "max" or _is_rest(term)):
        return Term(Form.CELL, "", term.value, term.size)
    return _with_parts(term, _terms_written(term), lambda part: _folded(part, is_whole=False))


def _with_parts(term: Term, chosen: Sequence[Term], change: Callable[[Term], Term]) -> Term:
    """Change some of the parts of a term, which stays as it is where that changes nothing."""
    picked = {id(part) for part in chosen}
    parts = tuple(change(part) if id(part) in picked else part for part in term.parts)
    if all(new is old for new, old in zip(parts, term.parts, strict=True)):
        return term
    return Term(term.form, term.name, term.value, term.size, term.roundings, parts, term.index)


def _terms_written(term: Term) -> Sequence[Term]:
    """Give what is written of a term's parts: of a long sum the two largest."""
    if term.form is not Form.SUM or len(term.parts) <= MOST_TERMS:
        return term.parts
    return nlargest(2, term.parts, key=lambda part: abs(part.value))


def _is_rest(term: Term) -> bool:
    if term.name != "-" or len(term.parts) != 2:
        return False
    left, right = term.parts
    return left.form is Form.NUMBER and right.form is Form.CELL


def _written(term: Term, leaf: Writer) -> str:
    match term.form:
        case Form.NUMBER | Form.CELL:
            return leaf(term)
        case Form.FUNCTION if term.name == "max":
            return f"max({_row_of(term.parts, leaf)})"
        case Form.FUNCTION:
            return f"{term.name}({', '.join(_written(part, leaf) for part in term.parts)})"
        case Form.SUM:
            return _sum(term, leaf)
    if len(term.parts) == 1:
        return f"-{_bracketed(term.parts[0], _NEGATION, leaf)}"
    left, right = term.parts
    rank = _RANKS[term.name]
    before = _ranked(left, rank, leaf)
    if term.name == "+":
        return joined((before, _ranked(right, rank + 1, leaf)))
    if term.name == "**":
        return f"{_bracketed(left, rank, leaf)}**{_bracketed(right, rank + 1, leaf)}"
    # a * (b * c) is another number than a * b * c, to the last bit.
    return f"{before} {term.name} {_bracketed(right, rank + 1, leaf)}"


def joined(terms: Iterable[str]) -> str:
    """Add terms that are written up: what begins with a minus is taken away, to the same bits."""
    first, *others = terms
    return first + "".join(
        f" - {term[1:]}" if term.startswith("-") else f" + {term}" for term in others
    )


def _row_of(parts: tuple[Term, ...], leaf: Writer) -> str:
    """Write the cells of a row: all of them where they are few, else from first to last."""
    texts = [_written(part, leaf) for part in parts]
    return ", ".join(texts if len(texts) <= MOST_TERMS else [texts[0], "...", texts[-1]])


def _bracketed(term: Term, rank: int, leaf: Writer) -> str:
    """Write what stands behind an operator or is raised: with a minus only in brackets."""
    text = _ranked(term, rank, leaf)
    return f"({text})" if text.startswith("-") and rank > 1 else text


def _ranked(term: Term, rank: int, leaf: Writer) -> str:
    """Write what stands before an operator, in brackets where it binds less."""
    text = _written(term, leaf)
    return f"({text})" if _rank(term) < rank else text


def _rank(term: Term) -> int:
    if term.form is Form.SUM:
        return _RANKS["+"] if 1 < len(term.parts) <= MOST_TERMS else 9
    if term.form is not Form.OPERATION:
        return 9
    return _RANKS[term.name] if len(term.parts) == 2 else _NEGATION


def _sum(term: Term, leaf: Writer) -> str:
    if len(term.parts) <= MOST_TERMS:
        return joined(_ranked(part, _RANKS["+"] + 1, leaf) for part in term.parts)
    largest = [_ranked(part, _RANKS["+"] + 1, leaf) for part in _terms_written(term)]
    shown = joined([*largest, "..."])
    return f"(sum of {len(term.parts)} {SUM_OF_MANY}: {shown})"

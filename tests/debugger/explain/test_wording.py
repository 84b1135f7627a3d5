"""Formulas as a person reads them: signs, and the largest terms of a long sum."""

from __future__ import annotations

import pytest

from nn_tui.debugger.explain import term
from nn_tui.debugger.explain.term import Term
from nn_tui.debugger.explain.wording import in_symbols, joined, with_numbers, written_out


def product(left: float, right: float, place: int = 0) -> Term:
    return term.operation("*", term.cell("a", (place,), left), term.cell("b", (place,), right))


@pytest.mark.parametrize(
    ("formula", "written"),
    [
        (term.total([product(0.5, 2), product(-0.25, 3)]), "0.5 * 2 - 0.25 * 3"),
        (term.total([product(-0.5, 2), product(0.25, -3)]), "-0.5 * 2 + 0.25 * (-3)"),
        (term.operation("+", product(0.5, 2), term.cell("c", (), -0.1)), "0.5 * 2 - 0.1"),
        (term.operation("-", product(0.5, 2), term.cell("c", (), -0.1)), "0.5 * 2 - (-0.1)"),
        # Raised, it is another number without the brackets.
        (
            term.operation("**", term.cell("c", (), -0.5), term.number(2)),
            "(-0.5)**2",
        ),
        (
            term.operation("*", product(-0.5, 2), term.negative(term.cell("c", (), -3.0))),
            "-0.5 * 2 * (-(-3))",
        ),
        (
            term.operation("-", term.number(1), term.total([product(-1, 2), product(3, 4)])),
            "1 - (-1 * 2 + 3 * 4)",
        ),
        (
            term.operation("/", term.negative(product(0.5, 3)), term.number(4)),
            "-(0.5 * 3) / 4",
        ),
    ],
)
def test_what_is_negative_is_taken_away_and_the_line_is_still_its_value(
    formula: Term, written: str
) -> None:
    assert with_numbers(formula, 4) == written
    assert eval(written) == formula.value


def test_joined_terms_have_one_sign_each() -> None:
    assert joined(["-1", "2", "-3 * 4"]) == "-1 + 2 - 3 * 4"


def test_a_long_sum_shows_its_two_largest_terms_in_symbols_and_in_numbers() -> None:
    values = [0.1, -0.2, 5.0, 0.3, -7.0]
    formula = term.total([product(value, 1, place) for place, value in enumerate(values)])
    head = "(sum of 5 terms, largest first: "
    assert in_symbols(formula) == f"{head}a[4] * b[4] + a[2] * b[2] + ...)"
    assert with_numbers(formula, 4) == f"{head}-7 * 1 + 5 * 1 + ...)"


def test_the_second_term_of_a_long_sum_has_its_sign_too() -> None:
    values = [0.1, -6.0, 0.2, 0.3, 7.0]
    formula = term.total([term.cell("a", (place,), value) for place, value in enumerate(values)])
    assert with_numbers(formula, 4) == "(sum of 5 terms, largest first: 7 - 6 + ...)"


def test_of_a_long_sum_only_what_is_written_is_put_in_full() -> None:
    def square_of(value: float) -> Term:
        cell = term.cell("z", (), value)
        return term.defined_function("square", (cell,), term.operation("*", cell, cell))

    formula = term.total([square_of(value) for value in (1.0, 4.0, 3.0, 2.0, 0.5)])
    head = "(sum of 5 terms, largest first: "
    assert in_symbols(formula) == f"{head}square(z) + square(z) + ...)"
    short = written_out(formula, is_whole=False)
    assert with_numbers(short, 4) == f"{head}4 * 4 + 3 * 3 + ...)"
    assert [part.body is None for part in short.parts] == [False, True, True, False, False]
    assert all(part.body is None for part in written_out(formula).parts)

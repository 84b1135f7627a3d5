from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from nn_tui.engine.arrays import Array
from nn_tui.recipe.errors import RecipeError
from nn_tui.recipe.matrix_text import in_one_line, parse_matrix

MATRICES = arrays(
    np.float64,
    st.tuples(st.integers(1, 5), st.integers(1, 5)),
    elements=st.floats(allow_nan=False, allow_infinity=False),
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("0.5", [[0.5]]),
        (" -1e-3 ", [[-0.001]]),
        ("+.5", [[0.5]]),
        ("5.", [[5.0]]),
        ("\N{MINUS SIGN}2", [[-2.0]]),
        ("0.1 0.2; 0.3 0.4", [[0.1, 0.2], [0.3, 0.4]]),
        ("0.1\t0.2\n0.3\t0.4\n", [[0.1, 0.2], [0.3, 0.4]]),
        ("0.1,0.2\r\n0.3,0.4\r\n", [[0.1, 0.2], [0.3, 0.4]]),
        ("1, 2, 3", [[1.0, 2.0, 3.0]]),
        ("1,2,3", [[1.0, 2.0, 3.0]]),
        ("1;2;3", [[1.0], [2.0], [3.0]]),
        ("[1,5]", [[1.0, 5.0]]),
        ("[1, 2]", [[1.0, 2.0]]),
        ("[1 2; 3 4]", [[1.0, 2.0], [3.0, 4.0]]),
        ("[[1, 2], [3, 4]]", [[1.0, 2.0], [3.0, 4.0]]),
        ("[[1., 2.],\n [3., 4.],]", [[1.0, 2.0], [3.0, 4.0]]),
        ("[[1. 2.]\n [3. 4.]]", [[1.0, 2.0], [3.0, 4.0]]),
        ("[[1.\n  2.]\n [3.\n  4.]]", [[1.0, 2.0], [3.0, 4.0]]),
        ("array([[1., 2.],\n       [3., 4.]])", [[1.0, 2.0], [3.0, 4.0]]),
        ("np.array([1., 2.], dtype=float32)", [[1.0, 2.0]]),
        ("[1, 2]\n[3, 4]", [[1.0, 2.0], [3.0, 4.0]]),
    ],
)
def test_matrix_is_read_as_it_is_written_elsewhere(text: str, expected: list[list[float]]) -> None:
    np.testing.assert_array_equal(parse_matrix(text), expected)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "(empty): must be a number, such as 0.5, -2 or 1e-3"),
        ("1,5", "1,5: a decimal comma; write 1.5, or a space between two numbers"),
        ("0,1\t0,2", "0,1: a decimal comma; write 0.1, or a space between two numbers"),
        ("0,5, 1,5", "0,5: a decimal comma"),
        ("1.000,5", "points between thousands, a decimal comma; write 1000.5"),
        ("abc", "abc: must be a number"),
        ("1_0", "1_0: must be a number"),
        ("٣", "٣: must be a number"),
        ("1 x 2", "x: must be a number"),
        ("nan", "nan: must be finite"),
        ("-inf", "-inf: must be finite"),
        ("1e999", "1e999: must be finite, at most 1.79e308 in size"),
        ("1 2; 3", "row 2 has 1 number, row 1 has 2: all rows must be of one length"),
        ("1,,2,3", "a number is missing between two commas or tabs"),
        ("1\t\t2", "a number is missing between two commas or tabs"),
        ("[[1, 2]", "brackets must be as in [[1, 2], [3, 4]]"),
        ("[1, 2]]", "brackets must be as in [[1, 2], [3, 4]]"),
        ("[[[1]]]", "brackets must be as in [[1, 2], [3, 4]]"),
        ("1 [2]", "brackets must be as in [[1, 2], [3, 4]]"),
        ("[]", "(empty): must be a number"),
        ("[[0. 1. ... 8. 9.]]", "numbers were left out where this was copied"),
        ("\x1b[2J", "brackets must be"),
    ],
)
def test_matrix_is_refused_with_the_reason(text: str, reason: str) -> None:
    with pytest.raises(RecipeError) as refused:
        parse_matrix(text)
    assert reason in str(refused.value)
    assert "\x1b" not in str(refused.value)


@given(MATRICES, st.sampled_from([" ", "\t", ", "]), st.sampled_from(["\n", ";", " ; ", "\r\n"]))
def test_matrix_of_any_numbers_reads_back(matrix: Array, comma: str, end: str) -> None:
    text = end.join(comma.join(map(repr, row)) for row in matrix.tolist())
    np.testing.assert_array_equal(parse_matrix(text), matrix)
    np.testing.assert_array_equal(parse_matrix(in_one_line(text)), matrix)


@given(MATRICES)
def test_matrix_as_python_and_numpy_print_it_reads_back(matrix: Array) -> None:
    with np.printoptions(precision=17, floatmode="unique", linewidth=40):
        for text in (repr(matrix.tolist()), repr(matrix), str(matrix)):
            np.testing.assert_array_equal(parse_matrix(text), matrix)
            np.testing.assert_array_equal(parse_matrix(in_one_line(text)), matrix)


@given(st.text(max_size=30))
def test_matrix_of_any_text_is_read_or_refused(text: str) -> None:
    try:
        read = parse_matrix(text)
    except RecipeError:
        return
    assert read.ndim == 2
    assert np.isfinite(read).all()

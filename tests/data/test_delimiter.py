from __future__ import annotations

import pytest

from nn_tui.data.delimiter import detect_delimiter


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_delimiter_is_the_one_that_divides(delimiter: str) -> None:
    assert detect_delimiter(f"a{delimiter}b\n1{delimiter}2\n") == delimiter


def test_delimiter_is_semicolon_around_decimal_commas() -> None:
    assert detect_delimiter("1,5;2,5;0\n2,5;3,5;1\n") == ";"


def test_delimiter_is_semicolon_around_decimal_commas_in_two_columns() -> None:
    assert detect_delimiter("1,5;2\n2,5;3\n") == ";"


def test_delimiter_does_not_count_what_is_quoted() -> None:
    assert detect_delimiter('"a;b;c",1\n"d;e;f",2\n') == ","


def test_delimiter_does_not_count_text_with_other_delimiters() -> None:
    assert detect_delimiter("note,y\na;b,0\nc;d,1\n") == ","


def test_delimiter_survives_a_ragged_row() -> None:
    assert detect_delimiter("a;b;y\n1;2;0\n1;2;0;9\n3;4;1\n") == ";"


def test_delimiter_survives_a_broken_quote() -> None:
    assert detect_delimiter('a;b\n1;2\n"3"x;4\n') == ";"


def test_delimiter_is_comma_where_nothing_divides() -> None:
    assert detect_delimiter("1\n2\n") == ","


def test_delimiter_is_looked_for_behind_the_start() -> None:
    text = "# a,b,c\n1;2\n"
    assert detect_delimiter(text, start=text.index("1")) == ";"

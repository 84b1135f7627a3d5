from __future__ import annotations

import math

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from nn_tui.ui.render.numbers import compact, full, short, significant

ANY = st.floats(allow_nan=True, allow_infinity=True)
WIDTHS = st.integers(7, 20)


@given(value=ANY, width=WIDTHS)
@example(value=-9999.999, width=8)
@example(value=-1.2e-300, width=8)
@example(value=9.999999e99, width=8)
@example(value=-0.0, width=8)
def test_short_is_exactly_as_wide_as_asked(value: float, width: int) -> None:
    assert len(short(value, width)) == width


@given(value=st.floats(1e-99, 1) | st.just(0.0), width=st.integers(5, 7))
@example(value=1e-10, width=5)
@example(value=0.9999999, width=5)
def test_short_of_a_share_is_never_wider_than_asked(value: float, width: int) -> None:
    assert len(short(value, width)) == width


@given(value=st.floats(allow_nan=False), width=WIDTHS)
def test_short_keeps_the_sign(value: float, width: int) -> None:
    assert short(value, width).strip().startswith("-") is (math.copysign(1, value) < 0)


@given(value=st.floats(-1e307, 1e307), width=st.integers(8, 20))
def test_short_is_near_the_value(value: float, width: int) -> None:
    assert float(short(value, width)) == pytest.approx(value, rel=0.5, abs=1e-300)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.0, " 0.00000"),
        (0.16773399, " 0.16773"),
        (-0.5, "-0.50000"),
        (1234.5678, " 1234.57"),
        (12345.678, " 1.2e+04"),
        (0.00012, " 1.2e-04"),
        (-0.00012, "-1.2e-04"),
        (math.nan, "     nan"),
        (-math.inf, "    -inf"),
    ],
)
def test_short_writes_as_many_digits_as_fit(value: float, text: str) -> None:
    assert short(value) == text


@given(ANY)
def test_full_reads_back_as_the_same_float(value: float) -> None:
    back = float(full(value))
    assert back == value or (math.isnan(back) and math.isnan(value))


@pytest.mark.parametrize(
    ("value", "text"), [(0.0, "0"), (1.0, "1"), (5.1, "5.1"), (0.1239, "0.124")]
)
def test_compact_writes_a_number_as_short_as_it_is(value: float, text: str) -> None:
    assert compact(value) == text


@pytest.mark.parametrize(
    ("value", "digits", "text"),
    [
        (0.1677339, 3, "0.168"),
        (-0.00167733, 6, "-0.00167733"),
        (12.0, 3, "12"),
        (12.5, 3, "12.5"),
        (0.5, 6, "0.500000"),
        (-0.0, 3, "-0"),
        (123456.7, 3, "123457"),
        (1234567.0, 3, "1.23e6"),
        (-1.5e-5, 3, "-1.50e-5"),
        (0.1 + 0.2, 17, "0.30000000000000004"),
        (math.nan, 3, "nan"),
        (-math.inf, 3, "-inf"),
    ],
)
def test_significant_keeps_so_many_digits(value: float, digits: int, text: str) -> None:
    assert significant(value, digits) == text


@given(value=st.floats(allow_nan=False))
@example(value=-0.0)
@example(value=5e-324)
def test_significant_with_17_digits_reads_back_as_the_same_float(value: float) -> None:
    read = float(significant(value, 17))
    assert (read, math.copysign(1, read)) == (value, math.copysign(1, value))


def test_full_of_a_whole_number_has_no_point() -> None:
    assert full(17.0, is_whole=True) == "17"

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from nn_tui.ui.render.window import out_of_view, window

COUNTS = st.integers(1, 1000)


@given(count=COUNTS, size=st.integers(1, 100), data=st.data())
def test_window_always_has_the_cursor(count: int, size: int, data: st.DataObject) -> None:
    cursor = data.draw(st.integers(0, count - 1))
    assert cursor in window(count, cursor, size)


@given(count=COUNTS, size=st.integers(1, 100), data=st.data())
def test_window_is_full_and_within_the_things(count: int, size: int, data: st.DataObject) -> None:
    shown = window(count, data.draw(st.integers(0, count - 1)), size)
    assert len(shown) == min(size, count)
    assert shown[0] >= 0
    assert shown[-1] < count


@given(count=st.integers(0, 10), cursor=st.integers(0, 9), size=st.integers(-5, 0))
def test_window_without_room_shows_nothing(count: int, cursor: int, size: int) -> None:
    assert len(window(count, cursor, size)) == 0


def test_window_stays_while_the_cursor_moves_within_its_half() -> None:
    assert window(100, 20, 10) == window(100, 21, 10) == window(100, 24, 10)


def test_what_is_out_of_view_is_counted_above_and_below() -> None:
    assert [out_of_view(shown, 9) for shown in (range(9), range(3), range(4, 9), range(2, 7))] == [
        "", "↓ 6 more", "↑ 4 more", "↑ 2 ↓ 2 more",
    ]  # fmt: skip

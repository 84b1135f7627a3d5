from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from nn_tui.ui.render.listing_cursor import ListingCursor, cursor_at

LAST = 13
LINES = st.integers(0, LAST)


@given(LINES, st.lists(st.integers(-20, 20)))
def test_cursor_is_where_its_moves_lead_one_by_one(ahead: int, moves: list[int]) -> None:
    cursor, place = ListingCursor(0, 0, LAST), ahead
    for rows in moves:
        cursor = cursor.moved(rows, LAST)
        place = max(0, min(place + rows, LAST))
    assert cursor.place(ahead) == place


@given(LINES, LINES, st.integers(-20, 20))
def test_cursor_put_on_a_line_moves_from_there(ahead: int, place: int, rows: int) -> None:
    assert cursor_at(place).place(ahead) == place
    assert cursor_at(place).moved(rows, LAST).place(ahead) == max(0, min(place + rows, LAST))

"""The list of breakpoints and watches as strings."""

from __future__ import annotations

import pytest

from nn_tui.debugger.breaks.shown import NOTHING, Shown, ShownBreakpoint, ShownWatch
from nn_tui.ui.render.breaks import Typing, draw_breaks, height_of
from nn_tui.ui.render.lines import Role, plain, width_of

POINTS = (
    ShownBreakpoint(1, "loss < 0.01", True, 2, "loss = 0.00996288"),
    ShownBreakpoint(2, "before l1_delta", False, 1, "", line=7),
    ShownBreakpoint(4, "max(l3) > 0", True, 0, "", "name l3: unknown"),
)
WATCHES = (
    ShownWatch(1, "synapse_1[0,0]", -0.5, 0.25, (-1.0, -0.75, -0.5)),
    ShownWatch(2, "max(l1) > 2", False, 0.0, (0.0, 0.0)),
    ShownWatch(3, "loss", None, None, ()),
    ShownWatch(5, "max(l1)", None, None, (0.5,), is_on=False),
)
SHOWN = Shown(POINTS, WATCHES)


def text(shown: Shown, typing: Typing | None = None, width: int = 78, height: int = 9) -> str:
    return plain(draw_breaks(shown, 0, typing, width, height))


def test_list_has_mark_hits_and_values() -> None:
    assert text(SHOWN).splitlines() == [
        "> 1 ● loss < 0.01                           2 hits  = 0.00996288",
        "  2 ○ before l1_delta                        1 hit",
        "  4 ● max(l3) > 0                           0 hits  name l3: unknown",
        "  1 = synapse_1[0,0]                       -0.5          +0.25         ▁▅█",
        "  2 = max(l1) > 2                          false                       ▅▅",
        "  3 = loss                                 not computed",
        "  5 ○ max(l1)                              off",
    ]


def test_list_without_anything_says_how_to_begin() -> None:
    (row,) = text(NOTHING).splitlines()
    assert row.endswith("a adds a condition, w a watch; t a line, in Program")
    assert height_of(NOTHING, is_typing=False) == 1


def test_selected_row_is_in_view_and_marked() -> None:
    rows = draw_breaks(SHOWN, 5, None, 60, 2)
    assert len(rows) == 2
    assert any(span.role is Role.SELECTED and "loss" in span.text for span in rows[1])
    assert [row[0].text[0] for row in rows] == [" ", ">"]


@pytest.mark.parametrize(
    ("typing", "said"),
    [
        (Typing(False), " break when\n            loss < 0.01 · "),
        (Typing(True), " watch\n       synapse_1[0,0] · "),
        (Typing(False, "one = sets a value", 6), "\n                 ^ one = sets a value"),
    ],
)
def test_field_has_examples_or_the_reason_below_its_place(typing: Typing, said: str) -> None:
    assert said in text(SHOWN, typing)


def test_reason_that_has_no_room_below_its_place_names_the_column() -> None:
    reason = "something very long that is wrong there, and what could be instead of it"
    assert f" column 70: {reason[:50]}" in text(NOTHING, Typing(False, reason, 70))


@pytest.mark.parametrize("width", [1, 5, 12, 30, 78, 200])
@pytest.mark.parametrize("height", [1, 2, 3, 9])
def test_list_keeps_to_its_size(width: int, height: int) -> None:
    for typing in (None, Typing(True), Typing(False, "a reason", 3)):
        rows = draw_breaks(SHOWN, 1, typing, width, height)
        assert typing or len(rows) <= height
        assert all(width_of(row) <= width for row in rows if typing is None)

"""Arrays that were typed over, and stale ones, as the Inspector and the Program mark them."""

from __future__ import annotations

import numpy as np
import pytest

from nn_tui.debugger.journal import SetCells
from nn_tui.debugger.snapshot import Snapshot
from nn_tui.ui.render.inspector import heading
from nn_tui.ui.render.inspector_names import draw_names, name_at
from nn_tui.ui.render.lines import plain
from nn_tui.ui.render.listing import ListingLook
from nn_tui.ui.render.program import draw_program
from tests.ui.driving import session_of
from tests.ui.render.moments import view_of

WIDE = 120


def typed_over() -> Snapshot:
    # After l1 and z2 = l1 @ synapse_1, l2 = sigmoid(z2).
    session = session_of()
    session.advance(4)
    session.make(SetCells("l1", (0, 0), np.array([[0.5]])))
    return session.snapshot()


def test_names_are_marked_and_found_by_the_mouse_all_the_same() -> None:
    view = view_of(typed_over(), "l1")
    text = plain([draw_names(view, WIDE)])
    assert text.startswith("l0 y z1 [l1*] z2~ l2~ l2_error ")
    for name in ("l1", "z2", "l2_error"):
        assert name_at(view, WIDE, text.index(name)) == name
    assert name_at(view, WIDE, text.index("z2~") + 2) == "z2"


@pytest.mark.parametrize(
    ("name", "room", "words"),
    [
        ("l1", 40, "of epoch 1 · altered"),
        ("l2", 60, "of epoch 1 · stale: computed before the change"),
        ("l2", 40, "of epoch 1 · stale"),
        ("z1", 60, "of epoch 1"),
    ],
)
def test_heading_says_what_a_mark_means(name: str, room: int, words: str) -> None:
    assert heading(view_of(typed_over(), name), room) == words


def test_listing_marks_the_lines_of_marked_arrays() -> None:
    lines = plain(draw_program(view_of(typed_over(), "l1"), ListingLook(), 45, 30)).split("\n")
    marked = {row.split(" = ")[0].split()[-1]: row[:2] for row in lines if " = " in row}
    assert marked["l1"] == "* "
    assert marked["z2"] == marked["l2"] == "~ "
    assert marked["z1"] == "· "
    assert marked["l2_error"] == "> "


def test_listing_marks_the_line_that_runs_next_as_well() -> None:
    session = session_of()
    session.advance(10)
    session.make(SetCells("synapse_1", (0, 0), np.array([[0.5]])))
    lines = plain(draw_program(view_of(session.snapshot()), ListingLook(), 45, 30)).split("\n")
    assert ">*synapse_1 += learning_rate" in lines[10]

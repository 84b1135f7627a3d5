from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import set_cell_size

from nn_tui.ui.terminal.line_driver import Line
from nn_tui.ui.terminal.pen import PLAIN, changed, lifted
from nn_tui.ui.terminal.thrift import Thrift
from nn_tui.ui.terminal.traits import Traits
from tests.terminal.emulator import screen_of

COLUMNS, LINES = 12, 4

PENS = st.sampled_from(
    ["", "0", "1", "1;31", "38;5;74", "48;2;1;2;3;4", "7;93;100", "39", "0;4;44"]
)


def written(row: int, column: int, pen: str, text: str) -> str:
    return f"\x1b[{row};{column}H\x1b[{pen}m{text}\x1b[0m"


def whole_row(row: int, pens: tuple[str, str], text: str) -> str:
    """Write all of a row, as is done where there are wide characters: no half of one is left."""
    text = set_cell_size(f"x{text}", COLUMNS)
    half = len(text) // 2
    return written(row, 1, pens[0], text[:half]) + f"\x1b[{pens[1]}m{text[half:]}\x1b[0m"


TEXTS = st.text(alphabet="ab é-", min_size=1, max_size=5)
PIECES = st.builds(written, st.integers(1, 2), st.integers(1, 8), PENS, TEXTS)
ROWS = st.builds(whole_row, st.integers(3, LINES), st.tuples(PENS, PENS), st.text("a 漢é"))
FRAMES = st.lists(st.lists(PIECES | ROWS, max_size=6).map("".join), max_size=5)


@given(FRAMES)
def test_terminal_shows_what_it_would_show_with_all_that_is_written(frames: list[str]) -> None:
    thrift, sent, whole = Thrift(), "", ""
    for frame in frames:
        sent, whole = sent + thrift.reduced(frame), whole + frame
        assert screen_of(sent, COLUMNS, LINES) == screen_of(whole, COLUMNS, LINES)


def test_marks_stay_on_their_characters() -> None:
    frame = written(1, 1, "31", "e\u0301 漢\u0301x")
    sent = Thrift().reduced(frame)
    assert screen_of(sent, COLUMNS, LINES) == screen_of(frame, COLUMNS, LINES)


def test_what_is_shown_is_not_sent_again() -> None:
    thrift = Thrift()
    frame = written(1, 1, "1;31", "epoch 100") + written(2, 1, "", "plain")
    assert thrift.reduced(frame)
    assert thrift.reduced(frame) == ""
    assert thrift.reduced(frame.replace("100", "101")) == "\x1b[1;9H\x1b[31;1m1"


def test_near_cells_are_sent_again_rather_than_jumped_over() -> None:
    thrift = Thrift()
    thrift.reduced(written(1, 1, "", "a.b"))
    assert thrift.reduced(written(1, 1, "", "c.d")) == "\x1b[1;1Hc.d"


def test_after_a_mode_nothing_is_taken_for_shown_and_the_pen_is_put_down() -> None:
    thrift = Thrift()
    frame = written(1, 1, "31", "x")
    thrift.reduced(frame)
    assert thrift.reduced("\x1b[?1049l") == "\x1b[0m\x1b[?1049l"
    assert "x" in thrift.reduced(frame)


def test_synchronised_updates_are_passed_on_and_nothing_is_forgotten() -> None:
    thrift = Thrift()
    frame = written(1, 1, "31", "x")
    thrift.reduced(frame)
    assert thrift.reduced(f"\x1b[?2026h{frame}\x1b[?2026l") == "\x1b[?2026h\x1b[?2026l"


def test_pen_is_lifted_by_as_few_codes_as_it_takes() -> None:
    red, bold = changed(PLAIN, "31;48;5;7"), changed(PLAIN, "1;31;48;5;7")
    assert lifted(red, red) == ""
    assert lifted(red, bold) == "\x1b[1m"
    assert lifted(bold, red) == "\x1b[22m"
    # Without colours, for terminals that know no 22.
    assert lifted(changed(PLAIN, "1;7"), changed(PLAIN, "7")) == "\x1b[0;7m"
    assert lifted(bold, PLAIN) == "\x1b[m"
    assert lifted(red, changed(red, "39")) == "\x1b[39m"
    assert changed(bold, "0") == changed(bold, "") == PLAIN


def test_covered_line_shows_what_is_said_instead_and_lets_modes_through() -> None:
    line = Line(Traits())
    assert line.resized(["too small"]) == "\x1b[0m\x1b[2J\x1b[1;1Htoo small"
    assert line.made_of("\x1b[3;1Hdrawn") == ""
    assert line.made_of("\x1b[?2004l") == "\x1b[?2004l"
    assert line.made_of("\x1b[?1049l\x1b[?25h") == "\x1b[?1049l\x1b[?25h"
    assert line.resized([]) == "\x1b[0m\x1b[2J"
    assert line.resized([]) == ""
    assert line.made_of("\x1b[3;1Hdrawn") == "\x1b[3;1Hdrawn"

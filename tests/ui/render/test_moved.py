"""Who moved a weight, as lines."""

from __future__ import annotations

import pytest

from nn_tui.debugger.moved.bar import Moved
from nn_tui.debugger.moved.study import WhoMoved
from nn_tui.ui.render.lines import plain, width_of
from nn_tui.ui.render.moved import draw_moved
from nn_tui.ui.render.signed_bars import plain_bar, signed_bar
from tests.debugger.working import found_by
from tests.ui.driving import session_of


def moved(array: str, epochs: int = 0, dataset: str = "classic") -> Moved:
    session = session_of(dataset)
    session.advance(20 * session.machine.program.epoch_length)
    return found_by(WhoMoved(array, (0, 0), epochs).begin(session))


def text_of(found: Moved, width: int = 76, height: int = 20, chosen: int = 0) -> list[str]:
    return plain(draw_moved(found, chosen, width, height, is_gradient=False)).splitlines()


def test_negative_bars_are_told_apart_by_sign_side_and_shape() -> None:
    assert plain([signed_bar(2.0, 4.0, 9)]) == "    │██"
    assert plain([signed_bar(-4.0, 4.0, 9)]) == "▒▒▒▒│"
    # What is not nothing is seen.
    assert plain([signed_bar(1e-9, 4.0, 9)]) == "    │█"
    assert plain([signed_bar(0.0, 4.0, 9)]) == "    │"
    assert {width_of(signed_bar(v, 4.0, w)) - w for v in (-4, 0, 3.9) for w in (9, 10)} == {0}
    assert plain_bar(3.0, 4.0, 8) == "█" * 6


def test_a_bar_longer_than_its_side_is_cut_with_a_mark() -> None:
    assert plain([signed_bar(40.0, 4.0, 9)]) == "    │███»"
    assert plain([signed_bar(-4.1, 4.0, 9)]) == "«▒▒▒│"
    assert plain([signed_bar(float("inf"), 4.0, 9)]) == "    │███»"


def test_bars_are_as_long_as_beside_the_largest_row_not_beside_all_others_together() -> None:
    found = moved("synapse_1", epochs=3, dataset="moons")
    *rows, rest = found.bars
    largest = max(abs(bar.value) for bar in rows)
    assert (rest.name, rest.is_rest) == ("other 160 rows", True)
    assert abs(rest.value) > largest
    lines = text_of(found)
    # The chosen one, which is the largest, takes a side.
    first = next(row for row in lines if row.startswith("> "))
    assert first.count("█") + first.count("▒") >= 20
    last = next(row for row in text_of(found, chosen=len(rows)) if row.startswith("> "))
    assert last.count("«") + last.count("»") == 1


def test_what_is_out_of_view_is_counted_below_the_last_bar() -> None:
    lines = text_of(moved("synapse_1", epochs=3, dataset="moons"))
    (place,) = [n for n, row in enumerate(lines) if row.startswith("↓ ")]
    bars = [n for n, row in enumerate(lines) if row.startswith(("> row", "  row"))]
    assert place == bars[-1] + 1


def test_descent_and_its_rows() -> None:
    found = moved("synapse_1_descent")
    lines = text_of(found)
    assert lines[0] == f"synapse_1_descent[0,0] = {found.stored:.6g}, by rows"
    assert lines[1].startswith("the bars sum to it: ")
    assert str(found.opposed) in lines
    first = found.bars[0]
    row = next(line for line in lines if line.startswith(f"> {first.name}"))
    assert f"{first.value:+.4g}" in row
    assert f"l1[{first.row},0]" in "\n".join(lines)


def test_gradient_view_turns_the_signs_of_a_descent_and_no_move() -> None:
    found, move = moved("synapse_1_descent"), moved("synapse_1", epochs=5)
    gradient = plain(draw_moved(found, 0, 76, 20, is_gradient=True))
    assert f"synapse_1_gradient[0,0] = {-found.stored:.6g}" in gradient
    assert f"{-found.bars[0].value:+.4g}" in gradient
    as_move = [plain(draw_moved(move, 0, 76, 20, is_gradient=way)) for way in (False, True)]
    assert as_move[0] == as_move[1]


def test_move_over_epochs_says_from_where_to_where() -> None:
    found = moved("synapse_0", epochs=5)
    assert found.weight is not None
    before, after = found.weight
    expected = f"moved by {found.stored:+.6g}, from {before:.6g} to {after:.6g}, since epoch 15"
    assert f"synapse_0[0,0] {expected}, 5 updates" in " ".join(text_of(found))
    assert "from the start, 20 updates" in " ".join(text_of(moved("synapse_0", 100)))


@pytest.mark.parametrize(("width", "height"), [(28, 8), (46, 10), (60, 12), (78, 20), (118, 34)])
def test_chosen_bar_is_in_view_at_any_size(width: int, height: int) -> None:
    found = moved("synapse_0", epochs=5, dataset="moons")
    for chosen in (0, 3, 20, len(found.bars) - 1):
        lines = draw_moved(found, chosen, width, height, is_gradient=False)
        assert len(lines) <= height
        assert {width_of(row) for row in lines} == {width}
        marked = [row for row in plain(lines).splitlines() if row.startswith("> ")]
        assert len(marked) == 1
        assert marked[0].startswith(f"> {found.bars[chosen].name[:7]}")

from __future__ import annotations

from nn_tui.ui.render.lines import Role, plain, width_of
from nn_tui.ui.render.row_trace import Way, arrays_of, draw_trace
from nn_tui.ui.row_way import RowWay
from tests.ui.render.moments import moment_of, view_of

FAR = Way(99)
"""No number of the page is chosen."""


def test_a_row_is_followed_forward_and_its_deltas_back() -> None:
    drawn = plain(draw_trace(view_of(moment_of(epochs=1), row=2), FAR, 60, 20)).split("\n")
    assert drawn[0] == "row 2, epoch 1, batch 1"
    assert [row.split()[0] for row in drawn[1:]] == [
        "l0", "z1", "l1", "z2", "l2", "y", "l2_error", "l2_delta", "l1_error", "l1_delta",
    ]  # fmt: skip
    l2, y, error = (float(row.split()[1]) for row in drawn[5:8])
    assert abs(y - l2 - error) < 1e-5


def test_what_is_not_computed_yet_is_said_to_be() -> None:
    drawn = plain(draw_trace(view_of(moment_of(ops=2), row=0), FAR, 60, 20))
    assert "z2        not computed yet" in drawn
    assert "l1       " in drawn


def test_a_row_of_another_batch_is_not_there() -> None:
    moment = moment_of("iris", batches=1, given={"batch_size": "32", "shuffle": "no"})
    drawn = " ".join(plain(draw_trace(view_of(moment, row=100), Way(), 30, 9)).split())
    assert drawn == "Row 100 is not in batch 1: select one that is, in panel 1."


def test_wide_layers_are_counted_and_deep_nets_say_that_there_is_more() -> None:
    moment = moment_of("moons", epochs=1, given={"hidden": "64,8,8,8"})
    view = view_of(moment, row=int(moment.epoch_arrays.order[-1]))
    drawn = draw_trace(view, FAR, 50, 8)
    assert all(width_of(row) == 50 for row in drawn)
    assert " +61" in plain(drawn)
    assert "more lines: z for more room" in plain(drawn)


def test_all_numbers_are_there_where_the_page_has_room() -> None:
    moment = moment_of("moons", epochs=1, given={"hidden": "12"})
    view = view_of(moment, row=int(moment.epoch_arrays.order[-1]))
    rows = plain(draw_trace(view, FAR, 40, 40)).split("\n")
    first = next(place for place, row in enumerate(rows) if row.startswith("  l1 "))
    last = next(place for place, row in enumerate(rows) if row.startswith("  z2 "))
    assert len(" ".join(rows[first:last]).split()) == 1 + 12


def test_the_chosen_number_is_in_reverse_and_its_line_is_marked() -> None:
    drawn = draw_trace(view_of(moment_of(epochs=1), row=2), Way(2, 3), 60, 20)
    assert plain(drawn).split("\n")[3].startswith("> l1 ")
    numbers = plain(drawn).split("\n")[3].split()[2:]
    chosen = [span.text.strip() for row in drawn for span in row if span.role is Role.SELECTED]
    assert chosen == [numbers[3]]


def test_the_chosen_number_is_in_view_where_lines_and_numbers_are_cut() -> None:
    moment = moment_of("moons", epochs=1, given={"hidden": "64,8,8,8"})
    view = view_of(moment, row=int(moment.epoch_arrays.order[-1]))
    for number, name in enumerate(arrays_of(view)):
        units = moment.shape(name)[-1]
        for unit in {0, units // 2, units - 1}:
            drawn = draw_trace(view, Way(number, unit), 50, 8)
            assert len(drawn) == 8
            assert all(width_of(row) == 50 for row in drawn)
            (selected,) = (row for row in drawn if any(s.role is Role.SELECTED for s in row))
            assert selected[0].text.split() == [">", name]
            if (name, unit) == ("l1", 63):
                assert "".join(span.text for span in selected).rstrip().endswith(" 61-63 of 64")


def test_cursor_stays_in_the_row_and_remembers_its_place_in_wider_layers() -> None:
    view, way = view_of(moment_of(epochs=1), row=2), RowWay()
    way.move(view, 2, 0)
    way.move(view, 0, 2)
    assert way.cell(view) == "l1[2,2]"
    way.move(view, 1, 0)
    assert way.cell(view) == "z2[2,0]"
    way.move(view, -1, 0)
    assert way.cell(view) == "l1[2,2]"
    way.move(view, 0, 1_000_000)
    assert way.cell(view) == "l1[2,3]"
    way.move(view, 1_000_000, 0)
    assert way.cell(view) == "l1_delta[2,3]"
    way.move(view, -1_000_000, -1_000_000)
    assert way.cell(view) == "l0[2,0]"


def test_what_is_not_there_yet_cannot_be_asked_for() -> None:
    way = RowWay()
    view = view_of(moment_of(ops=3), row=0)
    assert not way.refusal(view)
    way.move(view, 4, 0)
    assert way.refusal(view).startswith("l2: not computed yet in this batch; s does")


def test_a_row_of_another_batch_cannot_be_asked_for() -> None:
    moment = moment_of("iris", batches=1, given={"batch_size": "32", "shuffle": "no"})
    assert "row 100 is not in batch 1" in RowWay().refusal(view_of(moment, row=100))

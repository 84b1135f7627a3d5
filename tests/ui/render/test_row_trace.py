from __future__ import annotations

from nn_tui.ui.render.lines import plain, width_of
from nn_tui.ui.render.row_trace import draw_trace
from tests.ui.render.moments import moment_of, view_of


def test_a_row_is_followed_forward_and_its_deltas_back() -> None:
    drawn = plain(draw_trace(view_of(moment_of(epochs=1), row=2), 60, 20)).split("\n")
    assert drawn[0] == "row 2, epoch 1, batch 1"
    assert [row.split()[0] for row in drawn[1:]] == [
        "l0", "z1", "l1", "z2", "l2", "y", "l2_error", "l2_delta", "l1_error", "l1_delta",
    ]  # fmt: skip
    l2, y, error = (float(row.split()[1]) for row in drawn[5:8])
    assert abs(y - l2 - error) < 1e-5


def test_what_is_not_computed_yet_is_said_to_be() -> None:
    drawn = plain(draw_trace(view_of(moment_of(ops=2), row=0), 60, 20))
    assert "z2        not computed yet" in drawn
    assert "l1       " in drawn


def test_a_row_of_another_batch_is_not_there() -> None:
    moment = moment_of("iris", batches=1, given={"batch_size": "32", "shuffle": "no"})
    drawn = " ".join(plain(draw_trace(view_of(moment, row=100), 30, 9)).split())
    assert drawn == "Row 100 is not in batch 1: select one that is, in panel 1."


def test_wide_layers_are_counted_and_deep_nets_say_that_there_is_more() -> None:
    moment = moment_of("moons", epochs=1, given={"hidden": "64,8,8,8"})
    view = view_of(moment, row=int(moment.epoch_arrays.order[-1]))
    drawn = draw_trace(view, 50, 8)
    assert all(width_of(row) == 50 for row in drawn)
    assert " +61" in plain(drawn)
    assert "more lines: z for more room" in plain(drawn)


def test_all_numbers_are_there_where_the_page_has_room() -> None:
    moment = moment_of("moons", epochs=1, given={"hidden": "12"})
    view = view_of(moment, row=int(moment.epoch_arrays.order[-1]))
    rows = plain(draw_trace(view, 40, 40)).split("\n")
    first = next(place for place, row in enumerate(rows) if row.startswith("l1 "))
    last = next(place for place, row in enumerate(rows) if row.startswith("z2 "))
    assert len(" ".join(rows[first:last]).split()) == 1 + 12

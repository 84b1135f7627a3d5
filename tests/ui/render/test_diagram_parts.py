from __future__ import annotations

import pytest

from nn_tui.debugger.unit import Unit
from nn_tui.ui.render.diagram_parts import (
    Node,
    Part,
    Site,
    Walk,
    Weight,
    part_of,
    site_of,
    step,
    with_part,
)
from nn_tui.ui.view import Selection, View, at_moment
from tests.ui.driving import session_of
from tests.ui.render.moments import moment_of, view_of

SIZES = (3, 4, 1)


def steps(part: Part, *moves: tuple[int, int], sizes: tuple[int, ...] = SIZES) -> list[Part]:
    walk, parts = Walk(), [part]
    for rows, columns in moves:
        part, walk = step(part, walk, sizes, rows, columns)
        parts.append(part)
    return parts[1:]


@pytest.mark.parametrize(
    ("name", "site"),
    [
        ("l0", Site(False, 0)),
        ("z2", Site(False, 2)),
        ("l2_error", Site(False, 2)),
        ("l1_delta", Site(False, 1)),
        ("bias_0", Site(False, 1)),
        ("bias_1_descent", Site(False, 2)),
        ("synapse_1", Site(True, 1)),
        ("synapse_0_descent", Site(True, 0)),
        ("y", Site(False, 2)),
        ("inputs", Site(False, 0)),
        ("outputs", Site(False, 2)),
        ("learning_rate", None),
        ("loss", None),
    ],
)
def test_array_has_its_place_in_the_diagram(name: str, site: Site | None) -> None:
    assert site_of(name, depth=2) == site


def test_selected_cell_of_a_synapse_is_an_edge() -> None:
    assert part_of(view_of(moment_of(), "synapse_0", (1, 2))) == Weight(0, 1, 2)


def test_selected_column_is_a_unit() -> None:
    view = view_of(moment_of(epochs=1), "z1", (2, 3))
    assert part_of(view) == Node(1, 3)


def test_selected_number_of_the_network_as_a_whole_is_no_part() -> None:
    assert part_of(view_of(moment_of(), "learning_rate")) is None


def test_selection_of_a_larger_network_is_no_part_or_one_within() -> None:
    moment = moment_of()
    assert part_of(View(moment, Selection(array="l7"))) is None
    assert part_of(View(moment, Selection(array="l1", cell=(0, 60)))) == Node(1, 3)
    assert part_of(View(moment, Selection(array="synapse_0", cell=(60, 60)))) == Weight(0, 2, 3)


@pytest.mark.parametrize(
    ("part", "is_delta", "array", "cell"),
    [
        (Node(1, 3), False, "l1", (2, 3)),
        (Node(1, 3), True, "l1_delta", (2, 3)),
        (Node(0, 1), True, "l0", (2, 1)),
        (Weight(0, 1, 2), False, "synapse_0", (1, 2)),
        (Weight(0, 1, 2), True, "synapse_0_descent", (1, 2)),
    ],
)
def test_picked_part_is_selected(
    part: Part, is_delta: bool, array: str, cell: tuple[int, int]
) -> None:
    view = with_part(view_of(moment_of(epochs=1), row=2), part, is_delta)
    assert (view.array_name, view.cell, view.row) == (array, cell, 2)
    assert part_of(view) == part


def test_picked_part_stays_selected_while_ops_write_other_arrays() -> None:
    session = session_of()
    view = with_part(View(session.snapshot()), Node(1, 2), False)
    session.step(Unit.OP)
    assert part_of(at_moment(view, session.snapshot())) == Node(1, 2)


def test_picked_part_leaves_the_row_that_is_in_another_batch() -> None:
    moment = moment_of("iris", batches=2, given={"batch_size": "60", "shuffle": "no"})
    assert with_part(View(moment, Selection(3)), Node(1, 0), False).row == 3


def test_right_goes_through_all_columns() -> None:
    assert steps(Node(0, 2), (0, 1), (0, 1), (0, 1), (0, 1), (0, 1)) == [
        Weight(0, 2, 0),
        Node(1, 0),
        Weight(1, 0, 0),
        Node(2, 0),
        Node(2, 0),
    ]


def test_left_goes_back_the_way_one_came() -> None:
    moves = [(0, 1), (1, 0), (0, 1), (0, 1), (0, -1), (0, -1), (0, -1), (0, -1), (0, -1)]
    assert steps(Node(0, 2), *moves)[1:] == [
        Weight(0, 2, 1),
        Node(1, 1),
        Weight(1, 1, 0),
        Node(1, 1),
        Weight(0, 2, 1),
        Node(0, 2),
        Node(0, 2),
        Node(0, 2),
    ]


def test_down_goes_through_the_edges_of_the_unit_on_the_left_first() -> None:
    assert steps(Node(0, 0), (0, 1), *[(1, 0)] * 5)[-2:] == [Weight(0, 1, 0), Weight(0, 1, 1)]


def test_down_goes_through_the_edges_of_the_unit_on_the_right_first_when_one_came_from_it() -> None:
    assert steps(Node(1, 1), (0, -1), *[(1, 0)] * 3) == [
        Weight(0, 0, 1),
        Weight(0, 1, 1),
        Weight(0, 2, 1),
        Weight(0, 0, 2),
    ]


@pytest.mark.parametrize("part", [Node(1, 1), Weight(0, 1, 1)])
def test_ends_of_a_column_are_not_passed(part: Part) -> None:
    first, last = steps(part, (-(10**9), 0), (10**9, 0))
    assert (first, last) in [(Node(1, 0), Node(1, 3)), (Weight(0, 0, 0), Weight(0, 2, 3))]


def test_walk_through_a_network_that_shrank_stays_within_it() -> None:
    walk = Walk((40, 50, 60, 70))
    assert step(Node(0, 0), walk, (2, 3), 0, 1)[0] == Weight(0, 0, 2)

"""What stands out in the diagram: the selected part, what an op has written, what is in view."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from nn_tui.ui.render.diagram import draw_diagram, draw_network, layout_of
from nn_tui.ui.render.diagram_edges import choose_edges
from nn_tui.ui.render.diagram_hit import part_at
from nn_tui.ui.render.diagram_layout import lay_out
from nn_tui.ui.render.diagram_parts import Node, Part, Site, Walk, Weight, with_part
from nn_tui.ui.render.lines import Line, Role, plain
from nn_tui.ui.render.picture import Lit, NetworkLook, NetworkPicture, picture_of
from nn_tui.ui.view import View
from tests.ui.render.moments import moment_of, stepped_view
from tests.ui.render.test_diagram import picture_of as picture

SIZE = (38, 8)


def spans_of(lines: list[Line], role: Role) -> list[str]:
    return [span.text for row in lines for span in row if span.role is role]


def selected(part: Part, *sizes: int) -> NetworkPicture:
    visited = Walk().at(part, sizes).visited
    return replace(picture(*sizes), selected=part, visited=visited)


def test_selected_unit_is_in_reverse_and_in_square_brackets() -> None:
    lines = draw_diagram(selected(Node(1, 2), 3, 4, 1), *SIZE)
    (label,) = spans_of(lines, Role.SELECTED)
    assert (label[0], label[-1]) == ("[", "]")
    assert plain(lines).count("[") == 1


def test_selected_edge_joins_two_units_in_square_brackets() -> None:
    lines = draw_diagram(selected(Weight(0, 1, 2), 3, 4, 1), *SIZE)
    assert plain(lines).count("[") == 2
    assert spans_of(lines, Role.SELECTED) == []
    assert spans_of(lines, Role.CURRENT)


def test_selected_edge_is_drawn_last_also_where_it_is_the_weakest() -> None:
    whole = picture(8, 8)
    start, end = divmod(int(np.abs(whole.synapses[0]).argmin()), 8)
    weak = replace(whole, selected=Weight(0, start, end))
    layout = lay_out((8, 8), 78, 20)
    assert layout is not None
    (edges,) = choose_edges(weak, layout)
    assert edges.drawn[-1][:2] == (start, end)
    assert (len(edges.drawn), edges.total) == (25, 64)


def test_window_of_a_layer_is_around_the_selected_unit() -> None:
    rows = plain(draw_diagram(selected(Node(0, 50), 64, 16, 10), *SIZE)).split("\n")
    assert rows[0].startswith("+48 above")
    assert rows[6].startswith("+11 below")
    assert sum("[" in row for row in rows) == 1


@pytest.mark.parametrize("unit", range(64))
def test_every_unit_can_be_brought_into_view(unit: int) -> None:
    for rows in (2, 3, 7, 20):
        layout = lay_out((64, 4), 38, rows, (unit, 3))
        assert layout is not None
        column = layout.columns[0]
        assert column.shows(unit)
        assert len(column.rows) + sum(column.hidden) == 64
        assert max(column.rows) < rows


def test_selected_layer_of_a_deep_network_is_in_view() -> None:
    text = plain(draw_diagram(selected(Weight(5, 1, 0), *[2] * 12), *SIZE))
    assert "[" in text
    assert text.split("\n")[-1].split() == ["l5", "l6", "l7"]


def test_nodes_show_deltas_and_the_inputs_dim() -> None:
    view, look = View(moment_of(epochs=50)), NetworkLook(is_delta=True)
    assert picture_of(view, look).names == ("l0", "l1_delta", "l2_delta")
    lines = draw_network(view, look, 38, 9)
    assert "l1_delta        l2_delta" in plain(lines)
    assert "( 1.00)" in spans_of(lines, Role.DIM)
    assert "(-.023)" in spans_of(lines, Role.NEGATIVE)


def test_gradient_view_negates_the_deltas() -> None:
    view = View(moment_of(epochs=50), is_gradient=True)
    assert "(.0234)" in plain(draw_network(view, NetworkLook(is_delta=True), 38, 9))


def test_nodes_show_what_there_is_half_way() -> None:
    assert picture_of(View(moment_of(ops=1)), NetworkLook()).names == ("l0", "z1", "l2")
    half = picture_of(View(moment_of(ops=5)), NetworkLook(is_delta=True))
    assert half.names == ("l0", "l1_delta", "l2_error")


@pytest.mark.parametrize(("ops", "caption"), [(1, "z1"), (2, "l1"), (4, "l2")])
def test_layer_that_an_op_has_written_is_lit(ops: int, caption: str) -> None:
    view = with_part(stepped_view(ops=ops), Node(0, 0), False)
    lines = draw_network(view, NetworkLook(), 38, 8)
    assert caption in spans_of(lines, Role.LIT)
    assert len([text for text in spans_of(lines, Role.LIT) if "(" in text]) in (1, 4)


def test_edges_that_an_update_has_moved_most_are_lit() -> None:
    view = with_part(stepped_view(ops=12), Node(0, 0), False)
    shown = picture_of(view, NetworkLook())
    layout = layout_of(shown, *SIZE)
    assert layout is not None
    edges, others = choose_edges(shown, layout)
    lit = [edge for edge in edges.drawn if edge.mark is Role.LIT]
    after, before = view.array("synapse_0"), view.array_before("synapse_0")
    assert after is not None
    assert before is not None
    moved = np.abs(after - before)
    assert 1 <= len(lit) <= 6
    assert moved[lit[-1][:2]] == moved.max()
    assert all(edge.mark is None for edge in others.drawn)
    assert "synapse_0" in spans_of(draw_diagram(shown, *SIZE), Role.LIT)


def test_update_that_moved_nothing_lights_no_edge() -> None:
    still = replace(picture(3, 4), lit=Lit("synapse_0", Site(True, 0), np.zeros((3, 4))))
    layout = layout_of(still, *SIZE)
    assert layout is not None
    assert all(edge.mark is None for edge in choose_edges(still, layout)[0].drawn)


@pytest.mark.parametrize(
    ("x", "y", "part"),
    [
        (0, 1, Node(0, 0)),
        (18, 4, Node(1, 2)),
        (37, 3, Node(2, 0)),
        # Beside a label, and in the middle of an edge.
        (16, 1, Node(1, 0)),
        (23, 0, Weight(1, 0, 0)),
        (10, 5, Weight(0, 2, 3)),
        (30, 6, None),
        (5, 7, None),
        (5, 8, None),
    ],
)
def test_click_finds_the_unit_or_the_edge(x: int, y: int, part: Part | None) -> None:
    assert part_at(picture(3, 4, 1), 38, 9, x, y) == part


def test_click_on_a_count_finds_the_first_unit_out_of_view() -> None:
    whole = selected(Node(0, 30), 64, 4)
    layout = layout_of(whole, *SIZE)
    assert layout is not None
    units = layout.columns[0].units
    assert part_at(whole, 38, 9, 1, 0) == Node(0, units.start - 1)
    assert part_at(whole, 38, 9, 1, 6) == Node(0, units.stop)


@pytest.mark.parametrize("size", [(1, 1), (38, 9), (78, 20)])
def test_click_anywhere_finds_a_part_of_the_network_or_none(size: tuple[int, int]) -> None:
    whole = selected(Node(1, 5), 20, 9, 3)
    for x in range(size[0]):
        for y in range(size[1]):
            part = part_at(whole, *size, x, y)
            if isinstance(part, Node):
                assert part.unit < whole.sizes[part.layer]
            elif part is not None:
                assert whole.synapses[part.synapse][part.start, part.end]

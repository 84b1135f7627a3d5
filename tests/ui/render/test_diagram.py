from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise, takewhile

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nn_tui.ui.render.diagram import draw_diagram
from nn_tui.ui.render.diagram_edges import choose_edges, edge_stroke
from nn_tui.ui.render.diagram_label import node_label
from nn_tui.ui.render.diagram_layout import LEFT_OUT, lay_out
from nn_tui.ui.render.diagram_parts import Node, Part, Weight
from nn_tui.ui.render.lines import Line, Role, plain, width_of
from nn_tui.ui.render.picture import NetworkPicture

SIZES = [(38, 9), (50, 15), (78, 22)]
NETWORKS = [(3, 4, 1), (2, 4, 1), (4, 8, 3), (2, 8, 8, 1), (64, 16, 10), (8, 8, 8), (1, 1), (3, 1)]


def picture_of(*sizes: int, computed: int | None = None) -> NetworkPicture:
    """Make a network of random weights whose first `computed` layers have activations."""
    random = np.random.RandomState(1)
    shown = len(sizes) if computed is None else computed
    return NetworkPicture(
        values=tuple(random.randn(n) if k < shown else None for k, n in enumerate(sizes)),
        synapses=tuple(random.randn(a, b) for a, b in pairwise(sizes)),
        names=tuple(f"l{k}" for k in range(len(sizes))),
    )


def weighted(*rows: list[float]) -> NetworkPicture:
    synapse = np.array(rows)
    values = np.full(synapse.shape[0], 0.5), np.full(synapse.shape[1], 0.25)
    return NetworkPicture(values, (synapse,), ("l0", "l1"))


def roles_of(lines: Sequence[Line]) -> set[Role]:
    return {span.role for row in lines for span in row if "\u2800" < span.text[0] <= "\u28ff"}


def test_positive_edge_is_solid() -> None:
    lines = draw_diagram(weighted([2.0]), 20, 1)
    assert plain(lines) == "(0.50)⠶⠶⠶⠶⠶⠶⠶⠶(0.25)"
    assert roles_of(lines) == {Role.POSITIVE}


def test_negative_edge_is_dashed() -> None:
    lines = draw_diagram(weighted([-2.0]), 20, 1)
    assert plain(lines) == "(0.50)⠶⠶⠆ ⠰⠶⠶ (0.25)"
    assert roles_of(lines) == {Role.NEGATIVE}


def test_diagram_is_drawn_as_a_whole() -> None:
    picture = NetworkPicture(
        values=(np.array([1.0, 0.0]), np.array([0.5, -0.25]), None),
        synapses=(np.array([[3.0, -1.0], [0.5, 2.0]]), np.array([[1.0], [-3.0]])),
        names=("l0", "l1", "l2"),
    )
    assert plain(draw_diagram(picture, 38, 8)) == "\n".join(
        [
            "(1.00)⠿⣿⠿⠿⠿⠿⠿⠿⢿⠿(0.50)⢦⣄",
            "       ⠉     ⡠⠊        ⠈⠛⠶⣄⡀",
            "         ⠻⣄⢀⠜             ⠈⠙⠶⣤⡀",
            "          ⡠⢃⡀                ⢀⣽⡿( .  )",
            "        ⢀⠎  ⠹⠆            ⣠⣴ ⠘⠁",
            "       ⡔⠁     ⢠⡄      ⢀⣠  ⠋⠁",
            "(0.00)⠿⠿⠿⠿⠿⠿⠿⠿⠿⠿(-.25)⠟⠋",
            "  l0              l1              l2",
        ]
    )


def test_node_not_yet_computed_shows_no_value() -> None:
    text = plain(draw_diagram(picture_of(3, 4, 1, computed=1), 38, 9))
    assert text.count("( .  )") == 5


def test_nodes_of_a_layer_stand_in_the_middle() -> None:
    layout = lay_out((3, 4, 1), 38, 7)
    assert layout is not None
    assert [column.rows for column in layout.columns] == [(1, 3, 5), (0, 2, 4, 6), (3,)]


def test_captions_stand_below_their_columns() -> None:
    rows = plain(draw_diagram(picture_of(3, 4, 1), 38, 8)).split("\n")
    assert rows[-1] == "  l0              l1              l2"
    assert [rows[3].index("("), rows[0].index("("), rows[3].rindex("(")] == [0, 16, 32]


def test_edges_leave_the_labels_readable() -> None:
    for sizes in NETWORKS:
        lines = draw_diagram(picture_of(*sizes), 78, 22)
        labels = [span for row in lines for span in row if "(" in span.text]
        assert all(span.text.strip().endswith(")") for span in labels)


def test_units_without_room_are_counted() -> None:
    rows = plain(draw_diagram(picture_of(64, 16, 10), 38, 8)).split("\n")
    assert rows[-2].split() == ["+58", "below", "+10", "below", "+4", "below"]


def test_layers_without_room_leave_a_mark() -> None:
    text = plain(draw_diagram(picture_of(*[2] * 12), 38, 9))
    assert "..." in text
    captions = next(row for row in text.split("\n") if "l0" in row)
    assert captions.split() == ["l0", "l1", "l10", "l11"]


def test_no_edges_are_drawn_across_layers_left_out() -> None:
    layout = lay_out([2] * 12, 38, 7)
    assert layout is not None
    assert LEFT_OUT in [column.layer for column in layout.columns]
    assert [(a.layer, b.layer) for a, b in layout.neighbours()] == [(0, 1), (10, 11)]


@pytest.mark.parametrize(
    ("sizes", "width", "height", "note"),
    [
        ((8, 8, 1), 78, 22, "l0 strongest 24/64 edges l1 l2"),
        ((8, 8, 8), 38, 12, "l0 24/64 edges l1 24/64 edges l2"),
        ((64, 2), 60, 22, "l0 24/128 edges l1"),
        ((8, 8, 8, 8), 36, 9, "l0 24/64 l1 24/64 l2 24/64 l3"),
        ((8, 8, 8, 8), 29, 9, "l0 38% l1 38% l2 38% l3"),
    ],
)
def test_diagram_says_when_edges_are_left_out(
    sizes: tuple[int, ...], width: int, height: int, note: str
) -> None:
    rows = plain(draw_diagram(picture_of(*sizes), width, height)).split("\n")
    assert note in [" ".join(row.split()) for row in rows]


def test_diagram_without_a_note_draws_every_edge() -> None:
    assert "edges" not in plain(draw_diagram(picture_of(3, 8, 3), 78, 22))


def test_edges_left_out_are_the_weakest() -> None:
    picture = picture_of(8, 8)
    layout = lay_out((8, 8), 78, 20)
    assert layout is not None
    (edges,) = choose_edges(picture, layout)
    drawn = [abs(edge.weight) for edge in edges.drawn]
    assert drawn == sorted(np.abs(picture.synapses[0]).ravel())[-24:]


def test_edges_join_the_units_of_their_weights() -> None:
    picture = picture_of(3, 4)
    layout = lay_out((3, 4), 78, 20)
    assert layout is not None
    (edges,) = choose_edges(picture, layout)
    assert all(edge.weight == picture.synapses[0][edge.start, edge.end] for edge in edges.drawn)


@pytest.mark.parametrize(
    ("weight", "thickness"), [(1e-9, 1), (0.3, 1), (-0.4, 2), (0.6, 2), (-0.7, 3), (1.0, 3)]
)
def test_edge_thickens_with_its_weight(weight: float, thickness: int) -> None:
    assert edge_stroke(weight, 1.0).thickness == thickness


@pytest.mark.parametrize("weight", [0.0, np.nan, np.inf, -np.inf])
def test_edge_without_a_finite_sign_is_dim(weight: float) -> None:
    assert edge_stroke(weight, 1.0).role == Role.DIM
    assert roles_of(draw_diagram(weighted([weight]), 20, 1)) == {Role.DIM}


@pytest.mark.parametrize(
    ("value", "labels"),
    [
        (None, ["(  .  )", "( .  )", "( . )"]),
        (0.42, ["( 0.42)", "(0.42)", "(.42)"]),
        (-0.42, ["(-0.42)", "(-.42)", "(-.4)"]),
        (-12.345, ["(-12.3)", "( -12)", "(-12)"]),
        (1234.0, ["( 1234)", "(1234)", "(1e3)"]),
        (123456.0, ["(1.2e5)", "( 1e5)", "(1e5)"]),
        (-0.0, ["( 0.00)", "(0.00)", "(.00)"]),
        (-1e300, ["(-####)", "(-###)", "(-##)"]),
        (np.nan, ["(  nan)", "( nan)", "(nan)"]),
        (-np.inf, ["( -inf)", "(-inf)", "(-##)"]),
    ],
)
def test_node_label_is_as_precise_as_it_has_room(value: float | None, labels: list[str]) -> None:
    assert [node_label(value, width) for width in (7, 6, 5)] == labels


@given(value=st.floats(), width=st.integers(5, 9))
def test_node_label_always_has_its_width(value: float, width: int) -> None:
    assert len(node_label(value, width)) == width


@pytest.mark.parametrize(("width", "height"), [(12, 9), (38, 1), (1, 1)])
def test_diagram_too_small_for_a_picture_names_the_sizes(width: int, height: int) -> None:
    lines = draw_diagram(picture_of(3, 4, 1), width, height)
    assert plain(lines[:1]) == "3-4-1"[:width]


def test_legend_says_how_signs_look() -> None:
    legend = draw_diagram(picture_of(3, 4, 1), 78, 22)[-1]
    assert plain([legend]) == "── positive  ╌╌ negative  thick: large |w|"
    assert [legend[0].role, legend[2].role] == [Role.POSITIVE, Role.NEGATIVE]


@pytest.mark.parametrize("sizes", NETWORKS)
@pytest.mark.parametrize(("width", "height"), SIZES)
def test_diagram_shows_every_value_that_has_room(
    sizes: tuple[int, ...], width: int, height: int
) -> None:
    values = tuple(np.arange(n, dtype=np.float64) + 100 * k for k, n in enumerate(sizes))
    picture = replace(picture_of(*sizes), values=values)
    labels = re.findall(r"\([^()]+\)", plain(draw_diagram(picture, width, height)))
    shown = 0
    for layer in values:
        expected = [node_label(value, len(labels[0])) for value in layer.tolist()]
        units = len(list(takewhile(labels.__contains__, expected)))
        assert units == layer.size or units >= height - 5
        shown += units
    assert shown == len(labels)


def picked(sizes: Sequence[int], pick: int) -> Part:
    """Pick a unit or an edge, also such as there are none of."""
    layer = pick % len(sizes)
    if pick % 2 or layer == len(sizes) - 1:
        return Node(layer, pick % (sizes[layer] + 1))
    return Weight(layer, pick % (sizes[layer] + 1), pick % sizes[layer + 1])


WEIGHTS = st.one_of(st.floats(), st.floats(-1, 1))


@settings(max_examples=100, deadline=None)
@given(
    sizes=st.lists(st.integers(1, 20), min_size=1, max_size=12),
    width=st.one_of(st.integers(1, 90), st.just(300)),
    height=st.one_of(st.integers(1, 30), st.just(100)),
    computed=st.integers(0, 12),
    fill=st.lists(WEIGHTS, min_size=1, max_size=30),
    pick=st.integers(0, 10**6),
)
def test_diagram_of_any_network_has_exactly_the_size(
    sizes: list[int], width: int, height: int, computed: int, fill: list[float], pick: int
) -> None:
    whole = picture_of(*sizes, computed=computed)
    picture = NetworkPicture(
        tuple(None if value is None else np.resize(fill, value.shape) for value in whole.values),
        tuple(np.resize(fill, synapse.shape) for synapse in whole.synapses),
        whole.names,
        selected=picked(sizes, pick),
        visited=(pick,) * len(sizes),
    )
    lines = draw_diagram(picture, width, height)
    assert [width_of(row) for row in lines] == [width] * height
    assert all(span.text.isprintable() for row in lines for span in row)

from __future__ import annotations

from itertools import product

import pytest

from nn_tui.debugger.snapshot import Snapshot
from nn_tui.ui.render.inspector import draw_inspector, manner, when_written
from nn_tui.ui.render.inspector_grid import Look
from nn_tui.ui.render.lines import Line, Role, plain
from nn_tui.ui.render.summary import Summaries
from nn_tui.ui.view import View, clamp
from tests.ui.render.moments import moment_of, role_at, view_of

NARROW, LOW = 48, 8
"""Cells and lines inside the panel at 80x24."""

NUMBERS, SHADES = Look(), Look(is_shades=True)


def draw(view: View, look: Look = NUMBERS, width: int = NARROW, height: int = LOW) -> list[Line]:
    return draw_inspector(view, look, Summaries().of(view), width, height)


def text_of(
    moment: Snapshot,
    name: str,
    cell: tuple[int, int] = (0, 0),
    width: int = NARROW,
    height: int = LOW,
    look: Look = NUMBERS,
) -> list[str]:
    return plain(draw(view_of(moment, name, cell), look, width, height)).split("\n")


def written(moment: Snapshot, name: str) -> str:
    return when_written(view_of(moment, name)).strip()


def test_inspector_has_the_published_outputs() -> None:
    assert text_of(moment_of(epochs=50), "l2", look=Look(digits=6)) == [
        "l1 z2 [l2] l2_error l2_delta l1_error l1_delta…",
        "4 x 1  min 0.142784  max 0.840596  mean 0.494285",
        "row             0",
        "  0      0.167734",
        "  1      0.142784",
        "  2      0.840596",
        "  3      0.825578",
        "l2[0,0] = 0.1677339876",
    ]


@pytest.mark.parametrize("dataset", ["classic", "iris"])
def test_inspector_full_precision_reads_back_as_the_same_float(dataset: str) -> None:
    moment = moment_of(dataset, epochs=20)
    for name in moment.names:
        array = moment.array(name)
        assert array is not None
        table = array.reshape(1, -1) if array.ndim < 2 else array
        for cell in product(range(min(5, len(table))), range(table.shape[1])):
            last = text_of(moment, name, cell)[-1]
            assert float(last.split(" = ")[1]) == table[cell]


def test_inspector_says_what_is_not_yet_computed() -> None:
    assert text_of(moment_of(ops=1), "l2") == [
        "l1 z2 [l2] l2_error l2_delta l1_er…",
        "4 x 1  not yet computed",
    ]


def test_inspector_says_that_weights_are_those_of_the_start() -> None:
    assert text_of(moment_of(), "synapse_0")[1] == "3 x 4  as given or drawn"


def test_inspector_says_that_values_are_still_of_the_last_epoch() -> None:
    lines = draw_inspector(view_of(moment_of(epochs=1, ops=6), "l1_error", (0, 0)), NARROWEST, 10)
    assert plain(lines).split("\n")[1] == "4 x 4  still of epoch 1"
    assert role_at(lines, 1, "still") is Role.WARNING


def test_inspector_names_the_batch_where_there_are_several() -> None:
    moment = moment_of("iris", epochs=1, batches=2, given={"batch_size": "60"})
    assert text_of(moment, "l1")[1] == "60 x 8  of epoch 2, batch 2"


def test_inspector_shows_the_short_batch_without_stale_rows() -> None:
    moment = moment_of("iris", epochs=1, given={"batch_size": "60"})
    assert text_of(moment, "l1")[1] == "30 x 8  of epoch 1, batch 3"


def test_inspector_shows_a_bias_as_one_row() -> None:
    moment = moment_of(epochs=1, given={"bias": "yes"})
    lines = text_of(moment, "bias_0", (0, 2))
    assert lines[1] == "4  of epoch 1"
    assert lines[3].startswith("0 ")
    assert lines[-1].startswith("bias_0[2] = ")


@pytest.mark.parametrize("cell", [(0, 0), (77, 2), (149, 7)])
def test_inspector_scrolls_to_the_cell(cell: tuple[int, int]) -> None:
    row, column = cell
    lines = text_of(
        moment_of("iris", epochs=1, given={"batch_size": "all"}), "l1", cell, width=30, height=9
    )
    assert str(column) in lines[2].split()
    assert str(row) in [line.split()[0] for line in lines[3:-1]]


def test_inspector_tells_signs_by_role() -> None:
    lines = draw_inspector(view_of(moment_of(epochs=1), "l2_error", (1, 0)), NARROWEST, 10)
    assert role_at(lines, 3, "-0.") is Role.NEGATIVE
    assert role_at(lines, 5, "0.") is Role.POSITIVE


def test_inspector_marks_the_cell_under_the_cursor() -> None:
    lines = draw_inspector(view_of(moment_of(epochs=1), "l2_error", (1, 0)), NARROWEST, 10)
    assert role_at(lines, 4, "-0.") is Role.SELECTED


@pytest.mark.parametrize("width", [NARROWEST, 50])
def test_inspector_shows_the_whole_name_of_its_array(width: int) -> None:
    moment = moment_of(given={"hidden": "4,4,4", "bias": "yes"})
    for name in moment.names:
        assert f"[{name}]" in text_of(moment, name, width=width)[0]


@pytest.mark.parametrize(
    ("cell", "shape", "inside"),
    [
        ((-1, -1), (4, 3), (0, 0)),
        ((9, 9), (4, 3), (3, 2)),
        ((2, 9), (5,), (0, 4)),
        ((3, 1), (4, 3), (3, 1)),
    ],
)
def test_clamp_brings_a_cell_inside(
    cell: tuple[int, int], shape: tuple[int, ...], inside: tuple[int, int]
) -> None:
    assert clamp(cell, shape) == inside

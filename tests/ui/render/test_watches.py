"""Watches as strings."""

from __future__ import annotations

import math

import pytest

from nn_tui.debugger.breaks.shown import ShownWatch
from nn_tui.debugger.conditions.signs import Signs
from nn_tui.ui.render.lines import Role, plain, width_of
from nn_tui.ui.render.watches import draw_watches, lines_of, sparkline

WEIGHT = ShownWatch(1, "synapse_1[0,0]", -0.5, 0.25, (-1.0, -0.75, -0.5))
TRUTH = ShownWatch(2, "max(l1) > 2", False, 0.0, (0.0, 0.0))
DELTA = ShownWatch(3, "max(abs(l1_delta))", 0.00123456, None, (1.0, 0.5), "epoch 4, batch 2")
LOSS = ShownWatch(4, "loss", None, None, ())
OFF = ShownWatch(5, "error", None, None, (), is_on=False)
ALL = (WEIGHT, OFF, TRUTH, DELTA)


def test_each_watch_has_a_line_and_columns() -> None:
    assert plain(draw_watches(ALL, 79, 3)).splitlines() == [
        " synapse_1[0,0]      -0.5          +0.25         ▁▅█",
        " max(l1) > 2         false                       ▅▅",
        " max(abs(l1_delta))  0.00123456    of epoch 4, batch 2  █▁",
    ]


def test_value_of_another_moment_is_dim() -> None:
    (row,) = draw_watches((DELTA,), 79, 1)
    said = [span for span in row if "0.00123456" in span.text or "epoch" in span.text]
    assert [span.role for span in said] == [Role.DIM, Role.DIM]


def test_text_says_which_signs_it_has() -> None:
    stored = ShownWatch(1, "l1_delta[0,0]", 0.5, None, (), signs=Signs.STORED)
    shown = ShownWatch(2, "l1_delta[0,0]", -0.5, None, (), signs=Signs.GRADIENT)
    texts = [plain(draw_watches((stored, shown), 79, 2, view)) for view in (False, True)]
    assert [[row.rstrip() for row in text.splitlines()] for text in texts] == [
        [" l1_delta[0,0]       0.5", " l1_delta[0,0] dL/d  -0.5"],
        [" l1_delta[0,0] stored signs  0.5", " l1_delta[0,0] dL/d          -0.5"],
    ]


def test_those_without_a_line_are_counted() -> None:
    lines = plain(draw_watches((*ALL, LOSS), 60, 2)).splitlines()
    assert lines[0].startswith(" synapse_1[0,0]  -0.5          +0.25         ▁▅█")
    assert lines[1].startswith(" max(l1) > 2     false")
    assert lines[1].endswith("  +2 more: K")
    assert lines_of((*ALL, LOSS)) == 3
    assert lines_of((OFF,)) == 0


def test_not_computed_and_not_possible_are_said() -> None:
    wrong = ShownWatch(6, "l3[0,0]", None, None, (), problem="name l3: unknown")
    assert plain(draw_watches((LOSS, wrong), 79, 2)).splitlines() == [
        " loss     not computed",
        " l3[0,0]  name l3: unknown",
    ]


@pytest.mark.parametrize("width", [1, 5, 12, 30, 78, 200])
@pytest.mark.parametrize("height", [0, 1, 2, 3])
def test_lines_keep_to_their_size(width: int, height: int) -> None:
    rows = draw_watches((*ALL, LOSS), width, height)
    assert len(rows) == height
    assert all(width_of(row) == width for row in rows)


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([], ""),
        ([1.0], "▅"),
        ([0.0, 1.0], "▁█"),
        ([0.0, math.nan, 1.0], "▁ █"),
        ([math.inf, math.nan], "  "),
        ([-1.7e308, 1.7e308], "▁█"),
        ([1.0, 2.0, 3.0, 4.0], "▁▃▆█"),
    ],
)
def test_sparkline_goes_from_the_least_to_the_greatest(values: list[float], expected: str) -> None:
    assert sparkline(values, 20) == expected
    assert sparkline(values, 2) == sparkline(values[-2:], 20)
    assert sparkline(values, 0) == ""

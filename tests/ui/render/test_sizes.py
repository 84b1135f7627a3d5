from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from nn_tui.debugger.snapshot import Snapshot
from nn_tui.ui.arrangement import PANELS
from nn_tui.ui.editing import begin, with_text
from nn_tui.ui.render.curve import draw_curve
from nn_tui.ui.render.curve_look import CurveLook
from nn_tui.ui.render.dataset import draw_dataset
from nn_tui.ui.render.diagram import draw_network
from nn_tui.ui.render.error import draw_figures
from nn_tui.ui.render.explain import draw_explanation
from nn_tui.ui.render.hyperparameters import ROWS, draw_hyperparameters
from nn_tui.ui.render.inspector import draw_inspector
from nn_tui.ui.render.inspector_grid import DIGITS, GridLook
from nn_tui.ui.render.inspector_names import draw_matches
from nn_tui.ui.render.keys import draw_keys
from nn_tui.ui.render.lines import Line, width_of
from nn_tui.ui.render.listing import ListingLook
from nn_tui.ui.render.picture import NetworkLook
from nn_tui.ui.render.program import draw_program
from nn_tui.ui.render.row_footing import draw_footing
from nn_tui.ui.render.row_order import RowOrder, order_rows
from nn_tui.ui.render.row_query import read_query
from nn_tui.ui.render.scatter import draw_scatter, reason_against_scatter
from nn_tui.ui.render.status import draw_status
from nn_tui.ui.render.summary import Summaries
from nn_tui.ui.view import View, clamp
from tests.ui.render.moments import moment_of, view_of

BIASED = {"hidden": "12,3", "bias": "yes", "batch_size": "40", "shuffle": "yes"}
DEEP = {"hidden": "2,2,2,2", "batch_size": "7"}


@cache
def moments() -> dict[str, Snapshot]:
    return {
        "classic at epoch 0": moment_of(),
        "classic amid an epoch": moment_of(epochs=50, ops=7),
        "iris amid a batch": moment_of("iris", epochs=2, batches=2, ops=5, given=BIASED),
        "moons without hidden layers": moment_of("moons", epochs=1, given={"hidden": "none"}),
        "sine with many arrays": moment_of("sine", ops=40, given=DEEP),
    }


def draw_any_array(moment: Snapshot, choice: int, width: int, height: int) -> list[Line]:
    name = moment.names[choice % len(moment.names)]
    cell = clamp((choice, choice // 7), moment.shape(name))
    view = view_of(moment, name, cell, is_gradient=choice % 2 == 0)
    look = GridLook(is_shades=choice % 4 == 0, digits=DIGITS[choice % 3])
    return draw_inspector(view, look, Summaries().of(view), width, height)


def draw_any_part(moment: Snapshot, choice: int, width: int, height: int) -> list[Line]:
    name = moment.names[choice % len(moment.names)]
    cell = clamp((choice, choice // 7), moment.shape(name))
    view = view_of(moment, name, cell, is_gradient=choice % 3 == 0)
    return draw_network(view, NetworkLook(is_delta=choice % 2 == 0), width, height)


def order_of_any_rows(moment: Snapshot, choice: int) -> tuple[View, RowOrder]:
    view = view_of(moment, row=choice % moment.recipe.dataset.rows)
    query = read_query(f"row<{choice}", view) if choice % 3 else None
    return view, order_rows(view, query, is_by_error=choice % 2 == 0)


def draw_any_rows(moment: Snapshot, choice: int, width: int, height: int) -> list[Line]:
    view, order = order_of_any_rows(moment, choice)
    first_input = choice % len(moment.recipe.dataset.input_names)
    return draw_dataset(view, order, first_input, width, height)


def draw_any_footing(moment: Snapshot, choice: int, width: int, height: int) -> list[Line]:
    view, order = order_of_any_rows(moment, choice)
    reason = "no column x: 1" if choice % 5 == 0 else ""
    return draw_footing(view, order, width, height, reason=reason, is_typing=choice % 7 == 0)


def draw_any_points(moment: Snapshot, choice: int, width: int, height: int) -> list[Line]:
    view, order = order_of_any_rows(moment, choice)
    if reason_against_scatter(moment.recipe.dataset):
        return []
    return draw_scatter(view, order, width, height)


def draw_settings(moment: Snapshot, choice: int, width: int, height: int) -> list[Line]:
    selected = choice % len(ROWS)
    editing = begin(ROWS[selected], moment.recipe) if choice % 3 else None
    if editing is not None and choice % 2:
        editing = with_text(editing, "sx,數" * (choice % 50))
    return draw_hyperparameters(view_of(moment), selected, editing, width, height)


def look_of(choice: int) -> CurveLook:
    return CurveLook(choice % 2 == 0, choice % 4 < 2, choice % 8 < 4)


def draw_any_curve(moment: Snapshot, choice: int, width: int, height: int) -> list[Line]:
    look, epoch = look_of(choice), max(0, moment.epochs_done - choice)
    chart = draw_curve(moment, look, look.window(epoch), width, height)
    return chart.lines(epoch if choice else None)


RENDERERS: dict[str, Callable[[Snapshot, int, int, int], list[Line]]] = {
    "dataset": draw_any_rows,
    "footing": draw_any_footing,
    "scatter": draw_any_points,
    "curve": draw_any_curve,
    "figures": lambda m, c, w, h: [draw_figures(view_of(m), look_of(c), w, c - 5 if c else None)],
    "hyperparameters": draw_settings,
    "inspector": draw_any_array,
    "names": lambda m, c, w, h: [draw_matches(view_of(m), "zl_"[c % 3], c, w)],
    "keys": lambda m, c, w, h: [draw_keys(PANELS[str(1 + c % 7)].VERBS, w)],
    "network": draw_any_part,
    "program": lambda m, c, w, h: draw_program(
        view_of(m), ListingLook(c % 50 or None, c % 9), w, h
    ),
    "explain": lambda m, c, w, h: draw_explanation(view_of(m, is_gradient=c % 2 == 0), w, h),
    "status": lambda m, c, w, h: [draw_status(view_of(m), w)],
}


@pytest.mark.parametrize("renderer", RENDERERS)
@given(
    which=st.integers(0, 4),
    choice=st.integers(0, 1000),
    width=st.integers(1, 120),
    height=st.integers(1, 40),
)
@example(which=0, choice=0, width=1, height=1)
@example(which=2, choice=3, width=120, height=40)
@settings(max_examples=100, deadline=None)
def test_lines_fit_at_any_size(
    renderer: str, which: int, choice: int, width: int, height: int
) -> None:
    moment = list(moments().values())[which]
    lines = RENDERERS[renderer](moment, choice, width, height)
    assert len(lines) <= height
    assert max(map(width_of, lines), default=0) <= width


@pytest.mark.parametrize("renderer", RENDERERS)
def test_lines_hold_no_control_characters(renderer: str, tmp_path: Path) -> None:
    path = tmp_path / "odd\x1b[2J.csv"
    path.write_text("[/nope],a\x9bb,\u202etarget\n1,2,0.5\n3,4,0.25\n", encoding="utf-8")
    for row in RENDERERS[renderer](moment_of(path, epochs=1), 0, 90, 20):
        assert "".join(span.text for span in row).isprintable()

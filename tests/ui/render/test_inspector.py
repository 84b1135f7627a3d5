from __future__ import annotations

import math
from dataclasses import replace
from itertools import product
from pathlib import Path

import pytest

from nn_tui.debugger.snapshot import Snapshot
from nn_tui.debugger.unit import Unit
from nn_tui.ui.render.inspector import draw_inspector, heading, manner
from nn_tui.ui.render.inspector_grid import GridLook
from nn_tui.ui.render.lines import Line, Role, plain
from nn_tui.ui.render.summary import Summaries, Summary
from nn_tui.ui.view import View, at_moment, clamp, with_array, with_cell
from tests.ui.driving import session_of
from tests.ui.render.moments import moment_of, role_at, view_of, write_csv

NARROW, LOW = 48, 8
"""Cells and lines inside the panel at 80x24."""

NUMBERS, SHADES = GridLook(), GridLook(is_shades=True)


def draw(
    view: View, look: GridLook = NUMBERS, width: int = NARROW, height: int = LOW
) -> list[Line]:
    return draw_inspector(view, look, Summaries().of(view), width, height)


def text_of(
    moment: Snapshot,
    name: str,
    cell: tuple[int, int] = (0, 0),
    width: int = NARROW,
    height: int = LOW,
    look: GridLook = NUMBERS,
) -> list[str]:
    return plain(draw(view_of(moment, name, cell), look, width, height)).split("\n")


def written(moment: Snapshot, name: str) -> str:
    return moment.when_written(name)


def test_inspector_has_the_published_outputs() -> None:
    *lines, last = text_of(moment_of(epochs=50), "l2", look=GridLook(digits=6))
    assert lines == [
        "z1 l1 z2 [l2] l2_error l2_delta l1_error l1_del…",
        "4 x 1  min 0.142780  max 0.840603  mean 0.494175",
        "row             0",
        "  0      0.167734",
        "  1      0.142780",
        "  2      0.840603",
        "  3      0.825582",
    ]
    assert last.startswith("l2[0,0] = 0.1677339876")


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
        "z1 l1 z2 [l2] l2_error l2_delta l1_error l1_del…",
        "4 x 1  not yet computed",
    ]
    assert written(moment_of(ops=1), "l2") == ""


def test_inspector_says_when_values_were_written() -> None:
    assert written(moment_of(), "synapse_0") == "as given or drawn"
    assert written(moment_of(epochs=1, ops=6), "l2_delta") == "of epoch 2"
    assert written(moment_of(epochs=1, ops=6), "l1_error") == "still of epoch 1"


def test_inspector_names_the_batch_where_there_are_several() -> None:
    moment = moment_of("iris", epochs=1, batches=2, given={"batch_size": "60"})
    assert written(moment, "l1") == "of epoch 2, batch 2"


def test_inspector_says_the_epoch_alone_of_what_belongs_to_a_whole_one() -> None:
    shuffled = {"batch_size": "60", "shuffle": "yes"}
    moment = moment_of("iris", epochs=1, batches=2, given=shuffled)
    assert written(moment, "order") == "of epoch 2"
    assert written(moment, "loss") == "still of epoch 1"


def test_inspector_leaves_the_epoch_to_the_status_at_full_speed() -> None:
    assert heading(view_of(moment_of(epochs=1), "l1"), NARROW) == "of epoch 1"
    assert heading(view_of(moment_of(epochs=1, is_running=True), "l1"), NARROW) == ""


def test_inspector_shows_the_short_batch_without_stale_rows() -> None:
    moment = moment_of("iris", epochs=1, given={"batch_size": "60"})
    assert text_of(moment, "l1")[1].startswith("30 x 8  min ")


def test_inspector_names_rows_of_the_dataset_and_both_numbers_in_full() -> None:
    moment = moment_of("iris", epochs=1, batches=1, given={"batch_size": "60", "shuffle": "yes"})
    lines = text_of(moment, "l1", (1, 2))
    row = int(moment.order[1])
    assert lines[2].startswith("row ")
    assert lines[4].startswith(f"{row:>3} ")
    assert lines[-1].startswith(f"l1[1,2] row {row} = ")


def test_inspector_numbers_rows_that_are_no_rows_of_the_dataset() -> None:
    lines = text_of(moment_of(), "synapse_0")
    assert lines[2].startswith("    ")
    assert [text.split()[0] for text in lines[3:6]] == ["0", "1", "2"]


def test_inspector_shows_a_bias_as_one_row() -> None:
    moment = moment_of(epochs=1, given={"bias": "yes"})
    lines = text_of(moment, "bias_0", (0, 2))
    assert lines[1].startswith("4  min ")
    assert lines[2].split() == ["0", "1", "2", "3"]
    assert len(lines[3].split()) == 4
    assert lines[4:-1] == ["", "", ""]
    assert lines[-1].startswith("bias_0[2] = ")


def test_inspector_shows_a_number_as_one_cell() -> None:
    lines = text_of(moment_of(), "learning_rate")
    assert lines[1].startswith("one number  ")
    assert lines[3].split() == ["1"]
    assert lines[-1] == "learning_rate = 1.0"


def test_inspector_shows_the_order_in_whole_numbers() -> None:
    moment = moment_of("iris", epochs=1, given={"batch_size": "60", "shuffle": "yes"})
    lines = text_of(moment, "order", (0, 149))
    assert lines[3].split()[-1] == str(moment.order[149])
    assert lines[-1] == f"order[149] = {moment.order[149]}"


@pytest.mark.parametrize("look", [NUMBERS, SHADES, GridLook(digits=17)])
@pytest.mark.parametrize("cell", [(0, 0), (77, 2), (149, 7)])
def test_inspector_scrolls_to_the_cell(cell: tuple[int, int], look: GridLook) -> None:
    moment = moment_of("iris", epochs=1, given={"batch_size": "all", "shuffle": "no"})
    lines = draw(view_of(moment, "l1", cell), look, width=30)
    rows = [text.split()[0] for text in plain(lines).split("\n")[3:-1]]
    assert str(cell[0]) in rows
    place = 3 + rows.index(str(cell[0]))
    assert Role.SELECTED in [span.role for span in lines[place]]


@pytest.mark.parametrize("digits", [3, 6, 17])
def test_inspector_writes_so_many_digits(digits: int) -> None:
    moment = moment_of(epochs=3)
    array = moment.array("synapse_0")
    assert array is not None
    shown = text_of(moment, "synapse_0", look=GridLook(digits=digits), width=120)[3].split()[1:]
    wanted = [float(f"{value:.{digits}g}") for value in array[0]]
    assert [float(text) for text in shown] == wanted


def test_inspector_17_digits_read_back_as_the_same_floats() -> None:
    moment = moment_of(epochs=3)
    array = moment.array("synapse_0_descent")
    assert array is not None
    lines = text_of(moment, "synapse_0_descent", look=GridLook(digits=17), width=120)
    assert [float(text) for text in lines[4].split()[1:]] == array[1].tolist()


def test_inspector_tells_signs_by_role() -> None:
    lines = draw(view_of(moment_of(epochs=1), "l2_error", (1, 0)))
    assert role_at(lines, 3, "-0.") is Role.NEGATIVE
    assert role_at(lines, 5, "0.") is Role.POSITIVE


def test_inspector_marks_the_cell_under_the_cursor_and_its_labels() -> None:
    lines = draw(view_of(moment_of(epochs=1), "l2_error", (1, 0)))
    assert role_at(lines, 4, "-0.") is Role.SELECTED
    assert role_at(lines, 4, "  1 ") is Role.CURRENT
    assert role_at(lines, 2, "0") is Role.CURRENT


def after_op(count: int) -> View:
    """GridLook at the classic net just after an op of its second epoch, having seen it before."""
    session = session_of()
    session.step(Unit.EPOCH)
    for _ in range(count - 1):
        session.step(Unit.OP)
    before = at_moment(None, session.snapshot())
    session.step(Unit.OP)
    return at_moment(before, session.snapshot())


def test_inspector_lights_up_what_an_op_has_changed() -> None:
    view = with_cell(after_op(11), (1, 0))
    now, then = view.array("synapse_1"), view.array_before("synapse_1")
    assert now is not None and then is not None
    then[2] = now[2]
    roles = [row[-1].role for row in draw(view)[3:7]]
    assert view.lit == view.array_name == "synapse_1"
    assert roles == [
        Role.LIT,
        Role.SELECTED,
        Role.NEGATIVE if now[2] < 0 else Role.POSITIVE,
        Role.LIT,
    ]


def test_inspector_lights_up_nothing_of_another_array() -> None:
    lines = draw(with_array(after_op(11), "synapse_0"))
    assert Role.LIT not in [span.role for row in lines for span in row]


def test_inspector_lights_up_all_of_what_was_not_there_before() -> None:
    session = session_of()
    before = at_moment(None, session.snapshot())
    session.step(Unit.OP)
    lines = draw(at_moment(before, session.snapshot()), SHADES)
    assert {span.role for row in lines[3:7] for span in row[1:]} == {Role.LIT, Role.SELECTED}


def test_inspector_gradient_view_holds_in_names_values_and_figures() -> None:
    moment = moment_of(epochs=3)
    stored = text_of(moment, "synapse_1_descent", (2, 0), look=GridLook(digits=17), width=100)
    view = view_of(moment, "synapse_1_descent", (2, 0), is_gradient=True)
    shown = plain(draw(view, GridLook(digits=17), width=100)).split("\n")
    assert "[synapse_1_gradient]" in shown[0]
    for y in (3, 4, 5, 6):
        assert float(shown[y].split()[1]) == -float(stored[y].split()[1])
    of_stored, of_shown = stored[1].split(), shown[1].split()
    assert of_shown[4] == of_stored[6].removeprefix("-") or of_shown[4] == f"-{of_stored[6]}"
    assert shown[-1].startswith("synapse_1_gradient[2,0] = ")
    assert "dL/d" in manner(view, NUMBERS)
    assert "dL/d" not in manner(replace(view, is_gradient=False), NUMBERS)


def test_inspector_marks_the_scale_of_the_shades() -> None:
    moment = moment_of(epochs=3)
    array = moment.array("synapse_0")
    assert array is not None
    extreme = "max" if array.max() > -array.min() else "min"
    assert f"█ {extreme} " in text_of(moment, "synapse_0", look=SHADES)[1]
    assert "█" not in text_of(moment, "synapse_0")[1]


def test_inspector_figures_fit_a_large_array_at_80_columns(tmp_path: Path) -> None:
    names = ",".join([*(f"x{i}" for i in range(120)), "target"])
    rows = [",".join(f"{(i * j) % 7 - 3.5e-5}" for i in range(121)) for j in range(1, 120)]
    moment = moment_of(write_csv(tmp_path / "wide.csv", names, *rows), given={"hidden": "128"})
    figures = text_of(moment, "synapse_0")[1]
    assert len(figures) <= NARROW
    assert [word for word in figures.split() if word.isalpha()] == ["x", "min", "max", "mean"]


def test_inspector_counts_what_is_not_finite() -> None:
    summary = Summary(-1.0, 2.0, 0.5, not_finite=3)
    lines = draw_inspector(view_of(moment_of(), "synapse_0"), NUMBERS, summary, NARROW, LOW)
    assert plain(lines).split("\n")[1] == "3 x 4  3 not finite  min -1  max 2  mean 0.500"
    assert role_at(lines, 1, "3 not finite") is Role.WARNING


@pytest.mark.parametrize("width", [30, NARROW, 68])
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


def test_inspector_of_no_finite_number_says_so() -> None:
    summary = Summary(math.nan, math.nan, math.nan, not_finite=12)
    lines = draw_inspector(view_of(moment_of(), "synapse_0"), NUMBERS, summary, NARROW, LOW)
    assert plain(lines).split("\n")[1] == "3 x 4  no finite number"
    assert role_at(lines, 1, "no finite number") is Role.WARNING

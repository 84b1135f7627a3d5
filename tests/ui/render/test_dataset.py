from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from rich.cells import cell_len

from nn_tui.debugger.snapshot import Snapshot
from nn_tui.engine.arrays import Array
from nn_tui.ui.render.dataset import draw_dataset, row_at
from nn_tui.ui.render.dataset_columns import width_of_all
from nn_tui.ui.render.dataset_layout import lay_out_columns
from nn_tui.ui.render.lines import Line, Role, plain
from nn_tui.ui.render.row_order import order_rows
from nn_tui.ui.render.row_query import read_query
from nn_tui.ui.render.row_results import (
    error_sizes,
    output_classes,
    signed_errors,
    target_classes,
)
from tests.ui.render.moments import moment_of, role_at, view_of, write_csv


def table_of(
    moment: Snapshot, row: int = 0, first: int = 0, width: int = 40, height: int = 5
) -> list[str]:
    return plain(drawn(moment, row, first, width, height)).split("\n")


class RowsInView:
    """Values of which only a few rows can be had."""

    def __init__(self, values: Array, most: int) -> None:
        self._values, self._most = values, most

    def __getitem__(self, rows: Any) -> Array:
        taken: Array = self._values[rows]
        assert len(taken) <= self._most
        return taken


def drawn(
    moment: Snapshot, row: int = 0, first: int = 0, width: int = 40, height: int = 5
) -> list[Line]:
    view = view_of(moment, row=row)
    return draw_dataset(view, order_rows(view), first, width, height)


def test_dataset_at_epoch_0_is_not_yet_computed() -> None:
    assert table_of(moment_of()) == [
        "  row x0 x1 x2 y output error",
        ">   0  0  0  1 0      .     .",
        "    1  0  1  1 0      .     .",
        "    2  1  0  1 1      .     .",
        "    3  1  1  1 1      .     .",
    ]


def test_dataset_at_epoch_50_has_the_published_outputs() -> None:
    assert table_of(moment_of(epochs=50), row=2) == [
        "  row x0 x1 x2 y output   error",
        "    0  0  0  1 0 0.1677 -0.1677",
        "    1  0  1  1 0 0.1428 -0.1428",
        ">   2  1  0  1 1 0.8406  0.1594",
        "    3  1  1  1 1 0.8256  0.1744",
    ]


def test_dataset_of_classes_names_the_likeliest_one() -> None:
    moment = moment_of("iris", epochs=3)
    values = moment.outputs.values[0]
    row = table_of(moment, width=78)[1].split()
    assert row[-4:-1] == ["setosa", _cut(moment, int(values.argmax())), f"{values.max():.2f}"]


def test_dataset_of_classes_has_the_mean_error_of_the_row() -> None:
    moment = moment_of("iris", epochs=3)
    error = np.abs(moment.recipe.dataset.targets[0] - moment.outputs.values[0]).mean()
    assert table_of(moment, width=78)[1].endswith(f" {error:.2f}")


@pytest.mark.parametrize("name", ["iris", "classic", "named"])
def test_dataset_looks_at_the_rows_in_view_alone(name: str, tmp_path: Path) -> None:
    moment = moment_of(named_csv(tmp_path) if name == "named" else name, epochs=3)
    expected = table_of(moment, width=78, height=3)
    view = view_of(moment)
    order = order_rows(view)
    dataset, outputs = moment.recipe.dataset, moment.outputs
    object.__setattr__(dataset, "targets", RowsInView(dataset.targets, 2))
    object.__setattr__(outputs, "values", RowsInView(outputs.values, 2))
    assert plain(draw_dataset(view, order, 0, 78, 3)).split("\n") == expected


@pytest.mark.parametrize(
    "of_rows",
    [
        lambda moment, *rows: target_classes(moment.recipe.dataset, *rows),
        output_classes,
        error_sizes,
        lambda moment, *rows: signed_errors(moment, 1, *rows, is_gradient=False),
    ],
)
def test_results_of_some_rows_are_those_of_all(of_rows: Callable[..., Array]) -> None:
    moment = moment_of("iris", epochs=3)
    assert of_rows(moment, [120, 3]).tolist() == of_rows(moment)[[120, 3]].tolist()


def test_dataset_counts_the_inputs_that_do_not_fit(tmp_path: Path) -> None:
    head = table_of(moment_of(wide_csv(tmp_path)))[0]
    assert head == "  row   x0   x1   x2 +61 t output error"


def test_dataset_counts_the_inputs_on_both_sides(tmp_path: Path) -> None:
    head = table_of(moment_of(wide_csv(tmp_path)), first=30)[0]
    assert head == "  row 30+  x30  x31 +32 t output error"


def test_dataset_ends_with_the_last_input(tmp_path: Path) -> None:
    head = table_of(moment_of(wide_csv(tmp_path)), first=63)[0]
    assert head == "  row 63+  x63 t output error"


def test_dataset_scrolls_to_the_selected_row() -> None:
    lines = table_of(moment_of("iris"), row=120, width=60, height=6)
    assert sum(line.startswith("> 120 ") for line in lines) == 1


def test_dataset_marks_the_selected_row_by_role_too() -> None:
    lines = drawn(moment_of(), 1, 0, 40, 5)
    assert role_at(lines, 2, ">   1") is Role.SELECTED


def test_dataset_dims_rows_of_an_earlier_epoch() -> None:
    # Batch 1 of epoch 2 is done: rows 0 to 1 are fresh, rows 2 and 3 still of epoch 1.
    moment = moment_of(epochs=1, batches=1, given={"batch_size": "2"})
    lines = drawn(moment, 0, 0, 40, 5)
    assert [role_at(lines, y, " ") for y in (2, 3, 4)] == [Role.PLAIN, Role.DIM, Role.DIM]


def test_dataset_keeps_one_input_and_the_results_rather_than_the_count() -> None:
    assert table_of(moment_of("iris"), width=30, height=2) == [
        "  row sep… target output |err|",
        ">   0  5.1 setosa      .     .",
    ]


def test_dataset_counts_inputs_as_soon_as_there_is_room() -> None:
    assert table_of(moment_of("iris"), width=33, height=2) == [
        "  row sep… +3 target output |err|",
        ">   0  5.1  … setosa      .     .",
    ]


def test_dataset_has_longer_names_where_all_inputs_fit_with_them() -> None:
    assert table_of(moment_of("iris", epochs=3), row=50, width=100, height=2)[0] == (
        "  row sepal_length sepal_width petal_length petal_width     target    output share |err|"
    )


def test_dataset_shortens_names_rather_than_leave_out_inputs() -> None:
    assert table_of(moment_of("iris"), width=78, height=2)[0] == (
        "  row sepal_len… sepal_wid… petal_len… petal_wid… target output share |err|"
    )


def test_dataset_gives_names_of_classes_what_room_there_is() -> None:
    lines = table_of(moment_of("iris", epochs=3), row=120, width=43, height=2)
    assert lines[0] == "  row sepal_l… +3    target    output |err|"
    assert lines[1].split()[4] == "virginica"


@pytest.mark.parametrize("first", [0, 30, 62])
@pytest.mark.parametrize("epochs", [0, 3])
def test_dataset_never_cuts_a_number(
    epochs: int, first: int, few_classes: Path, three_targets: Path
) -> None:
    for path in (few_classes, three_targets):
        view = view_of(moment_of(path, epochs=epochs))
        for width in range(32, 90):
            columns = lay_out_columns(view, [0, 1, 2], first, width)
            assert width_of_all(columns) + 1 <= width


def test_dataset_of_two_named_classes_leaves_out_the_class_rather_than_counts(
    few_classes: Path,
) -> None:
    lines = table_of(moment_of(few_classes, epochs=3), width=38, first=9)
    assert lines[0] == "  row 9+     x9 +53 target   l2 error"


def test_dataset_with_room_for_one_count_has_all_inputs_out_of_view_in_it(
    three_targets: Path,
) -> None:
    lines = table_of(moment_of(three_targets, epochs=3), width=41, first=9)
    assert lines[0] == "  row     x9 +62    y0 output0 error0 +6"


def test_dataset_leaves_out_and_counts_results_that_do_not_fit(three_targets: Path) -> None:
    lines = table_of(moment_of(three_targets, epochs=3), width=40)
    assert lines[0] == "  row     x0 +62    y0 output0 error0 +6"


def test_dataset_of_two_named_classes_names_them_beside_output_and_error(tmp_path: Path) -> None:
    moment = moment_of(named_csv(tmp_path), epochs=30)
    out = [float(value) for value in moment.outputs.values[:, 0]]
    assert table_of(moment, width=40) == [
        "  row    a target output   l2 error",
        f">   0    1     no {name(out[0]):>6} {out[0]:.2f} {0 - out[0]:>5.2f}",
        f"    1  2.5    yes {name(out[1]):>6} {out[1]:.2f} {1 - out[1]:>5.2f}",
        f"    2 -3.5    yes {name(out[2]):>6} {out[2]:.2f} {1 - out[2]:>5.2f}",
    ]


def test_dataset_of_two_named_classes_has_all_digits_where_there_is_room(tmp_path: Path) -> None:
    moment = moment_of(named_csv(tmp_path), epochs=30)
    assert f"{moment.outputs.values[0, 0]:.4f}" in table_of(moment, width=44)[1]


def test_dataset_in_the_gradient_view_has_the_sign_of_the_listing() -> None:
    moment = moment_of(epochs=50)
    view = view_of(moment, is_gradient=True)
    assert plain(draw_dataset(view, order_rows(view), 0, 40, 5)).split("\n")[1:] == [
        ">   0  0  0  1 0 0.1677  0.1677",
        "    1  0  1  1 0 0.1428  0.1428",
        "    2  1  0  1 1 0.8406 -0.1594",
        "    3  1  1  1 1 0.8256 -0.1744",
    ]


def test_dataset_shows_rows_in_the_order_given() -> None:
    view = view_of(moment_of(epochs=50))
    lines = draw_dataset(view, order_rows(view, is_by_error=True), 0, 40, 5)
    assert [text.split()[0] for text in plain(lines).split("\n")[1:]] == ["3", ">", "2", "1"]


def test_dataset_marks_no_row_when_the_selected_one_is_not_shown() -> None:
    view = view_of(moment_of())
    lines = draw_dataset(view, order_rows(view, read_query("row>1", view)), 0, 40, 5)
    assert [text[:5] for text in plain(lines).split("\n")[1:]] == ["    2", "    3"]


def test_dataset_without_a_row_to_show_is_its_head() -> None:
    view = view_of(moment_of())
    lines = draw_dataset(view, order_rows(view, read_query("row>9", view)), 0, 40, 5)
    assert plain(lines) == "  row x0 x1 x2 y output error"


def test_dataset_columns_of_wide_characters_stand_in_line(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "w.csv", "温度,x,種類", "1.25,2,良い", "3.5,4,悪い")
    lines = drawn(moment_of(path), 0, 0, 60, 3)
    assert len({cell_len(text) for text in plain(lines).split("\n")}) == 1


def test_dataset_shows_markup_in_names_as_it_is(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "m.csv", "[/nope],[red]x,t", "1,2,0.5", "3,4,1.5")
    assert table_of(moment_of(path), width=50)[0].split() == [
        "row", "[/nope]", "[red]x", "t", "output", "error",
    ]  # fmt: skip


def test_row_at_finds_the_row_under_a_line() -> None:
    four = order_rows(view_of(moment_of()))
    assert [row_at(four, 0, 6, y) for y in range(6)] == [None, 0, 1, 2, 3, None]


def test_row_at_counts_from_what_is_scrolled_to() -> None:
    lines = table_of(moment_of("iris"), row=120, width=60, height=6)
    y = next(i for i, line in enumerate(lines) if line.startswith(">"))
    assert row_at(order_rows(view_of(moment_of("iris"))), 120, 6, y) == 120


@pytest.fixture(scope="module")
def few_classes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return wide_file(tmp_path_factory.mktemp("few") / "few.csv", "t", ("ja", "nein", "ja"))


@pytest.fixture(scope="module")
def three_targets(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("three") / "three.csv"
    path.write_text("# targets: y0, y1, y2\n", encoding="utf-8")
    return wide_file(path, "y0,y1,y2", ("0.5,1,2", "1,2.25,3", "0.125,3,4"))


def wide_file(path: Path, targets: str, of_rows: Sequence[str]) -> Path:
    """Write 63 inputs of many digits beside some targets."""
    preamble = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    names = [f"x{i}" for i in range(63)]
    rows = [
        ",".join([*(str((i * row + 1) % 7 / -8.1) for i in range(63)), target])
        for row, target in enumerate(of_rows, start=1)
    ]
    return write_csv(path, *preamble, ",".join([*names, targets]), *rows)


def named_csv(folder: Path) -> Path:
    return write_csv(folder / "named.csv", "a,b", "1,no", "2.5,yes", "-3.5,yes")


def name(output: float) -> str:
    return "yes" if output >= 0.5 else "no"


def wide_csv(folder: Path) -> Path:
    names = [f"x{i}" for i in range(64)]
    rows = (",".join([value] * 64 + [target]) for value, target in (("0.5", "1"), ("-0.5", "0")))
    return write_csv(folder / "wide.csv", ",".join([*names, "t"]), *rows)


def _cut(moment: Snapshot, index: int) -> str:
    name = moment.recipe.dataset.classes[index]
    return name if len(name) <= 7 else name[:6] + "…"

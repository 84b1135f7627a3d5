from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nn_tui.data import Dataset, DatasetError, open_dataset, standardized, without_left_out
from nn_tui.data.revision import (
    cell_names,
    joined,
    split,
    with_cells,
    with_left_out,
    write_cells,
)


def named(tmp_path: Path, *classes: str) -> Dataset:
    path = tmp_path / "named.csv"
    with path.open("w", newline="") as file:
        csv.writer(file).writerows([("x", "kind"), *enumerate(classes)])
    return open_dataset(str(path))


@pytest.mark.parametrize("name", ["classic", "xor", "iris", "moons", "sine"])
def test_cells_as_written_change_nothing(name: str) -> None:
    dataset = open_dataset(name)
    for row in range(dataset.rows):
        line = joined(write_cells(dataset, row))
        assert with_cells(dataset, row, split(line)) is dataset


def test_row_typed_back_and_taken_in_again_gives_the_dataset_as_it_was_read() -> None:
    read = open_dataset("classic")
    changed = with_left_out(with_cells(read, 2, ["5", "0", "1", "1"]), 1, True)
    whole = with_left_out(changed, 1, False)
    assert whole is not read
    assert with_cells(whole, 2, ["1", "0", "1", "1"]) is read


@given(st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\r\n\0")), min_size=2))
def test_line_gives_its_cells_back(cells: list[str]) -> None:
    stripped = [cell.strip() for cell in cells]
    assert split(joined(stripped)) == stripped


@pytest.mark.parametrize("line", ["1, 2,3", "1;2;3", "1\t2\t3", " 1  2 3 "])
def test_cells_are_divided_as_files_divide_them(line: str) -> None:
    assert split(line) == ["1", "2", "3"]


def test_line_that_is_no_row_is_refused() -> None:
    with pytest.raises(DatasetError, match="too long"):
        split("1" * 200_000)


def test_changed_row_leaves_the_others_and_the_dataset_before() -> None:
    before = open_dataset("classic")
    after = with_cells(before, 2, ["0.25", "-1e-3", "7", "0.5"])
    assert after.inputs[2].tolist() == [0.25, -0.001, 7.0]
    assert after.targets[2].tolist() == [0.5]
    others = [0, 1, 3]
    np.testing.assert_array_equal(after.inputs[others], before.inputs[others])
    assert before.inputs[2].tolist() == [1, 0, 1]
    assert after.as_read is before
    assert with_cells(after, 0, ["9", "9", "9", "1"]).as_read is before


def test_classes_are_typed_by_name() -> None:
    iris = open_dataset("iris")
    row = list(write_cells(iris, 0))
    assert row[-1] == iris.classes[0]
    changed = with_cells(iris, 0, [*row[:-1], iris.classes[2].upper()])
    assert changed.targets[0].tolist() == [0, 0, 1]


def test_one_of_two_classes_is_typed_by_name(tmp_path: Path) -> None:
    dataset = named(tmp_path, "no", "yes", "no")
    assert cell_names(dataset) == ("x", "kind")
    assert write_cells(dataset, 1) == ("1", "yes")
    assert with_cells(dataset, 1, ["1", "no"]).targets[:, 0].tolist() == [0, 0, 0]


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        (["1", "2", "3"], "row 1, 3 cells: must be 4: x0, x1, x2, y"),
        (["1", "2", "a", "0"], "row 1, x2 a: must be a finite number, such as 0.5"),
        (["1", "", "2", "0"], "row 1, x1 (empty): must be a finite number, such as 0.5"),
        (["1", "2", "3", "inf"], "row 1, y inf: must be a finite number, such as 0.5"),
        (["1", "2", "3", "1_0"], "row 1, y 1_0: must be a finite number, such as 0.5"),
    ],
)
def test_cells_that_cannot_be_are_refused(cells: list[str], said: str) -> None:
    with pytest.raises(DatasetError) as caught:
        with_cells(open_dataset("classic"), 1, cells)
    assert str(caught.value) == said


def test_class_that_is_not_there_is_refused_with_those_that_are() -> None:
    iris = open_dataset("iris")
    with pytest.raises(DatasetError, match=f"did you mean {iris.classes[0]}"):
        with_cells(iris, 3, ["1", "1", "1", "1", iris.classes[0] + "x"])


def test_row_that_is_not_there_is_refused() -> None:
    with pytest.raises(DatasetError, match="row 4: must be 0 to 3"):
        with_left_out(open_dataset("classic"), 4, True)


def test_rows_are_left_out_and_taken_in_again() -> None:
    dataset = open_dataset("classic")
    fewer = with_left_out(with_left_out(dataset, 3, True), 1, True)
    assert fewer.left_out == (1, 3)
    assert fewer.kept.tolist() == [0, 2]
    assert (fewer.rows, fewer.rows_kept) == (4, 2)
    trained = without_left_out(fewer)
    np.testing.assert_array_equal(trained.inputs, dataset.inputs[[0, 2]])
    np.testing.assert_array_equal(trained.targets, dataset.targets[[0, 2]])
    assert with_left_out(fewer, 1, False).left_out == (3,)
    assert with_left_out(fewer, 0, False) is fewer


def test_last_row_cannot_be_left_out() -> None:
    fewer = replace(open_dataset("classic"), left_out=(0, 1, 3))
    with pytest.raises(DatasetError, match="row 2: is the last one that is trained on"):
        with_left_out(fewer, 2, True)


def test_rows_left_out_are_understood() -> None:
    fewer = with_left_out(open_dataset("classic"), 3, True)
    assert fewer.understood.startswith("classic: 3 of 4 rows, 3 inputs")
    assert without_left_out(fewer).understood.startswith("classic: 3 rows, 3 inputs")


def test_mean_and_deviation_are_those_of_the_rows_that_are_left() -> None:
    # Of 1, 3 and 101 the last is left out: mean 2, deviation 1; it is (101 - 2) / 1 = 99.
    dataset = replace(
        open_dataset("sine"),
        inputs=np.array([[1.0], [3.0], [101.0]]),
        targets=np.zeros((3, 1)),
        left_out=(2,),
    )
    assert standardized(dataset).inputs[:, 0].tolist() == [-1, 1, 99]


def test_row_left_out_that_is_too_far_off_disturbs_nothing() -> None:
    inputs = np.array([[1e-300], [3e-300], [1e300]])
    dataset = replace(open_dataset("sine"), inputs=inputs, targets=np.zeros((3, 1)), left_out=(2,))
    np.testing.assert_allclose(standardized(dataset).inputs[:2, 0], [-1, 1])


def test_what_does_not_change_is_shared() -> None:
    dataset = open_dataset("iris")
    assert with_left_out(dataset, 0, True).inputs is dataset.inputs

from __future__ import annotations

import codecs
import dataclasses
import os
from collections.abc import Callable
from functools import partial
from pathlib import Path

import numpy as np
import pytest

from nn_tui.data import DatasetError, TargetKind, open_dataset, read_again, read_csv
from nn_tui.data.dataset import Origin
from nn_tui.data.targets import check_targets_of


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "flowers.csv"


def test_reader_keeps_rows_in_order(file: Path) -> None:
    file.write_text("a,b,y\n3,4,5.5\n1,2,-1e-3\n")
    dataset = read_csv(file)
    np.testing.assert_array_equal(dataset.inputs, [[3, 4], [1, 2]])
    np.testing.assert_array_equal(dataset.targets, [[5.5], [-0.001]])
    assert (dataset.input_names, dataset.target_names) == (("a", "b"), ("y",))
    assert (dataset.kind, dataset.classes) == (TargetKind.NUMBERS, ())


def test_reader_names_the_dataset_after_the_file(file: Path) -> None:
    file.write_text("a,y\n3,4\n")
    assert read_csv(file).name == "flowers"


def test_reader_names_the_dataset_as_told(file: Path) -> None:
    file.write_text("a,y\n3,4\n")
    assert read_csv(file, name="roses").name == "roses"


def test_reader_names_columns_without_a_header(file: Path) -> None:
    file.write_text("1,2,7\n3,4,8\n")
    dataset = read_csv(file)
    assert (dataset.input_names, dataset.target_names) == (("x0", "x1"), ("y",))
    assert dataset.rows == 2


def test_reader_takes_the_last_columns_as_y0_y1_without_a_header(file: Path) -> None:
    file.write_text("1,2,7\n3,4,8\n")
    dataset = read_csv(file, ["y0", "y1"])
    assert (dataset.input_names, dataset.target_names) == (("x0",), ("y0", "y1"))
    np.testing.assert_array_equal(dataset.targets, [[2, 7], [4, 8]])


def test_reader_reads_one_row_without_a_header_and_text_target(file: Path) -> None:
    file.write_text("1,2,no\n3,4,yes\n")
    dataset = read_csv(file)
    assert dataset.rows == 2
    assert dataset.classes == ("no", "yes")


def test_reader_names_an_empty_header_cell(file: Path) -> None:
    file.write_text(",b,y\n1,2,3\n")
    assert read_csv(file).input_names == ("column_0", "b")


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_reader_reads_every_line_ending(file: Path, newline: str) -> None:
    file.write_bytes(newline.join(["a,y", "1,2", "3,4", ""]).encode())
    np.testing.assert_array_equal(read_csv(file).inputs, [[1], [3]])


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_reader_reads_every_delimiter(file: Path, delimiter: str) -> None:
    file.write_text("a,b,y\n1,2,3\n".replace(",", delimiter))
    np.testing.assert_array_equal(read_csv(file).inputs, [[1, 2]])


def test_reader_drops_a_byte_order_mark(file: Path) -> None:
    file.write_bytes(codecs.BOM_UTF8 + "größe,y\n1,2\n".encode())
    assert read_csv(file).input_names == ("größe",)


def test_reader_strips_spaces_around_cells(file: Path) -> None:
    file.write_text(' a , "b" , y\n 1 ,\xa02, "3"\n'.replace('"b" ', '"b"'), encoding="utf-8")
    dataset = read_csv(file)
    assert dataset.input_names == ("a", "b")
    np.testing.assert_array_equal(dataset.inputs, [[1, 2]])


def test_reader_skips_blank_lines(file: Path) -> None:
    file.write_text("\n  \na,y\n\n1,2\n   \n3,4\n\n")
    assert read_csv(file).rows == 2


def test_reader_unquotes_cells(file: Path) -> None:
    file.write_text('"a ""b"", c",y\n"1","2"\n')
    assert read_csv(file).input_names == ('a "b", c',)


def test_reader_cleans_names(file: Path) -> None:
    file.write_text(f"\x1b[2J,[/nope],{'n' * 90},\u202ey\n1,2,3,4\n", encoding="utf-8")
    dataset = read_csv(file)
    assert dataset.input_names == ("�[2J", "[/nope]", "n" * 39 + "…")
    assert dataset.target_names == ("�y",)


def test_reader_prefers_the_targets_that_are_given(file: Path) -> None:
    file.write_text("# targets: b\na,b,c\n1,2,3\n")
    assert read_csv(file, ["a"]).target_names == ("a",)


def test_reader_takes_targets_from_the_preamble(file: Path) -> None:
    file.write_text("# targets: c, a\na,b,c\n1,2,3\n")
    dataset = read_csv(file)
    assert dataset.target_names == ("c", "a")
    np.testing.assert_array_equal(dataset.targets, [[3, 1]])


def test_reader_takes_a_long_target_name_as_it_stands_in_the_file(file: Path) -> None:
    file.write_text(f"{'n' * 90},b\n1,2\n")
    assert read_csv(file, ["n" * 90]).input_names == ("b",)


def test_reader_hands_on_the_preamble(file: Path) -> None:
    file.write_text("# title: T\n# source: S\n# teaches: L\n# hidden: 8,8\na,y\n1,2\n")
    dataset = read_csv(file)
    assert (dataset.title, dataset.source, dataset.teaches) == ("T", "S", "L")
    assert dataset.suggested == {"hidden": "8,8"}


def test_reader_does_not_standardize_by_itself(file: Path) -> None:
    file.write_text("# standardize: yes\na,y\n100,2\n300,1\n")
    dataset = read_csv(file)
    assert not dataset.is_standardized
    assert dataset.inputs.max() == 300


def test_two_texts_become_zero_and_one_by_name(file: Path) -> None:
    file.write_text("a,passed\n1,yes\n2,no\n3,yes\n")
    dataset = read_csv(file)
    np.testing.assert_array_equal(dataset.targets, [[1], [0], [1]])
    assert (dataset.kind, dataset.classes) == (TargetKind.TWO_CLASSES, ("no", "yes"))
    assert dataset.target_names == ("passed",)


def test_three_texts_become_one_hot_by_name(file: Path) -> None:
    file.write_text("a,kind\n1,c\n2,a\n3,b\n4,c\n")
    dataset = read_csv(file)
    np.testing.assert_array_equal(dataset.targets, [[0, 0, 1], [1, 0, 0], [0, 1, 0], [0, 0, 1]])
    assert (dataset.kind, dataset.classes) == (TargetKind.CLASSES, ("a", "b", "c"))
    assert dataset.target_names == ("a", "b", "c")


def test_zeros_and_ones_are_two_classes(file: Path) -> None:
    file.write_text("a,y\n1,1\n2,0.0\n3,1.0\n")
    dataset = read_csv(file)
    assert (dataset.kind, dataset.classes) == (TargetKind.TWO_CLASSES, ("0", "1"))


@pytest.mark.parametrize("column", ["0\n0", "1\n2", "0\n0.5\n1", "-1\n1"])
def test_other_numbers_stay_numbers(file: Path, column: str) -> None:
    file.write_text("a,y\n" + "".join(f"1,{cell}\n" for cell in column.split("\n")))
    assert read_csv(file).kind is TargetKind.NUMBERS


def test_several_targets_are_numbers_even_of_zeros_and_ones(file: Path) -> None:
    file.write_text("a,u,v\n1,0,1\n2,1,0\n")
    dataset = read_csv(file, ["u", "v"])
    assert (dataset.kind, dataset.classes) == (TargetKind.NUMBERS, ())


def test_dataset_knows_its_file_and_columns(file: Path) -> None:
    file.write_text("# targets: a\na,b,y\n1,2,3\n")
    origin = read_csv(file).origin
    assert origin == Origin(str(file), ("a", "b", "y"), ("a",), has_header=True)


def test_classes_are_no_columns(file: Path) -> None:
    file.write_text("1,red\n2,green\n3,blue\n")
    origin = read_csv(file).origin
    assert origin == Origin(str(file), ("x0", "y"), ("y",), has_header=False)


def test_file_is_read_again_with_other_targets(file: Path) -> None:
    file.write_text("a,b,y\n1,2,3\n4,5,6\n")
    again = read_again(read_csv(file, name="roses"), ["b", "y"])
    assert again.name == "roses"
    assert again.input_names == ("a",)
    np.testing.assert_array_equal(again.targets, [[2, 3], [5, 6]])


def test_shipped_dataset_is_read_again() -> None:
    again = read_again(open_dataset("moons"), ["x1"])
    assert (again.name, again.rows, again.target_names) == ("moons", 200, ("x1",))


def test_file_that_has_gone_is_not_read_again(file: Path) -> None:
    file.write_text("a,b,y\n1,2,3\n4,5,6\n")
    dataset = read_csv(file)
    file.unlink()
    with pytest.raises(DatasetError, match="no such file"):
        read_again(dataset, ["b"])


def test_pipe_is_not_read_again(file: Path) -> None:
    file.write_text("a,b,y\n1,2,3\n4,5,6\n")
    dataset = read_csv(file)
    file.unlink()
    os.mkfifo(file)
    with pytest.raises(DatasetError, match="can be read once only; save it as a file"):
        read_again(dataset, ["b"])


def test_dataset_from_no_file_is_not_read_again(file: Path) -> None:
    file.write_text("a,b,y\n1,2,3\n4,5,6\n")
    dataset = dataclasses.replace(read_csv(file), origin=None)
    with pytest.raises(DatasetError, match="flowers: was not read from a file"):
        read_again(dataset, ["b"])


@pytest.mark.parametrize("names", [("a",), ("y", "a"), ("x0",)])
def test_names_are_held_against_known_columns_as_reading_does(
    file: Path, names: tuple[str, ...]
) -> None:
    for content in ("a,b,y\n1,2,3\n", "1,2,3\n4,5,6\n"):
        file.write_text(content)
        dataset = read_csv(file)
        assert dataset.origin is not None
        checked = outcome(partial(check_targets_of, dataset.origin, names))
        assert checked == outcome(partial(read_again, dataset, names))


def outcome(attempt: Callable[[], object]) -> str:
    try:
        attempt()
    except DatasetError as error:
        return str(error).rpartition("flowers.csv: ")[2]
    return ""

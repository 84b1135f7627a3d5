from __future__ import annotations

import csv
import io
import tempfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from nn_tui.data import Dataset, DatasetError, TargetKind, read_csv
from nn_tui.text import printable

NUMBERS = st.floats(allow_nan=False, allow_infinity=False)
DELIMITERS = st.sampled_from([",", ";", "\t"])
NEWLINES = st.sampled_from(["\n", "\r\n", "\r"])
MATRICES = st.integers(2, 5).flatmap(
    lambda width: st.lists(st.lists(NUMBERS, min_size=width, max_size=width), min_size=1)
)
# Names that stay as they are: nothing to strip or replace, no comment, no number.
NAMES = st.text("abcxyz _,;\"'[]/öя", min_size=1, max_size=12).map(lambda text: f"m{text}n")
# A file is written in every example, and a busy machine may take its time over one.
SLOW_MACHINES = settings(deadline=None)
CELLS = st.sampled_from(["1", "0", "-2.5", "1e9", "", " ", "nan", "1,5", "a", "b", '"', "#", "\t"])


def read_bytes(content: bytes) -> Dataset:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "fuzzed.csv")
        path.write_bytes(content)
        return read_csv(path)


def read_rows(rows: Sequence[Sequence[str]], delimiter: str, newline: str) -> Dataset:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter, lineterminator=newline).writerows(rows)
    return read_bytes(text.getvalue().encode())


def is_printable(text: str) -> bool:
    return printable(text, limit=len(text)) == text


def is_sound(content: bytes) -> bool:
    """Tell whether `content` gives a dataset that keeps its word, or the one permitted error."""
    try:
        dataset = read_bytes(content)
    except DatasetError as error:
        return is_printable(str(error)) and "fuzzed.csv: " in str(error)
    values = np.hstack([dataset.inputs, dataset.targets])
    return dataset.rows > 0 and bool(np.isfinite(values).all()) and is_printable(dataset.understood)


@SLOW_MACHINES
@given(MATRICES, DELIMITERS, NEWLINES)
def test_numbers_come_back_as_the_same_floats(
    matrix: list[list[float]], delimiter: str, newline: str
) -> None:
    header = [f"c{index}" for index in range(len(matrix[0]))]
    rows = [header, *([repr(value) for value in row] for row in matrix)]
    dataset = read_rows(rows, delimiter, newline)
    np.testing.assert_array_equal(np.hstack([dataset.inputs, dataset.targets]), matrix)


@SLOW_MACHINES
@given(MATRICES, DELIMITERS, NEWLINES)
def test_numbers_without_a_header_come_back_too(
    matrix: list[list[float]], delimiter: str, newline: str
) -> None:
    rows = [[repr(value) for value in row] for row in matrix]
    dataset = read_rows(rows, delimiter, newline)
    np.testing.assert_array_equal(np.hstack([dataset.inputs, dataset.targets]), matrix)


@SLOW_MACHINES
@given(st.lists(NAMES, min_size=2, max_size=6, unique=True), NEWLINES)
def test_names_come_back(names: list[str], newline: str) -> None:
    dataset = read_rows([names, ["1.5"] * len(names)], ",", newline)
    assert [*dataset.input_names, *dataset.target_names] == names


@SLOW_MACHINES
@given(st.lists(NAMES, min_size=1).filter(lambda names: len(set(names)) > 1))
def test_class_names_come_back(labels: list[str]) -> None:
    dataset = read_rows([["a", "kind"], *(["1", label] for label in labels)], ",", "\n")
    if dataset.kind is TargetKind.TWO_CLASSES:
        indices = dataset.targets[:, 0].astype(int)
    else:
        indices = dataset.targets.argmax(axis=1)
    assert [dataset.classes[index] for index in indices] == labels


@SLOW_MACHINES
@given(st.binary(max_size=200))
def test_any_bytes_give_a_dataset_or_a_dataset_error(content: bytes) -> None:
    assert is_sound(content)


@SLOW_MACHINES
@given(st.text(alphabet='01.,;\t\n\r"#: -eayn\ufeff\x0b\x1c\u2028', max_size=120))
def test_any_text_gives_a_dataset_or_a_dataset_error(content: str) -> None:
    assert is_sound(content.encode())


@SLOW_MACHINES
@given(st.lists(st.lists(CELLS, min_size=2, max_size=3), max_size=6), DELIMITERS, NEWLINES)
def test_any_cells_give_a_dataset_or_a_dataset_error(
    rows: list[list[str]], delimiter: str, newline: str
) -> None:
    assert is_sound(newline.join(delimiter.join(row) for row in rows).encode())

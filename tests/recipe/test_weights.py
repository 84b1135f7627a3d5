"""Starting weights from a JSON file: what is read, and the one line for what is not."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from nn_tui.recipe.errors import RecipeError
from nn_tui.recipe.weights import read_weights

SHAPES: dict[str, tuple[int, ...]] = {"synapse_0": (2, 3), "bias_0": (3,)}
SOUND: dict[str, Any] = {"synapse_0": [[1, 2, 3], [4, 5, 6.5]], "bias_0": [0, -1, 1e-300]}


def written(tmp_path: Path, content: str | bytes) -> Path:
    path = tmp_path / "w.json"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def fault(tmp_path: Path, content: str | bytes) -> str:
    path = written(tmp_path, content)
    with pytest.raises(RecipeError) as refusal:
        read_weights(path, SHAPES)
    message = str(refusal.value)
    assert message.startswith(f"weights {path}: ")
    assert message.isprintable()
    return message.removeprefix(f"weights {path}: ")


def changed(**values: Any) -> str:
    return json.dumps({**SOUND, **values})


def test_sound_file_is_read(tmp_path: Path) -> None:
    weights = read_weights(written(tmp_path, json.dumps(SOUND)), SHAPES)
    assert {name: array.tolist() for name, array in weights.items()} == SOUND
    assert all(array.dtype == np.float64 for array in weights.values())


def test_json_of_a_run_is_read(tmp_path: Path) -> None:
    run = {"dataset": "x", "epoch": 3, "weights": SOUND, "history": {}}
    weights = read_weights(written(tmp_path, json.dumps(run)), SHAPES)
    assert weights["bias_0"].tolist() == SOUND["bias_0"]


@settings(deadline=None, max_examples=50)
@given(
    arrays(np.float64, (2, 3), elements=st.floats(allow_nan=False, allow_infinity=False)),
)
def test_written_weights_read_back_bit_for_bit(
    tmp_path_factory: pytest.TempPathFactory, synapse: Any
) -> None:
    path = written(tmp_path_factory.mktemp("w"), json.dumps({"synapse_0": synapse.tolist()}))
    read = read_weights(path, {"synapse_0": (2, 3)})["synapse_0"]
    assert read.tobytes() == synapse.tobytes()


def test_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(RecipeError, match=r"weights .*nowhere\.json: No such file or directory"):
        read_weights(tmp_path / "nowhere.json", SHAPES)


def test_directory_is_named(tmp_path: Path) -> None:
    with pytest.raises(RecipeError, match=r"weights .*: Is a directory"):
        read_weights(tmp_path, SHAPES)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", "not valid JSON: Expecting value at line 1, column 1"),
        ('{"synapse_0": [[1, 2}', "not valid JSON: Expecting ',' delimiter at line 1, column 21"),
        ("{\n'a': 1}", "not valid JSON: Expecting property name"),
        (b"\xff\xfe{}", "not UTF-8 text, so not valid JSON"),
        (b"\x00\x01\x02", "not valid JSON: "),
        ("[" * 100_000, "not valid JSON: nested or long beyond use"),
        ('{"synapse_0": ' + "1" * 5000 + "}", "not valid JSON: nested or long beyond use"),
    ],
)
def test_what_is_no_json_is_refused(tmp_path: Path, content: str | bytes, message: str) -> None:
    assert fault(tmp_path, content).startswith(message)


@pytest.mark.parametrize("content", ["[]", "3", "null", '"text"', "true", "[[1, 2]]"])
def test_json_that_is_no_object_is_refused(tmp_path: Path, content: str) -> None:
    assert fault(tmp_path, content).startswith('must be an object such as {"synapse_0": ')


@pytest.mark.parametrize(
    "value",
    [
        [[1, 2, True], [4, 5, 6]],
        [[1, 2, None], [4, 5, 6]],
        [[1, 2, "3"], [4, 5, 6]],
        [[1, 2, {}], [4, 5, 6]],
        {"0": [1, 2, 3]},
        "1 2 3",
        None,
        [[[1], [2], [3]], [[4], [5], [6]]],
    ],
)
def test_array_of_something_else_than_numbers_is_refused(tmp_path: Path, value: Any) -> None:
    message = fault(tmp_path, changed(synapse_0=value))
    assert message == "synapse_0 must be rows of numbers, of shape (2, 3)"


def test_deeply_nested_array_is_refused(tmp_path: Path) -> None:
    nested = "[" * 700 + "1" + "]" * 700
    message = fault(tmp_path, f'{{"synapse_0": {nested}, "bias_0": [0, 0, 0]}}')
    assert message == "synapse_0 must be rows of numbers, of shape (2, 3)"


@pytest.mark.parametrize("value", [[[1, 2, 3], [4, 5]], [[1, 2, 3], 4], [1, [2, 3]]])
def test_ragged_rows_are_refused(tmp_path: Path, value: Any) -> None:
    message = fault(tmp_path, changed(synapse_0=value))
    assert message == "synapse_0 has ragged rows: must be of shape (2, 3)"


@pytest.mark.parametrize(
    ("value", "shape"),
    [
        ([[1, 2], [3, 4], [5, 6]], "(3, 2)"),
        ([1, 2, 3], "(3,)"),
        ([], "(0,)"),
        ([[], []], "(2, 0)"),
        (7, "()"),
    ],
)
def test_wrong_shape_names_both_shapes(tmp_path: Path, value: Any, shape: str) -> None:
    message = fault(tmp_path, changed(synapse_0=value))
    assert message.startswith(f"synapse_0 has shape {shape}: must be (2, 3); dataset and --hidden")


@pytest.mark.parametrize("value", ["NaN", "Infinity", "-Infinity", "1e999"])
def test_number_that_is_not_finite_is_named_by_its_place(tmp_path: Path, value: str) -> None:
    content = f'{{"synapse_0": [[1, 2, 3], [4, {value}, 6]], "bias_0": [0, 0, 0]}}'
    shown = "nan" if value == "NaN" else "-inf" if value.startswith("-") else "inf"
    assert fault(tmp_path, content).startswith(f"synapse_0[1, 1] is {shown}: must be finite; give ")


def test_huge_whole_number_is_refused(tmp_path: Path) -> None:
    message = fault(tmp_path, changed(bias_0=[0, 10**400, 0]))
    assert message == "bias_0 holds a number that is too large: the largest is about 1.8e308"


def test_missing_array_is_named_with_all(tmp_path: Path) -> None:
    message = fault(tmp_path, '{"bias_0": [0, 0, 0]}')
    assert message == "no synapse_0: must hold synapse_0, bias_0"


def test_missing_bias_shows_the_way_to_do_without(tmp_path: Path) -> None:
    message = fault(tmp_path, '{"synapse_0": [[1, 2, 3], [4, 5, 6]]}')
    assert message == (
        "no bias_0: must hold synapse_0, bias_0; for a network without biases use --no-bias"
    )


def test_surplus_array_is_named(tmp_path: Path) -> None:
    message = fault(tmp_path, changed(synapse_1=[[1]]))
    assert message == "synapse_1 is not in this network, which has synapse_0, bias_0"


def test_surplus_bias_shows_the_way_to_have_it(tmp_path: Path) -> None:
    path = written(tmp_path, json.dumps(SOUND))
    with pytest.raises(RecipeError, match="which has synapse_0; for a network with biases use"):
        read_weights(path, {"synapse_0": (2, 3)})


def test_control_characters_of_a_name_do_no_harm(tmp_path: Path) -> None:
    message = fault(tmp_path, changed(**{"\x1b[2J\n": [1]}))
    assert message.startswith("\N{REPLACEMENT CHARACTER}[2J\N{REPLACEMENT CHARACTER} is not in")


def test_control_characters_of_the_path_do_no_harm(tmp_path: Path) -> None:
    with pytest.raises(RecipeError) as refusal:
        read_weights(tmp_path / "\x1b[2J.json", SHAPES)
    assert str(refusal.value).isprintable()

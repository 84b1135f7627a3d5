"""Starting weights from .npz: what is read, and the one line for what is not."""

from __future__ import annotations

import tracemalloc
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.lib import format as npy

from nn_tui.recipe.errors import RecipeError
from nn_tui.recipe.weights import read_weights

SHAPES: dict[str, tuple[int, ...]] = {"synapse_0": (2, 3), "bias_0": (3,)}
SYNAPSE = np.array([[0.1, -0.0, 5e-324], [1e308, 1 / 3, -2.5]])
SAME_RUN = "dataset and --hidden must be those of the run that saved it"
BIAS = np.array([0.5, -1.0, 1e-300])


def saved(tmp_path: Path, save: Callable[..., None] = np.savez, **changed: Any) -> Path:
    path = tmp_path / "w.npz"
    save(path, **{"synapse_0": SYNAPSE, "bias_0": BIAS, **changed})
    return path


def zipped(tmp_path: Path, *members: tuple[str, bytes], method: int = zipfile.ZIP_STORED) -> Path:
    path = tmp_path / "w.npz"
    with zipfile.ZipFile(path, "w", method) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return path


def member(array: Any, shape: tuple[int, ...] | None = None) -> bytes:
    """Write an array as numpy does, under a header that says another shape if one is given."""
    content = BytesIO()
    header = npy.header_data_from_array_1_0(np.asarray(array))
    npy.write_array_header_1_0(content, header | ({} if shape is None else {"shape": shape}))
    return content.getvalue() + np.asarray(array).tobytes()


def fault(path: Path) -> str:
    with pytest.raises(RecipeError) as refusal:
        read_weights(path, SHAPES)
    message = str(refusal.value)
    assert message.startswith(f"weights {path}: ")
    assert message.isprintable()
    return message.removeprefix(f"weights {path}: ")


@pytest.mark.parametrize("save", [np.savez, np.savez_compressed])
def test_arrays_are_read_bit_for_bit(tmp_path: Path, save: Callable[..., None]) -> None:
    weights = read_weights(saved(tmp_path, save), SHAPES)
    assert list(weights) == ["synapse_0", "bias_0"]
    assert weights["synapse_0"].tobytes() == SYNAPSE.tobytes()
    assert weights["bias_0"].tobytes() == BIAS.tobytes()


def test_format_is_known_by_the_content_not_the_name(tmp_path: Path) -> None:
    path = saved(tmp_path).rename(tmp_path / "weights")
    assert read_weights(path, SHAPES)["bias_0"].tolist() == BIAS.tolist()


@pytest.mark.parametrize("dtype", ["float32", "float16", ">f8", "int8", "uint64", ">i4"])
def test_other_numbers_are_converted_exactly(tmp_path: Path, dtype: str) -> None:
    stored = np.array([[0, 1, 2], [3, 4, 100]]).astype(dtype)
    if stored.dtype.kind == "f":
        stored[1, 2] = 0.1
    read = read_weights(saved(tmp_path, synapse_0=stored), SHAPES)["synapse_0"]
    assert read.dtype == np.float64
    assert read.dtype.isnative
    assert read.tolist() == stored.tolist()


def test_array_that_lies_by_columns_is_read_by_rows(tmp_path: Path) -> None:
    read = read_weights(saved(tmp_path, synapse_0=np.asfortranarray(SYNAPSE)), SHAPES)
    assert read["synapse_0"].tolist() == SYNAPSE.tolist()


def test_whole_number_that_is_no_float64_is_refused(tmp_path: Path) -> None:
    exact = np.array([2**53, -(2**53), 2**60])
    assert read_weights(saved(tmp_path, bias_0=exact), SHAPES)["bias_0"].tolist() == exact.tolist()
    assert fault(saved(tmp_path, bias_0=np.array([0, 2**53 + 1, 2]))) == (
        "bias_0[1] is 9007199254740993, which no float64 is; "
        "whole numbers are exact up to 9007199254740992"
    )


class Trap:
    """Would leave a trace if it were unpickled."""

    def __init__(self, trace: Path) -> None:
        self.trace = trace

    def __reduce__(self) -> tuple[Any, ...]:
        return (Path.touch, (self.trace,))


def test_nothing_is_unpickled(tmp_path: Path) -> None:
    trace = tmp_path / "trace"
    objects = np.full((2, 3), Trap(trace), dtype=object)
    assert fault(saved(tmp_path, synapse_0=objects)) == (
        "synapse_0 holds objects (pickled): must hold float64, float32 or integers; "
        "save it as one of these with numpy.savez"
    )
    assert not trace.exists()


@pytest.mark.parametrize(
    "dtype", ["complex128", "bool", "longdouble", "U3", "S3", "datetime64[s]", "f8,f8"]
)
def test_what_is_no_number_is_refused(tmp_path: Path, dtype: str) -> None:
    message = fault(saved(tmp_path, synapse_0=np.zeros((2, 3), dtype)))
    assert message.startswith("synapse_0 holds ")
    assert ": must hold float64, float32 or integers; save it as one of these" in message


@pytest.mark.parametrize("shape", [(3, 2), (6,), (), (2, 3, 1), (0, 3)])
def test_wrong_shape_names_both_shapes(tmp_path: Path, shape: tuple[int, ...]) -> None:
    message = fault(saved(tmp_path, synapse_0=np.zeros(shape)))
    assert message == f"synapse_0 has shape {shape}: must be (2, 3); {SAME_RUN}"


@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf])
def test_number_that_is_not_finite_is_named_by_its_place(tmp_path: Path, value: float) -> None:
    synapse = np.zeros((2, 3), np.float32)
    synapse[1, 2] = value
    assert fault(saved(tmp_path, synapse_0=synapse)) == (
        f"synapse_0[1, 2] is {value}: must be finite; give weights from before the run diverged"
    )


def test_missing_and_surplus_arrays_are_named(tmp_path: Path) -> None:
    assert fault(saved(tmp_path, synapse_1=SYNAPSE)) == (
        "synapse_1 is not in this network, which has synapse_0, bias_0"
    )
    np.savez(tmp_path / "w.npz", synapse_0=SYNAPSE)
    assert fault(tmp_path / "w.npz").startswith("no bias_0: must hold synapse_0, bias_0; for a ")


def test_array_that_is_there_twice_is_refused(tmp_path: Path) -> None:
    twice = ("bias_0.npy", member(BIAS)), ("bias_0", member(BIAS))
    path = zipped(tmp_path, ("synapse_0.npy", member(SYNAPSE)), *twice)
    assert fault(path) == "holds bias_0 twice: must hold it once"


def test_header_is_read_before_the_numbers(tmp_path: Path) -> None:
    # 50 MB of zeros in 50 kB, under a header of the wrong shape and under one of the right.
    zeros = bytes(50_000_000)
    bias = ("bias_0.npy", member(BIAS))
    for shape, message in (
        ((5_000, 5_000), "synapse_0 has shape (5000, 5000): must be (2, 3)"),
        ((2, 3), "synapse_0 holds more numbers than its shape (2, 3); give a file "),
    ):
        bomb = member(SYNAPSE, shape)[: -SYNAPSE.nbytes] + zeros
        path = zipped(tmp_path, ("synapse_0.npy", bomb), bias, method=zipfile.ZIP_DEFLATED)
        del bomb
        tracemalloc.start()
        assert fault(path).startswith(message)
        assert tracemalloc.get_traced_memory()[1] < 5_000_000
        tracemalloc.stop()


def test_header_without_end_is_refused(tmp_path: Path) -> None:
    endless = npy.magic(2, 0) + (2**31).to_bytes(4, "little") + b" " * 100_000
    path = zipped(tmp_path, ("synapse_0.npy", endless), ("bias_0.npy", member(BIAS)))
    assert fault(path).startswith("synapse_0 is not an array as numpy saves it; give a file ")


def test_too_few_numbers_are_refused(tmp_path: Path) -> None:
    path = zipped(tmp_path, ("synapse_0.npy", member(SYNAPSE)[:-1]), ("bias_0.npy", member(BIAS)))
    assert fault(path).startswith("synapse_0 holds less numbers than its shape (2, 3); give a file")


@pytest.mark.parametrize(
    "content", [b"", b"\x93NUMPY", b"text", member(SYNAPSE)[:100], b"\x93NUMPY\x03\x00" * 9]
)
def test_member_that_is_no_array_is_refused(tmp_path: Path, content: bytes) -> None:
    path = zipped(tmp_path, ("synapse_0.npy", content), ("bias_0.npy", member(BIAS)))
    assert fault(path).startswith("synapse_0 is not an array as numpy saves it; give a file ")


def test_other_ways_to_compress_are_refused(tmp_path: Path) -> None:
    members = ("synapse_0.npy", member(SYNAPSE)), ("bias_0.npy", member(BIAS))
    path = zipped(tmp_path, *members, method=zipfile.ZIP_LZMA)
    assert fault(path).startswith("synapse_0 is encrypted or packed in a way numpy does not; ")


@pytest.mark.parametrize("content", [b"", b"PK", b"PK\x03\x04" + bytes(50), b"{}"])
def test_what_is_no_zip_file_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "w.npz").write_bytes(content)
    assert fault(tmp_path / "w.npz").startswith("not an .npz file, or damaged; give a file that ")


@pytest.mark.parametrize("save", [np.savez, np.savez_compressed])
def test_truncated_file_is_refused_wherever_it_ends(
    tmp_path: Path, save: Callable[..., None]
) -> None:
    whole = saved(tmp_path, save).read_bytes()
    for length in range(0, len(whole), 17):
        (tmp_path / "w.npz").write_bytes(whole[:length])
        assert fault(tmp_path / "w.npz").startswith("not an .npz file, or damaged; ")


def test_flipped_bit_in_the_numbers_is_noticed(tmp_path: Path) -> None:
    path = saved(tmp_path)
    content = bytearray(path.read_bytes())
    content[content.index(SYNAPSE.tobytes()) + 3] ^= 1
    path.write_bytes(content)
    assert fault(path).startswith("not an .npz file, or damaged; ")

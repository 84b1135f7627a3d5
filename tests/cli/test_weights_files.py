"""Weights from files that nobody vouches for: each command reads them, or says why not."""

from __future__ import annotations

import pickle
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.lib import format as npy

from tests.cli.commands import Terminal

FIRST = np.random.RandomState(0).standard_normal((3, 4))
SECOND = np.random.RandomState(1).standard_normal((4, 1))

COMMANDS = [
    ("train", "--epochs", "2"),
    ("show", "synapse_0", "--epoch", "0"),
    ("export", "--to", "numpy", "--epochs", "2"),
]


class Trap:
    """Raises when it is unpickled."""

    def __reduce__(self) -> tuple[Any, ...]:
        return (pytest.fail, ("unpickled",))


def saved(**changed: Any) -> bytes:
    content = BytesIO()
    np.savez(content, **{"synapse_0": FIRST, "synapse_1": SECOND, **changed})
    return content.getvalue()


def with_member(member: bytes) -> bytes:
    """Write a file that holds this in the place of synapse_0."""
    content, second = BytesIO(), BytesIO()
    np.save(second, SECOND)
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("synapse_0.npy", member)
        archive.writestr("synapse_1.npy", second.getvalue())
    return content.getvalue()


def member(shape: tuple[int, ...], numbers: bytes) -> bytes:
    content = BytesIO()
    header = {"descr": "<f8", "fortran_order": False, "shape": shape}
    npy.write_array_header_1_0(content, header)
    return content.getvalue() + numbers


def lone_array() -> bytes:
    content = BytesIO()
    np.save(content, FIRST)
    return content.getvalue()


def spoiled(value: float) -> bytes:
    first = FIRST.copy()
    first[1, 2] = value
    return saved(synapse_0=first)


def objects() -> bytes:
    first = np.empty((3, 4), dtype=object)
    first[:] = Trap()
    return saved(synapse_0=first)


NO_NPZ = "not an .npz file, or damaged; give a file that nn-tui train --save-weights wrote"
HOLDS = "must hold float64, float32 or integers; save it as one of these with numpy.savez"
SAME_RUN = "dataset and --hidden must be those of the run that saved it"

REFUSED: dict[str, tuple[Callable[[], bytes], str]] = {
    "objects": (objects, f"synapse_0 holds objects (pickled): {HOLDS}"),
    "lone-array": (lone_array, NO_NPZ),
    "pickle": (lambda: pickle.dumps({"synapse_0": Trap()}), NO_NPZ),
    "pickle-inside": (
        lambda: with_member(pickle.dumps(Trap())),
        "synapse_0 is not an array as numpy saves it; give a file that",
    ),
    "huge-shape": (
        lambda: with_member(member((10**9, 10**9), FIRST.tobytes())),
        f"synapse_0 has shape (1000000000, 1000000000): must be (3, 4); {SAME_RUN}",
    ),
    "bomb": (
        lambda: with_member(member((3, 4), bytes(20_000_000))),
        "synapse_0 holds more numbers than its shape (3, 4); give a file that",
    ),
    "cut": (lambda: saved()[:-9], NO_NPZ),
    "cut-in-half": (lambda: saved()[: len(saved()) // 2], NO_NPZ),
    "empty": (lambda: b"", NO_NPZ),
    "transposed": (
        lambda: saved(synapse_0=FIRST.T),
        f"synapse_0 has shape (4, 3): must be (3, 4); {SAME_RUN}",
    ),
    "nan": (lambda: spoiled(np.nan), "synapse_0[1, 2] is nan: must be finite; give weights from"),
    "inf": (lambda: spoiled(-np.inf), "synapse_0[1, 2] is -inf: must be finite; give weights from"),
    "complex": (lambda: saved(synapse_0=FIRST + 0j), f"synapse_0 holds complex128: {HOLDS}"),
    "text": (lambda: saved(synapse_0=FIRST.astype(str)), f"synapse_0 holds <U32: {HOLDS}"),
}


@pytest.mark.parametrize("words", COMMANDS, ids=lambda words: words[0])
@pytest.mark.parametrize("kind", REFUSED)
def test_file_is_refused_in_a_line(
    terminal: Terminal, tmp_path: Path, words: tuple[str, ...], kind: str
) -> None:
    write, reason = REFUSED[kind]
    path = tmp_path / "w.npz"
    path.write_bytes(write())
    assert terminal.refusal(*words, "--weights", path).startswith(f"weights {path}: {reason}")


TAKEN: dict[str, Any] = {
    "as-saved": FIRST,
    "by-columns": np.asfortranarray(FIRST),
    "float32": FIRST.astype(np.float32),
    "whole": np.arange(12).reshape(3, 4) - 6,
    "big-endian": FIRST.astype(">f8"),
}


@pytest.mark.parametrize("kind", TAKEN)
def test_file_is_read_to_the_bit(terminal: Terminal, tmp_path: Path, kind: str) -> None:
    path = tmp_path / "w.npz"
    path.write_bytes(saved(synapse_0=TAKEN[kind]))
    show = ("show", "synapse_0", "--epoch", "0", "--format", "json", "--weights", path)
    assert terminal.run(*show).json["values"] == TAKEN[kind].tolist()
    for words in COMMANDS:
        assert terminal.run(*words, "--weights", path).code == 0

"""What a script holds itself of the data, and what lies in a file beside it."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from nn_tui.engine.arrays import Array
from nn_tui.engine.program import Program
from nn_tui.export.moments import given_names
from nn_tui.recipe.recipe import Recipe

INLINE_CELLS = 5_000
"""The most numbers of the dataset, and the most of given weights, that stand in a script."""


@dataclass(frozen=True, slots=True, eq=False)
class GivenArrays:
    """The arrays that a script does not compute."""

    data: dict[str, Array]
    """Inputs and targets by the names that the program reads them by."""
    weights: Mapping[str, Array]
    """Weights and biases that were read from a file, or none."""

    @property
    def filed(self) -> dict[str, Array]:
        """Those that are too many numbers for a script."""
        groups = (self.data, self.weights)
        return {name: group[name] for group in groups if _is_large(group) for name in group}


def given_arrays(recipe: Recipe, program: Program) -> GivenArrays:
    """Find what a script of this recipe must be given."""
    dataset = recipe.trained_dataset
    data = dict(zip(given_names(program), (dataset.inputs, dataset.targets), strict=True))
    return GivenArrays(data, recipe.weights or {})


def pack(arrays: Mapping[str, Array]) -> bytes:
    """Write arrays as the content of a .npz file."""
    buffer = io.BytesIO()
    stored: dict[str, Array] = {name: np.ascontiguousarray(a) for name, a in arrays.items()}
    np.savez(buffer, allow_pickle=False, **stored)
    return buffer.getvalue()


def loading_lines(name: str, content: bytes) -> list[str]:
    """Write the lines that read a file of that content as `arrays`, or leave with exit code 1.

    Args:
        name: The file's name, without its folder: it lies beside the script.
        content: What it must hold.
    """
    return [
        f"data_file = Path(__file__).with_name({name!r})",
        "try:",
        "    content = data_file.read_bytes()",
        "except OSError as problem:",
        '    raise SystemExit(f"{data_file}: {problem.strerror}; it belongs beside this script")',
        f'digest = "{hashlib.sha256(content).hexdigest()}"',
        "if hashlib.sha256(content).hexdigest() != digest:",
        '    raise SystemExit(f"{data_file}: not the file that was written with this script")',
        "arrays = np.load(io.BytesIO(content), allow_pickle=False)",
    ]


def _is_large(arrays: Mapping[str, Array]) -> bool:
    return sum(array.size for array in arrays.values()) > INLINE_CELLS

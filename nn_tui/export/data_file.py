"""What a script holds itself of the data, and what lies in a file beside it."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from nn_tui.engine.arrays import Array
from nn_tui.export.literals import array_source
from nn_tui.export.moments import given_names
from nn_tui.export.revision import Rows, row_statements
from nn_tui.export.segment import Segment
from nn_tui.recipe.recipe import Recipe

INLINE_CELLS = 5_000
"""The most numbers of the dataset, and the most of given weights, that stand in a script."""


@dataclass(frozen=True, slots=True, eq=False)
class Revision:
    """An array of the data as a segment after the first is given it."""

    name: str
    """What the script calls it."""
    key: str
    """What the file beside the script calls it, if it is there."""
    array: Array
    """All of it."""
    statements: list[str] | None
    """What makes it of the one before; None: it is given whole."""


@dataclass(frozen=True, slots=True, eq=False)
class GivenArrays:
    """The arrays that a script does not compute."""

    data: dict[str, Array]
    """Inputs and targets of the first segment by the names that the script has for them."""
    weights: Mapping[str, Array]
    """Weights and biases that were read from a file, or none."""
    revisions: tuple[tuple[Revision, ...], ...]
    """Of the data, for each segment after the first."""

    @property
    def filed(self) -> dict[str, Array]:
        """Those that are too many numbers for a script."""
        revised = [r for revisions in self.revisions for r in revisions if r.statements is None]
        groups = (self.data | {r.key: r.array for r in revised}, self.weights)
        return {name: group[name] for group in groups if _is_large(group) for name in group}

    def source(self, key: str, array: Array) -> str:
        """Write one of them as source: its numbers, or where they are in the file."""
        return f'arrays["{key}"]' if key in self.filed else array_source(array)


def given_arrays(segments: Sequence[Segment]) -> GivenArrays:
    """Find what a script of these segments must be given."""
    first = segments[0]
    # What the loops of several segments read, each makes of these.
    names = given_names(first.program) if len(segments) == 1 else ("inputs", "targets")
    data = {name: rows.values for name, rows in zip(names, _rows(first.recipe), strict=True)}
    revisions = (tuple(_revisions(one, other)) for one, other in pairwise(segments))
    return GivenArrays(data, first.recipe.weights or {}, tuple(revisions))


def _revisions(one: Segment, other: Segment) -> Iterator[Revision]:
    pairs = zip(("inputs", "targets"), _rows(one.recipe), _rows(other.recipe), strict=True)
    for name, before, after in pairs:
        key = f"{name}_{other.began.epoch + 1}"
        yield Revision(name, key, after.values, row_statements(name, before, after))


def _rows(recipe: Recipe) -> tuple[Rows, Rows]:
    """Give the inputs and the targets that are trained on."""
    dataset, numbers = recipe.trained_dataset, recipe.dataset.kept
    return Rows(dataset.inputs, numbers), Rows(dataset.targets, numbers)


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

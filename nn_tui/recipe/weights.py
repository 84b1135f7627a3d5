"""Starting weights from a file: JSON, {"synapse_0": [[...]], "bias_0": [...], ...}, or .npz."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from nn_tui.engine.arrays import Array
from nn_tui.recipe.errors import RecipeError
from nn_tui.recipe.weights_file import FIX, WeightsFile
from nn_tui.recipe.weights_json import weights_in_json
from nn_tui.recipe.weights_npz import looks_like_npz, weights_in_npz
from nn_tui.text import printable

_SIZE_LIMIT = 256_000_000
"""Bytes of a weights file."""

_PIECE = 1 << 20


def read_weights(path: Path, shapes: Mapping[str, tuple[int, ...]]) -> dict[str, Array]:
    """Read starting weights from .npz or JSON, also the JSON that `nn-tui train` prints.

    Args:
        path: The file.
        shapes: The shape that each parameter must have, by name.

    Raises:
        RecipeError: No such file, neither JSON nor .npz, an array too few or too many, a wrong
            shape, a cell that is no finite number.
    """
    label = f"weights {printable(str(path), limit=300)}"
    content = _read_bytes(path, label)
    # By what is in it: a pipe has no suffix.
    is_npz = looks_like_npz(content) or path.suffix.lower() == ".npz"
    read = weights_in_npz if is_npz else weights_in_json
    return read(WeightsFile(label, content, shapes))


def _read_bytes(path: Path, label: str) -> bytes:
    content = bytearray()
    try:
        with path.open("rb") as file:
            # In pieces: a read of the limit's size would take that much memory for any file.
            while len(content) <= _SIZE_LIMIT and (piece := file.read(_PIECE)):
                content += piece
    except OSError as error:
        raise RecipeError(f"{label}: {error.strerror}; {FIX}") from None
    except ValueError:
        raise RecipeError(f"{label}: is not the name of a file; {FIX}") from None
    if len(content) > _SIZE_LIMIT:
        raise RecipeError(f"{label}: larger than {_SIZE_LIMIT // 10**6} MB")
    return bytes(content)

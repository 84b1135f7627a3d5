"""Starting weights from a file: JSON, {"synapse_0": [[...]], "bias_0": [...], ...}, or .npz."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from nn_tui.engine.arrays import Array
from nn_tui.recipe.file_content import read_content
from nn_tui.recipe.npz import looks_like_npz
from nn_tui.recipe.weights_file import FIX, WeightsFile
from nn_tui.recipe.weights_json import weights_in_json
from nn_tui.recipe.weights_npz import weights_in_npz
from nn_tui.text import printable


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
    content = read_content(path, label, FIX)
    # By what is in it: a pipe has no suffix.
    is_npz = looks_like_npz(content) or path.suffix.lower() == ".npz"
    read = weights_in_npz if is_npz else weights_in_json
    return read(WeightsFile(label, content, shapes))

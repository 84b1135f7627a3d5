"""Weights in numpy's .npz."""

from __future__ import annotations

from io import BytesIO

from nn_tui.engine.arrays import Array
from nn_tui.recipe.npz import read_npz
from nn_tui.recipe.weights_file import WeightsFile


def weights_in_npz(file: WeightsFile) -> dict[str, Array]:
    """Read weights from .npz; nothing that is pickled is looked at.

    Raises:
        RecipeError: No .npz, damaged, an array too few or too many, a wrong shape, something else
            than whole numbers or floats, a cell that is not finite.
    """
    weights = read_npz(BytesIO(file.content), file)
    for name, array in weights.items():
        file.check_finite(name, array)
    return weights

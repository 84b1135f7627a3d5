"""What holds for weights from a file of either format."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np

from nn_tui.engine.arrays import Array
from nn_tui.recipe.errors import RecipeError
from nn_tui.text import printable

FIX = "give a file that nn-tui train --save-weights wrote, or the JSON that it prints"


def check_names(label: str, names: Iterable[str], shapes: Mapping[str, tuple[int, ...]]) -> None:
    """Refuse an array too few or too many.

    Args:
        label: Says which file, at the head of a message.
        names: Of the arrays in it.
        shapes: The shape that each parameter must have, by name.

    Raises:
        RecipeError: With the first name that is missing or not wanted.
    """
    held = tuple(names)
    missing = [name for name in shapes if name not in held]
    if missing:
        bias = "; for a network without biases use --no-bias" if "bias" in missing[0] else ""
        raise RecipeError(f"{label}: no {missing[0]}: must hold {', '.join(shapes)}{bias}")
    surplus = [name for name in held if name not in shapes]
    if surplus:
        name = printable(surplus[0], limit=40)
        bias = "; for a network with biases use --bias" if name.startswith("bias_") else ""
        raise RecipeError(
            f"{label}: {name} is not in this network, which has {', '.join(shapes)}{bias}"
        )


def check_shape(label: str, name: str, shape: tuple[int, ...], wanted: tuple[int, ...]) -> None:
    """Refuse another shape than is wanted.

    Raises:
        RecipeError: With both shapes.
    """
    if shape != wanted:
        shown = printable(str(shape), limit=60)
        raise RecipeError(f"{label}: {name} has shape {shown}: must be {wanted}")


def check_finite(label: str, name: str, array: Array) -> None:
    """Refuse what is not finite.

    Raises:
        RecipeError: With the place of the first such cell.
    """
    is_finite = np.isfinite(array)
    if not is_finite.all():
        place = [int(i) for i in np.argwhere(~is_finite)[0]]
        raise RecipeError(f"{label}: {name}{place} is not finite")

"""The weights that somebody's script began with."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from pathlib import Path

import numpy as np

from nn_tui.debugger.comparing.layout import Shape, is_square, lay_alone
from nn_tui.debugger.comparing.their_file import read_start
from nn_tui.engine.arrays import Array
from nn_tui.errors import InputError
from nn_tui.recipe.recipe import Recipe
from nn_tui.text import printable


def starts_of(recipe: Recipe, path: Path, renamed: Mapping[str, str]) -> list[Recipe]:
    """Begin a recipe with the weights of a file.

    Args:
        recipe: What is trained.
        path: The file.
        renamed: Our name for a name in the file.

    Returns:
        One recipe; a second with all synapses transposed where every one of them is square, so
        that nothing tells which way they lie.

    Raises:
        InputError: The file cannot be read, or the weights in it do not fit.
    """
    shapes = recipe.network.parameters
    start = read_start(path, shapes, renamed)
    _check_finite(start, path)
    laid = {name: one.values for name, one in lay_alone(start, shapes).items()}
    turned = {n: values.T.copy() if _may_turn(n, shapes) else values for n, values in laid.items()}
    synapses = [shape for shape in shapes.values() if len(shape) == 2]
    ways = [laid, turned] if all(map(is_square, synapses)) else [laid]
    return [dataclasses.replace(recipe, weights=way, weights_path=str(path)) for way in ways]


def _may_turn(name: str, shapes: Mapping[str, Shape]) -> bool:
    return len(shapes[name]) == 2


def _check_finite(start: Mapping[str, Array], path: Path) -> None:
    for name, values in start.items():
        if not np.isfinite(values).all():
            label = printable(str(path), limit=300)
            raise InputError(f"weights {label}: {name} holds a number that is not finite")

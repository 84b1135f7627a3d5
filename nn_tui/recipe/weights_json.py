"""Weights in JSON: {"synapse_0": [[...]], "bias_0": [...], ...}, or that as "weights" of a run."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import numpy as np

from nn_tui.engine.arrays import Array
from nn_tui.recipe.errors import RecipeError
from nn_tui.recipe.weights_checks import FIX, check_finite, check_names, check_shape


def weights_in_json(
    content: bytes, label: str, shapes: Mapping[str, tuple[int, ...]]
) -> dict[str, Array]:
    """Read weights from JSON.

    Args:
        content: The file.
        label: Says which file, at the head of a message.
        shapes: The shape that each parameter must have, by name.

    Raises:
        RecipeError: No JSON, an array too few or too many, a wrong shape, a cell that is no finite
            number.
    """
    values = _parsed(content, label)
    if isinstance(values, dict) and isinstance(values.get("weights"), dict):
        values = values["weights"]
    if not isinstance(values, dict):
        raise RecipeError(f'{label}: must be an object such as {{"synapse_0": [[0.1, ...], ...]}}')
    check_names(label, values, shapes)
    return {name: _array(label, name, values[name], shape) for name, shape in shapes.items()}


def _parsed(content: bytes, label: str) -> Any:
    try:
        return json.loads(content.decode("utf-8"))
    except UnicodeDecodeError:
        raise RecipeError(f"{label}: not UTF-8 text, so not valid JSON; {FIX}") from None
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}"
        raise RecipeError(f"{label}: not valid JSON: {error.msg} at {place}") from None
    except (RecursionError, ValueError):
        raise RecipeError(f"{label}: not valid JSON: nested or long beyond use") from None


def _array(label: str, name: str, value: Any, shape: tuple[int, ...]) -> Array:
    # bool is an int to Python and numpy, but a typing slip in a file of weights.
    if not _holds_only_numbers(value, depth=len(shape)):
        raise RecipeError(f"{label}: {name} must be rows of numbers, of shape {shape}")
    try:
        array = np.array(value, dtype=np.float64)
    except OverflowError:
        raise RecipeError(
            f"{label}: {name} holds a number that is too large: the largest is about 1.8e308"
        ) from None
    except (ValueError, TypeError):
        raise RecipeError(f"{label}: {name} has ragged rows: must be of shape {shape}") from None
    check_shape(label, name, array.shape, shape)
    check_finite(label, name, array)
    return array


def _holds_only_numbers(value: Any, depth: int) -> bool:
    if isinstance(value, list):
        return depth > 0 and all(_holds_only_numbers(item, depth - 1) for item in value)
    return isinstance(value, int | float) and not isinstance(value, bool)

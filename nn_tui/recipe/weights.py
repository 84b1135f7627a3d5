"""Weights as a JSON file: {"synapse_0": [[...]], "bias_0": [...], ...}."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from nn_tui.engine.arrays import Array
from nn_tui.recipe.errors import RecipeError
from nn_tui.text import printable

_FIX = "give a file such as nn-tui train --format json prints"

_SIZE_LIMIT = 256_000_000
"""Bytes of a weights file."""


def read_weights(path: Path, shapes: Mapping[str, tuple[int, ...]]) -> dict[str, Array]:
    """Read starting weights, also from the JSON that `nn-tui train` prints.

    Args:
        path: The file.
        shapes: The shape that each parameter must have, by name.

    Raises:
        RecipeError: No such file, no JSON, an array too few or too many, a wrong shape, a cell that
            is no finite number.
    """
    label = f"weights {printable(str(path), limit=300)}"
    content = _read_json(path, label)
    if isinstance(content, dict) and isinstance(content.get("weights"), dict):
        content = content["weights"]
    if not isinstance(content, dict):
        raise RecipeError(f'{label}: must be an object such as {{"synapse_0": [[0.1, ...], ...]}}')
    _check_names(label, content, shapes)
    return {name: _array(label, name, content[name], shape) for name, shape in shapes.items()}


def _read_json(path: Path, label: str) -> Any:
    try:
        with path.open("rb") as file:
            content = file.read(_SIZE_LIMIT + 1)
        if len(content) > _SIZE_LIMIT:
            raise RecipeError(f"{label}: larger than {_SIZE_LIMIT // 10**6} MB")
        return json.loads(content.decode("utf-8"))
    except OSError as error:
        raise RecipeError(f"{label}: {error.strerror}; {_FIX}") from None
    except UnicodeDecodeError:
        raise RecipeError(f"{label}: not UTF-8 text, so not valid JSON; {_FIX}") from None
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}"
        raise RecipeError(f"{label}: not valid JSON: {error.msg} at {place}") from None
    except (RecursionError, ValueError):
        raise RecipeError(f"{label}: not valid JSON: nested or long beyond use") from None


def _check_names(
    label: str, content: dict[str, Any], shapes: Mapping[str, tuple[int, ...]]
) -> None:
    missing = [name for name in shapes if name not in content]
    if missing:
        bias = "; for a network without biases use --no-bias" if "bias" in missing[0] else ""
        raise RecipeError(f"{label}: no {missing[0]}: must hold {', '.join(shapes)}{bias}")
    surplus = [name for name in content if name not in shapes]
    if surplus:
        name = printable(surplus[0], limit=40)
        bias = "; for a network with biases use --bias" if name.startswith("bias_") else ""
        raise RecipeError(
            f"{label}: {name} is not in this network, which has {', '.join(shapes)}{bias}"
        )


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
    if array.shape != shape:
        raise RecipeError(f"{label}: {name} has shape {array.shape}: must be {shape}")
    if not np.isfinite(array).all():
        place = tuple(int(i) for i in np.argwhere(~np.isfinite(array))[0])
        raise RecipeError(f"{label}: {name}{list(place)} is not finite")
    return array


def _holds_only_numbers(value: Any, depth: int) -> bool:
    if isinstance(value, list):
        return depth > 0 and all(_holds_only_numbers(item, depth - 1) for item in value)
    return isinstance(value, int | float) and not isinstance(value, bool)

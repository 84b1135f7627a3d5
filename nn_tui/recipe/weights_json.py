"""Weights in JSON: {"synapse_0": [[...]], "bias_0": [...], ...}, or that as "weights" of a run."""

from __future__ import annotations

import json
from typing import Any

import numpy as np

from nn_tui.engine.arrays import Array
from nn_tui.recipe.weights_file import FIX, WeightsFile


def weights_in_json(file: WeightsFile) -> dict[str, Array]:
    """Read weights from JSON.

    Raises:
        RecipeError: No JSON, an array too few or too many, a wrong shape, a cell that is no finite
            number.
    """
    values = _parsed(file)
    if isinstance(values, dict) and isinstance(values.get("weights"), dict):
        values = values["weights"]
    if not isinstance(values, dict):
        raise file.fault('must be an object such as {"synapse_0": [[0.1, ...], ...]}')
    file.check_names(values)
    return {name: _array(file, name, values[name]) for name in file.shapes}


def _parsed(file: WeightsFile) -> Any:
    try:
        return json.loads(file.content.decode("utf-8"))
    except UnicodeDecodeError:
        raise file.fault(f"not UTF-8 text, so not valid JSON; {FIX}") from None
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}"
        raise file.fault(f"not valid JSON: {error.msg} at {place}") from None
    except (RecursionError, ValueError):
        raise file.fault("not valid JSON: nested or long beyond use") from None


def _array(file: WeightsFile, name: str, value: Any) -> Array:
    shape = file.shapes[name]
    # bool is an int to Python and numpy, but a typing slip in a file of weights.
    if not _holds_only_numbers(value, depth=len(shape)):
        raise file.fault(f"{name} must be rows of numbers, of shape {shape}")
    try:
        array = np.array(value, dtype=np.float64)
    except OverflowError:
        raise file.fault(
            f"{name} holds a number that is too large: the largest is about 1.8e308"
        ) from None
    except (ValueError, TypeError):
        raise file.fault(f"{name} has ragged rows: must be of shape {shape}") from None
    file.check_shape(name, array.shape)
    file.check_finite(name, array)
    return array


def _holds_only_numbers(value: Any, depth: int) -> bool:
    if isinstance(value, list):
        return depth > 0 and all(_holds_only_numbers(item, depth - 1) for item in value)
    return isinstance(value, int | float) and not isinstance(value, bool)

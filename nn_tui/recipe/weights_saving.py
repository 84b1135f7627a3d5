"""Weights written to a file that `read_weights` gives back bit for bit."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np

from nn_tui.engine.arrays import Array
from nn_tui.files import reason_against, whole_file
from nn_tui.recipe.errors import RecipeError
from nn_tui.text import printable

_FIX = "give another file"


def check_savable(path: Path) -> None:
    """Refuse a file that weights cannot be saved to, before they are trained.

    Raises:
        RecipeError: Another suffix than .json and .npz, or nothing can be written there.
    """
    if path.suffix.lower() not in _WRITERS:
        given = f"suffix {path.suffix}" if path.suffix else "no suffix"
        raise RecipeError(f"{_label(path)}: {given}: must end in .json or .npz")
    reason = reason_against(path)
    if reason:
        raise RecipeError(f"{_label(path)}: {reason}; {_FIX}")


def save_weights(path: Path, weights: Mapping[str, Array]) -> None:
    """Write weights as the file's suffix says, whole or not at all.

    Args:
        path: Ends in .json or .npz.
        weights: Weights and biases by name.

    Raises:
        RecipeError: It cannot be written; what was there before still is.
    """
    check_savable(path)
    content = _WRITERS[path.suffix.lower()](weights)
    try:
        with whole_file(path) as file:
            file.write(content)
    except OSError as error:
        raise RecipeError(f"{_label(path)}: {error.strerror}; {_FIX}") from None


def _as_json(weights: Mapping[str, Array]) -> bytes:
    values = {name: array.tolist() for name, array in weights.items()}
    return (json.dumps(values, allow_nan=False) + "\n").encode()


def _as_npz(weights: Mapping[str, Array]) -> bytes:
    content, members = BytesIO(), dict[str, Any](weights)
    np.savez(content, **members)
    return content.getvalue()


_WRITERS: dict[str, Callable[[Mapping[str, Array]], bytes]] = {".json": _as_json, ".npz": _as_npz}
"""How weights are written, by the suffix of the file."""


def _label(path: Path) -> str:
    return f"save weights {printable(str(path), limit=300)}"

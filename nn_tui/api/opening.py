"""Opening a session."""

from __future__ import annotations

from collections.abc import Sequence
from os import PathLike, fspath
from pathlib import Path
from typing import TypeAlias, Unpack

from numpy.typing import ArrayLike

from nn_tui.api.choices import Hyperparameters, as_typed
from nn_tui.api.session import Session
from nn_tui.data import Dataset, open_dataset
from nn_tui.data.arrays import dataset_of
from nn_tui.data.preamble import split_names
from nn_tui.debugger import session as debugger
from nn_tui.recipe.parsing import parse_history_mb
from nn_tui.recipe.recipe import Recipe, choose
from nn_tui.recipe.weights import read_weights

Data: TypeAlias = str | PathLike[str] | tuple[ArrayLike, ArrayLike]
"""A shipped dataset's name, the path of a CSV file, or (inputs, targets)."""


def open(
    data: Data = "classic",
    *,
    target: str | Sequence[str] = (),
    weights: str | PathLike[str] | None = None,
    history_mb: int = 64,
    **hyperparameters: Unpack[Hyperparameters],
) -> Session:
    """Open a session, paused at epoch 0: nothing has been computed.

    Args:
        data: A shipped dataset's name, a CSV file's path, or (inputs, targets).
        target: Names of a file's target columns; else as the file says, else the last one.
        weights: A .json or .npz file of starting weights, as `nn-tui train --save-weights` writes.
        history_mb: Megabytes for kept moments, however long the run; with more, going back is
            quicker.
        **hyperparameters: See Hyperparameters.

    Raises:
        InputError: Something of it cannot be used; the message says how to mend it.
    """
    megabytes = parse_history_mb(str(history_mb))
    given = {name: as_typed(name, value) for name, value in hyperparameters.items()}
    dataset = _dataset(data, target)
    recipe = Recipe(dataset, choose(dataset, given))
    if weights is not None:
        path = Path(weights)
        held = read_weights(path, recipe.network.parameters)
        recipe = Recipe(dataset, recipe.hyperparameters, held, str(path))
    return Session(debugger.Session(recipe, history_megabytes=megabytes))


def _dataset(data: Data, target: str | Sequence[str]) -> Dataset:
    if isinstance(data, tuple):
        return dataset_of(*data)
    names = split_names(target) if isinstance(target, str) else target
    return open_dataset(fspath(data), names)

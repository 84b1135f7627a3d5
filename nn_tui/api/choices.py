"""Hyperparameters as Python values."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal, TypedDict

from nn_tui.errors import InputError, unknown_name
from nn_tui.recipe.fields import FIELDS, show_value


class Hyperparameters(TypedDict, total=False):
    """What may be chosen, as on the command line; the rest is as the dataset suggests."""

    hidden: int | Sequence[int] | str
    """Units of each hidden layer: 4, or (8, 8), or () for none."""
    activation: str | Sequence[str]
    """Of the hidden layers: one name, or one for each."""
    output_activation: str
    """Of the output layer."""
    bias: bool
    """Whether each layer adds a bias."""
    init: str
    """How the weights are drawn."""
    loss: str
    """What the outputs are judged by."""
    optimizer: str
    """How a descent becomes a step."""
    learning_rate: float
    """Step along the descent, greater than 0."""
    batch_size: int | Literal["all"]
    """Rows of a batch."""
    shuffle: bool
    """Whether each epoch takes the rows in an order of its own."""
    epochs: int
    """Where run() without a number stops."""
    seed: int
    """Of weights and shuffling."""
    standardize: bool
    """Whether inputs are brought to mean 0 and deviation 1."""


def as_typed(name: str, value: Any) -> str:
    """Write a value as it would be typed, so that it is read and refused as there."""
    if name not in FIELDS:
        raise InputError(unknown_name("hyperparameter", name, FIELDS))
    is_several = isinstance(value, Sequence) and not isinstance(value, str)
    return show_value(tuple(value) if is_several else value, name)

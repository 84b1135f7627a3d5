"""The hyperparameters as fields: one entry each for options, preambles, panels and JSON."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum
from functools import partial
from typing import Any

from nn_tui.engine.activations import ACTIVATIONS
from nn_tui.engine.initializers import INITIALIZERS
from nn_tui.engine.losses import LOSSES
from nn_tui.engine.optimizers import OPTIMIZERS
from nn_tui.engine.registry import Registry
from nn_tui.recipe.hyperparameters import Hyperparameters
from nn_tui.recipe.parsing import (
    parse_batch_size,
    parse_epochs,
    parse_hidden,
    parse_learning_rate,
    parse_name,
    parse_names,
    parse_seed,
    parse_yes_no,
)


class Applies(Enum):
    """When an edit of a field takes effect."""

    AT_ONCE = "at once"
    NEXT_OP = "at the next op"
    NEXT_EPOCH = "at the next epoch"
    STARTS_OVER = "starts over"

    @property
    def is_live(self) -> bool:
        """Whether the run goes on from where it stands."""
        return self is not Applies.STARTS_OVER


@dataclass(frozen=True, slots=True)
class Field:
    """One hyperparameter as a person sees and types it."""

    name: str
    """The attribute of Hyperparameters, the recipe key and the JSON key."""
    parse: Callable[[str], Any]
    """Reads what was typed; raises RecipeError with the reason."""
    about: str
    """One line for a person who has to choose."""
    applies: Applies = Applies.STARTS_OVER
    """When an edit takes effect."""
    choices: Mapping[str, str] = dataclasses.field(default_factory=dict)
    """The names there are, where it is a choice, each with a line for who has to choose."""

    @property
    def label(self) -> str:
        """The name in words."""
        return self.name.replace("_", " ")

    @property
    def option(self) -> str:
        """The name on the command line."""
        return "--" + self.name.replace("_", "-")

    def show(self, hyperparameters: Hyperparameters) -> str:
        """Write the value as it would be typed."""
        return show_value(getattr(hyperparameters, self.name), self.name)

    def as_json(self, hyperparameters: Hyperparameters) -> Any:
        """Give the value as JSON holds it: lists, numbers, true or false, names."""
        value = getattr(hyperparameters, self.name)
        if value is None:
            return "all"
        return list(value) if isinstance(value, tuple) else value


def show_value(value: Any, name: str) -> str:
    """Write a hyperparameter's value as it would be typed; a float in full precision."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if value is None:
        return "all"
    if isinstance(value, tuple):
        return ",".join(map(str, value)) or ("none" if name == "hidden" else "")
    return str(value)


def _name_in(registry: Registry[Any]) -> Callable[[str], str]:
    """Read a name, spelled as the registry does."""
    return lambda text: str(registry[parse_name(text)].name)


def _abouts(registry: Registry[Any]) -> dict[str, str]:
    """Give each entry's line for who has to choose."""
    return {entry.name: entry.about for entry in registry}


def _activations(text: str) -> tuple[str, ...]:
    """Read one name or several, separated by commas."""
    return tuple(ACTIVATIONS[name].name for name in parse_names(text))


def _yes_no(name: str) -> Callable[[str], bool]:
    return partial(parse_yes_no, name)


_FIELDS = (
    Field("hidden", parse_hidden, "units of each hidden layer: 4, or 8,8, or none"),
    Field(
        "activation",
        _activations,
        "of the hidden layers: one name, or one for each",
        choices={a.name: a.about for a in ACTIVATIONS if a.slope},
    ),
    Field(
        "output_activation",
        _name_in(ACTIVATIONS),
        "of the output layer",
        choices=_abouts(ACTIVATIONS),
    ),
    Field(
        "bias",
        _yes_no("bias"),
        "whether each layer adds a bias",
        choices={
            "yes": "z = l @ synapse + bias; biases start at 0",
            "no": "z = l @ synapse alone, as in the classic",
        },
    ),
    Field(
        "init",
        _name_in(INITIALIZERS),
        "how the weights are drawn",
        choices=_abouts(INITIALIZERS),
    ),
    Field("loss", _name_in(LOSSES), "what the outputs are judged by", choices=_abouts(LOSSES)),
    Field(
        "optimizer",
        _name_in(OPTIMIZERS),
        "how a descent becomes a step",
        choices=_abouts(OPTIMIZERS),
    ),
    Field(
        "learning_rate",
        parse_learning_rate,
        "step along the descent, greater than 0",
        Applies.NEXT_OP,
    ),
    Field("batch_size", parse_batch_size, "rows of a batch, or all", Applies.NEXT_EPOCH),
    Field(
        "shuffle",
        _yes_no("shuffle"),
        "whether each epoch takes the rows in an order of its own",
        Applies.NEXT_EPOCH,
        choices={
            "yes": "each epoch draws an order of its own from the seed",
            "no": "each epoch takes the rows as the file has them",
        },
    ),
    Field("epochs", parse_epochs, "where a run stops", Applies.AT_ONCE),
    Field("seed", parse_seed, "of weights and shuffling, 0 to 4294967295"),
    Field(
        "standardize",
        _yes_no("standardize"),
        "whether inputs are brought to mean 0 and deviation 1",
        choices={
            "yes": "each input column is brought to mean 0, deviation 1",
            "no": "inputs stay in the file's own units",
        },
    ),
)

FIELDS = {field.name: field for field in _FIELDS}
"""Every hyperparameter by name, in the order in which they are shown."""

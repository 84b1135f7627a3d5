"""What is trained and how, as one value; and the precedence by which it is found."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from nn_tui.data import Dataset, TargetKind, standardized, without_left_out
from nn_tui.engine.activations import ACTIVATIONS
from nn_tui.engine.arrays import Array
from nn_tui.engine.compatibility import check_targets
from nn_tui.engine.composition import build_program
from nn_tui.engine.faults.planted import Planted
from nn_tui.engine.initializers import INITIALIZERS
from nn_tui.engine.losses import LOSSES
from nn_tui.engine.machine import Machine
from nn_tui.engine.network import Network
from nn_tui.engine.program import Program
from nn_tui.engine.workspace import Workspace, check_memory
from nn_tui.errors import InputError
from nn_tui.recipe.errors import RecipeError
from nn_tui.recipe.fields import FIELDS
from nn_tui.recipe.hyperparameters import Hyperparameters

_DEFAULTS: dict[str, Any] = {
    "hidden": (4,),
    "activation": ("tanh",),
    "bias": True,
    "init": "xavier",
    "optimizer": "gd",
    "batch_size": None,
    "shuffle": False,
    "epochs": 1000,
    "seed": 1,
    "standardize": False,
}

_DEFAULTS_BY_KIND: dict[TargetKind, dict[str, Any]] = {
    TargetKind.NUMBERS: {"output_activation": "linear", "loss": "mse", "learning_rate": 0.1},
    TargetKind.TWO_CLASSES: {"output_activation": "sigmoid", "loss": "bce", "learning_rate": 0.5},
    TargetKind.CLASSES: {
        "output_activation": "softmax",
        "loss": "cross-entropy",
        "learning_rate": 0.5,
    },
}


_DRAWS = frozenset({"hidden", "bias", "init", "seed"})
"""Hyperparameters whose change asks for weights to be drawn, or gives them other shapes."""


def _partner(before: Hyperparameters, changes: Mapping[str, Any]) -> dict[str, str]:
    """Find the loss for another output activation, or the activation for another loss."""
    if len({"loss", "output_activation"}.intersection(changes)) != 1:
        return {}
    if "loss" in changes:
        wanted, activation = LOSSES[changes["loss"]].activation, before.output_activation
        fitting = wanted or ("linear" if ACTIVATIONS[activation].slope is None else activation)
        return {"output_activation": fitting}
    activation = changes["output_activation"]
    if ACTIVATIONS[activation].slope is None:
        return {"loss": "cross-entropy"}
    return {} if LOSSES[before.loss].activation in (None, activation) else {"loss": "mse"}


@dataclass(frozen=True, slots=True, eq=False)
class Recipe:
    """A dataset, the hyperparameters, and where the weights start."""

    dataset: Dataset
    """As it was read or changed by hand, before standardizing; with the rows left out."""
    hyperparameters: Hyperparameters
    """All choices."""
    weights: Mapping[str, Array] | None = None
    """Starting weights and biases by name, or None: drawn from the seed."""
    weights_path: str = ""
    """The file that the weights were read from, as it was given; "" for none."""
    fault: Planted | None = None
    """What is wrong with it on purpose; None: nothing is."""

    def with_changes(self, **changes: Any) -> Recipe:
        """Change hyperparameters; given weights stay where the change leaves them a meaning.

        Of loss and output activation, one that is changed takes the other with it where they would
        not go together: neither could be left otherwise.
        """
        paired = changes | _partner(self.hyperparameters, changes)
        hyperparameters = dataclasses.replace(self.hyperparameters, **paired)
        if _DRAWS.intersection(changes):
            return _fitting(Recipe(self.dataset, hyperparameters, fault=self.fault))
        return _fitting(dataclasses.replace(self, hyperparameters=hyperparameters))

    def with_dataset(self, dataset: Dataset) -> Recipe:
        """Train on another reading of the data; weights are drawn, the shapes may be others.

        Output activation and loss stay where the kind of target does and they can go with it.
        """
        recipe = _fitting(Recipe(dataset, self.hyperparameters, fault=self.fault))
        pair = {k: v for k, v in _DEFAULTS_BY_KIND[dataset.kind].items() if k != "learning_rate"}
        if dataset.kind is self.dataset.kind and not refusal(recipe):
            return recipe
        return recipe.with_changes(**pair)

    @property
    def network(self) -> Network:
        """The network that the dataset's columns and the hyperparameters make.

        Raises:
            NetworkError: It cannot be built.
        """
        dataset = self.dataset
        return self.hyperparameters.network(dataset.inputs.shape[1], dataset.targets.shape[1])

    @property
    def trained_dataset(self) -> Dataset:
        """The rows that are trained on, as the network sees them."""
        dataset = self.dataset
        seen = standardized(dataset) if self.hyperparameters.standardize else dataset
        return without_left_out(seen)


def _fitting(recipe: Recipe) -> Recipe:
    """Leave a fault out that cannot change the network that it has become."""
    if recipe.fault is None:
        return recipe
    try:
        reason = recipe.fault.reason_against(plan(recipe))
    except InputError:
        # It is refused as a whole.
        return recipe
    return dataclasses.replace(recipe, fault=None) if reason else recipe


def choose(dataset: Dataset, given: Mapping[str, str]) -> Hyperparameters:
    """Find every hyperparameter: as given, else as the dataset suggests, else by kind of target.

    Args:
        dataset: Whose preamble may suggest some.
        given: Hyperparameters by name, as they were typed.

    Raises:
        RecipeError: One that cannot be read.
        NetworkError: A name that does not exist.
    """
    parsed = {name: FIELDS[name].parse(text) for name, text in given.items()}
    suggested = {
        name: _parse_suggested(dataset, name, text)
        for name, text in dataset.suggested.items()
        if name not in given
    }
    defaults = {**_DEFAULTS, **_DEFAULTS_BY_KIND[dataset.kind]}
    return Hyperparameters(**{**defaults, **suggested, **parsed})


def _parse_suggested(dataset: Dataset, name: str, text: str) -> Any:
    try:
        return FIELDS[name].parse(text)
    except InputError as error:
        option = FIELDS[name].option
        raise RecipeError(
            f"{dataset.name}, in the comment lines at its top: {error}; or give {option}"
        ) from None


def plan(recipe: Recipe) -> Program:
    """Write the program of a recipe, without its fault; nothing is allocated, nothing drawn.

    Raises:
        NetworkError: The network cannot be built, or its workspace would be too large.
    """
    dataset, hyperparameters = recipe.dataset, recipe.hyperparameters
    network = recipe.network
    check_targets(network.loss, dataset.targets)
    schedule = hyperparameters.schedule(dataset.rows_kept)
    program = build_program(network, schedule, hyperparameters.seed)
    check_memory(program)
    return program


def refusal(recipe: Recipe) -> str:
    """Say why a recipe cannot be followed, or "" when it can."""
    try:
        plan(recipe)
    except InputError as error:
        return str(error)
    return ""


def assemble(recipe: Recipe) -> Machine:
    """Build the machine of a recipe, at epoch 0 with its starting weights and its fault.

    Raises:
        NetworkError: The network cannot be built, or its workspace would be too large.
    """
    program = plan(recipe)
    dataset, hyperparameters = recipe.trained_dataset, recipe.hyperparameters
    workspace = Workspace(program, dataset.inputs, dataset.targets)
    drawn = program.network.draw(INITIALIZERS[hyperparameters.init], hyperparameters.seed)
    workspace.set_parameters(drawn if recipe.weights is None else recipe.weights)
    workspace.set_learning_rate(hyperparameters.learning_rate)
    machine = Machine(program, workspace)
    if recipe.fault is not None:
        recipe.fault.begin(workspace)
        machine.plant(recipe.fault)
    return machine

"""The options that the screen and the commands on a recipe share, and the recipe they make."""

from __future__ import annotations

import argparse
from pathlib import Path

from nn_tui.data import open_dataset
from nn_tui.recipe.fields import FIELDS, Field
from nn_tui.recipe.parsing import DEFAULT_MEGABYTES, parse_history_mb
from nn_tui.recipe.recipe import Recipe, choose
from nn_tui.recipe.weights import read_weights
from nn_tui.storage.state_files import SESSION_SUFFIX

DEFAULT_DATASET = "classic"
"""What is opened when nothing is named."""

LAST = object()
"""What --resume is without a name: no name that could be typed, an empty one neither."""

_SWITCHES = ("bias", "shuffle", "standardize")

_METAVARS = {
    "hidden": "SIZES",
    "activation": "NAMES",
    "learning_rate": "RATE",
    "batch_size": "N|all",
    "epochs": "N",
    "seed": "N",
}


def add_recipe_options(parser: argparse.ArgumentParser) -> None:
    """Add the dataset, its options and one option for each hyperparameter."""
    parser.add_argument(
        "dataset",
        nargs="?",
        default=DEFAULT_DATASET,
        metavar="DATASET|FILE.csv",
        help="a shipped dataset (see nn-tui datasets) or a CSV file; classic when left out",
    )
    parser.add_argument(
        "--target",
        action="append",
        default=[],
        metavar="NAME",
        help="target column; repeated or comma-separated for several; "
        "else as the file says, else the last column",
    )
    group = parser.add_argument_group(
        "hyperparameters", "what is not given is as the dataset suggests, else by kind of target"
    )
    for field in FIELDS.values():
        _add_field(group, field)
    group.add_argument(
        "--weights",
        type=Path,
        metavar="FILE",
        help="start from these weights and biases: .json or .npz, as train --save-weights writes "
        "them, or the JSON that train prints",
    )


def is_session_file(arguments: argparse.Namespace) -> bool:
    """Whether what is named in place of a dataset is a saved session."""
    return str(arguments.dataset).endswith(SESSION_SUFFIX)


def add_history_option(parser: argparse._ActionsContainer) -> None:
    """Add the bound on what a session remembers."""
    parser.add_argument(
        "--history-mb",
        metavar="N",
        help="memory for moments of the run that are kept, however long it is: with more, going "
        f"back replays less; {DEFAULT_MEGABYTES:.0f} when left out",
    )


def history_from(arguments: argparse.Namespace) -> float:
    """Read the megabytes that kept moments may take.

    Raises:
        InputError: They cannot be used.
    """
    given = arguments.history_mb
    return DEFAULT_MEGABYTES if given is None else parse_history_mb(given)


def recipe_from(arguments: argparse.Namespace) -> Recipe:
    """Read the dataset and find every hyperparameter.

    Raises:
        InputError: Something of it cannot be used.
    """
    targets = [name for text in arguments.target for name in text.split(",")]
    dataset = open_dataset(arguments.dataset, [name.strip() for name in targets])
    hyperparameters = choose(dataset, _given(arguments))
    recipe = Recipe(dataset, hyperparameters)
    if arguments.weights is None:
        return recipe
    weights = read_weights(arguments.weights, recipe.network.parameters)
    return Recipe(dataset, hyperparameters, weights, str(arguments.weights))


def _add_field(group: argparse._ArgumentGroup, field: Field) -> None:
    if field.name in _SWITCHES:
        group.add_argument(
            field.option, action=argparse.BooleanOptionalAction, default=None, help=field.about
        )
        return
    choices = f": {', '.join(field.choices)}" if field.choices else ""
    group.add_argument(
        field.option,
        metavar=_METAVARS.get(field.name, "NAME"),
        help=field.about + choices,
    )


def _given(arguments: argparse.Namespace) -> dict[str, str]:
    """Give the hyperparameters that were typed, as text."""
    values = {name: getattr(arguments, name) for name in FIELDS}
    words = {True: "yes", False: "no"}
    return {name: words.get(v, v) for name, v in values.items() if v is not None}

"""Everything that the command line lets a person choose, as rows that can be edited.

The hyperparameters, and beside them the dataset, its targets and the weights: a setting reads what
was typed into another recipe, and says how the recipe has it.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from nn_tui.data import DatasetError, read_again
from nn_tui.data.file_text import is_stream
from nn_tui.data.preamble import split_names
from nn_tui.data.targets import check_targets_of
from nn_tui.recipe.errors import RecipeError
from nn_tui.recipe.fields import FIELDS, Applies, Field
from nn_tui.recipe.recipe import Recipe
from nn_tui.recipe.weights import read_weights
from nn_tui.text import printable

_QUICK_SIZE = 100_000
"""Bytes of a file that is read while its name is being typed: a few milliseconds."""

_DRAWN = "from the seed"


def _no_choices(_recipe: Recipe) -> Mapping[str, str]:
    return {}


def _is_quick(_recipe: Recipe, _text: str) -> bool:
    return True


def _change_nothing(recipe: Recipe, _text: str) -> Recipe:
    return recipe


def _write_nothing(_recipe: Recipe) -> str:
    return ""


def _refuse_nothing(_recipe: Recipe, _text: str) -> None:
    pass


@dataclass(frozen=True, slots=True)
class Setting:
    """One thing that a person chooses, as it is shown and typed."""

    name: str
    """The option's name, and the recipe's key."""
    about: str
    """One line for a person who has to choose."""
    show: Callable[[Recipe], str]
    """Writes its value for people."""
    change: Callable[[Recipe, str], Recipe] = _change_nothing
    """Reads what was typed into another recipe, or gives back the very one when nothing changes;
    raises InputError with the reason."""
    edited: Callable[[Recipe], str] = _write_nothing
    """Writes its value as it would be typed."""
    applies: Applies = Applies.STARTS_OVER
    """When an edit takes effect."""
    choices: Callable[[Recipe], Mapping[str, str]] = _no_choices
    """The names there are, where it is a choice, each with a line for who has to choose."""
    takes_several: bool = False
    """Whether it takes several names, separated by commas."""
    reads_file: bool = False
    """Whether a change reads a file."""
    is_quick: Callable[[Recipe, str], bool] = _is_quick
    """Whether a change takes no longer than a person waits between two keys."""
    glance: Callable[[Recipe, str], object] = _refuse_nothing
    """Refuses what can be refused without the change, where that is not quick."""

    @property
    def label(self) -> str:
        """The name in words."""
        return self.name.replace("_", " ")


def _hyperparameter(field: Field) -> Setting:
    def show(recipe: Recipe) -> str:
        return field.show(recipe.hyperparameters)

    def change(recipe: Recipe, text: str) -> Recipe:
        changed = recipe.with_changes(**{field.name: field.parse(text)})
        return recipe if changed.hyperparameters == recipe.hyperparameters else changed

    return Setting(
        field.name,
        field.about,
        show,
        change,
        edited=show,
        applies=field.applies,
        choices=lambda _recipe: field.choices,
        takes_several=field.name == "activation",
    )


def _show_targets(recipe: Recipe) -> str:
    origin = recipe.dataset.origin
    names = recipe.dataset.target_names if origin is None else origin.targets
    return ",".join(quoted(name) for name in names)


def quoted(name: str) -> str:
    """Write a column's name as one of several: quoted where it would be read as more than one."""
    return '"' + name.replace('"', '""') + '"' if {",", '"'}.intersection(name) else name


def _read_targets(recipe: Recipe, text: str) -> Recipe:
    names = _target_names(recipe, text)
    if recipe.dataset.origin is not None and names == recipe.dataset.origin.targets:
        return recipe
    try:
        return recipe.with_dataset(read_again(recipe.dataset, names))
    except DatasetError as error:
        # Where it lies was known before; beside a field there is little room.
        folder = "" if recipe.dataset.origin is None else Path(recipe.dataset.origin.path).parent
        raise RecipeError(str(error).replace(f"{folder}/", "", 1)) from None


def _target_names(recipe: Recipe, text: str) -> tuple[str, ...]:
    """Read the names and hold them against the file's columns as they are known."""
    names = split_names(text)
    if not names or text.rstrip().endswith(","):
        raise RecipeError(f"target {printable(text, limit=60) or '(empty)'}: a name is missing")
    if recipe.dataset.origin is not None:
        check_targets_of(recipe.dataset.origin, names)
    return names


def _columns(recipe: Recipe) -> Mapping[str, str]:
    origin = recipe.dataset.origin
    if origin is None:
        return {}
    return {
        quoted(name): "a target now" if name in origin.targets else "an input now"
        for name in origin.columns
    }


def _show_weights(recipe: Recipe) -> str:
    if recipe.weights is None:
        return _DRAWN
    return printable(Path(recipe.weights_path).name) or "given"


def _read_weights(recipe: Recipe, text: str) -> Recipe:
    given = text.strip()
    if given == recipe.weights_path and bool(given) == (recipe.weights is not None):
        return recipe
    if not given:
        return dataclasses.replace(recipe, weights=None, weights_path="")
    path = _expanded(given)
    if is_stream(path):
        # A pipe keeps who reads it waiting, and the screen with it.
        raise RecipeError(f"weights {printable(given, limit=300)}: is not a file")
    weights = read_weights(path, recipe.network.parameters)
    return dataclasses.replace(recipe, weights=weights, weights_path=given)


def _expanded(given: str) -> Path:
    try:
        return Path(given).expanduser()
    except RuntimeError:
        return Path(given)


def _is_small(path: Path) -> bool:
    """Whether reading a file takes no time, or there is none to read."""
    try:
        return path.stat().st_size <= _QUICK_SIZE
    except (OSError, ValueError):
        return True


_SETTINGS = (
    *map(_hyperparameter, FIELDS.values()),
    # Not edited in place: a dataset is opened, with hyperparameters of its own.
    Setting("dataset", "a shipped dataset or a CSV file", show=lambda recipe: recipe.dataset.name),
    Setting(
        "target",
        "which columns the network learns to give; all others are inputs",
        show=_show_targets,
        change=_read_targets,
        edited=_show_targets,
        choices=_columns,
        takes_several=True,
        reads_file=True,
        is_quick=lambda r, _: r.dataset.origin is None or _is_small(Path(r.dataset.origin.path)),
        glance=_target_names,
    ),
    Setting(
        "weights",
        "a .json or .npz file as nn-tui train saves it; empty: drawn from the seed",
        show=_show_weights,
        change=_read_weights,
        edited=lambda recipe: recipe.weights_path,
        reads_file=True,
        is_quick=lambda _, text: _is_small(_expanded(text.strip())),
    ),
)

SETTINGS = {setting.name: setting for setting in _SETTINGS}
"""Every option of the command line by name: the hyperparameters first, in their order."""

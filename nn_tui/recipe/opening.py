"""A dataset opened by what a person typed: the recipe that comes of it, or why there is none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from nn_tui.data import open_dataset
from nn_tui.errors import InputError
from nn_tui.recipe.errors import RecipeError
from nn_tui.recipe.recipe import Recipe, choose


@dataclass(frozen=True, slots=True)
class Opening:
    """What was typed."""

    source: str
    """A shipped dataset's name or a path; `~` is the home folder."""
    targets: str = ""
    """Target columns, separated by commas; else the file's own choice."""


@dataclass(frozen=True, slots=True, eq=False)
class Preview:
    """What came of it."""

    opening: Opening
    """What was typed."""
    recipe: Recipe | None = None
    """What would be trained, or None: it cannot be."""
    reason: str = ""
    """Why not."""
    is_about_targets: bool = False
    """Whether the reason is about the target columns."""


def preview(opening: Opening) -> Preview:
    """Read a dataset and choose its hyperparameters, or say why that cannot be."""
    source = opening.source.strip()
    if not source:
        return Preview(opening, reason="type the name of a dataset, or the path of a CSV file")
    targets = [name.strip() for name in opening.targets.split(",") if name.strip()]
    try:
        return Preview(opening, _read(source, targets))
    except InputError as error:
        return Preview(opening, None, str(error), bool(targets) and _is_readable(source))


def _read(source: str, targets: Sequence[str]) -> Recipe:
    dataset = open_dataset(_without_tilde(source), targets)
    return Recipe(dataset, choose(dataset, {}))


def _without_tilde(source: str) -> str:
    try:
        return str(Path(source).expanduser()) if source.startswith("~") else source
    except RuntimeError:
        raise RecipeError(f"{source}: no such home folder; type the path in full") from None


def _is_readable(source: str) -> bool:
    try:
        _read(source, ())
    except InputError:
        return False
    return True

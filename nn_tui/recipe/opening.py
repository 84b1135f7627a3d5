"""A dataset opened by what a person typed: the recipe that comes of it, or why there is none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from nn_tui.data import open_dataset
from nn_tui.data.preamble import split_names
from nn_tui.data.typed_paths import typed_file
from nn_tui.errors import InputError
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
    try:
        # What may name a shipped dataset stays as it was typed: ./moons is a file.
        file = typed_file(source)
        named = str(file) if source.startswith("~") else source
    except InputError as error:
        return Preview(opening, None, str(error))
    try:
        return Preview(opening, _read(named, split_names(opening.targets)))
    except InputError as error:
        is_about_targets = bool(opening.targets.strip()) and _is_readable(named)
        return Preview(opening, None, str(error), is_about_targets)


def _read(path: str, targets: Sequence[str]) -> Recipe:
    dataset = open_dataset(path, targets)
    return Recipe(dataset, choose(dataset, {}))


def _is_readable(path: str) -> bool:
    try:
        _read(path, ())
    except InputError:
        return False
    return True

"""What the open dialog shows: what may be completed, and what a file was understood to be."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len, set_cell_size

from nn_tui.data import Dataset, TargetKind
from nn_tui.engine.arrays import Array
from nn_tui.recipe.fields import FIELDS
from nn_tui.recipe.recipe import Recipe
from nn_tui.ui.render.lines import Line, Role, Span, fit, line
from nn_tui.ui.render.numbers import compact
from nn_tui.ui.render.window import window
from nn_tui.ui.render.wrapping import shortened, wrap

_CELL = 9
"""Cells of a column in the preview, the space before it included."""

_SHOWN = ("hidden", "activation", "output_activation", "loss", "learning_rate", "batch_size")
"""Hyperparameters that the preview names."""


def draw_preview(recipe: Recipe, width: int, height: int) -> list[Line]:
    """Draw what was understood: a sentence, the hyperparameters that it begins with, some rows.

    Args:
        recipe: What would be trained.
        width: Cells of each line.
        height: Number of lines.
    """
    if width < 1:
        return []
    dataset, chosen = recipe.dataset, recipe.hyperparameters
    values = ", ".join(f"{FIELDS[n].label} {FIELDS[n].show(chosen)}" for n in _SHOWN)
    paragraphs = (
        (dataset.understood, Role.STRONG),
        (dataset.teaches, Role.DIM),
        (values, Role.PLAIN),
        (dataset.hint or "", Role.WARNING),
    )
    lines: list[Line] = []
    for text, role in paragraphs:
        lines += [line(Span(row, role)) for row in wrap(text, width) if row]
    lines += [(), *_table(dataset, width, height - len(lines) - 1)]
    return [fit(row, width) for row in lines[:height]]


def draw_choices(choices: Sequence[str], width: int, height: int, picked: str = "") -> list[Line]:
    """Draw what may be chosen, in columns around what is, and how many more there are."""
    if not choices or height < 1 or width < 1:
        return []
    shown = [_last_part(choice) for choice in choices]
    column = min(width, max(map(cell_len, shown)) + 2)
    across = max(1, width // column)
    place = choices.index(picked) if picked in choices else 0
    start = _first_in_view(len(shown), place, across, height)
    cells = [
        Span(set_cell_size(text, column - 2), _role(choice, picked))
        for text, choice in zip(shown, choices, strict=True)
    ][start : start + across * height]
    if start + len(cells) < len(shown):
        cells[-1] = Span(f"+{len(shown) - len(cells) + 1} more", Role.DIM)
    rows = [cells[at : at + across] for at in range(0, len(cells), across)]
    return [fit(tuple(s for cell in row for s in (cell, Span("  "))), width) for row in rows]


def _first_in_view(count: int, place: int, across: int, height: int) -> int:
    """Choose the first name in view so that one is among them, and not where the rest is counted.

    Args:
        count: How many names there are.
        place: The one that must be seen.
        across: How many stand in a line.
        height: Number of lines.
    """
    room = across * height
    start = window(-(-count // across), place // across, height).start * across
    while start + room < count and place >= start + room - 1:
        start += across
    return start


def _role(choice: str, picked: str) -> Role:
    return Role.SELECTED if choice == picked else Role.DIM


def _last_part(path: str) -> str:
    """Leave out the folders before a name, which all choices have in common."""
    return path.rstrip("/").rpartition("/")[2] + "/" * path.endswith("/")


def _table(dataset: Dataset, width: int, height: int) -> list[Line]:
    """Draw the first rows: inputs and targets as far as there is room."""
    if height < 2:
        return []
    most = max(2, width // _CELL)
    targets = ["class"] if dataset.classes else list(dataset.target_names)
    names = [*dataset.input_names, *(f"-> {name}" for name in targets)]
    heads = names if len(names) <= most else [*names[: most - 2], "…", names[-1]]
    lines = [line(Span("".join(_right(name) for name in heads), Role.HEAD))]
    for x, y in zip(dataset.inputs, dataset.targets, strict=True):
        cells = [*map(compact, x), *(_class_name(dataset, y) or map(compact, y))]
        shown = cells if len(cells) <= most else [*cells[: most - 2], "…", cells[-1]]
        lines.append(line("".join(_right(cell) for cell in shown)))
        if len(lines) == height:
            break
    return lines


def _class_name(dataset: Dataset, y: Array) -> list[str]:
    """Name a row's class, or give nothing where targets are numbers."""
    if not dataset.classes:
        return []
    is_two = dataset.kind is TargetKind.TWO_CLASSES
    return [dataset.classes[int(y[0]) if is_two else int(y.argmax())]]


def _right(text: str) -> str:
    cut = shortened(text, _CELL - 1)
    return " " * (_CELL - cell_len(cut)) + cut

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


def draw_choices(choices: Sequence[str], width: int, height: int) -> list[Line]:
    """Draw what may be completed, in columns, and how many more there are."""
    if not choices or height < 1 or width < 1:
        return []
    shown = [_last_part(choice) for choice in choices]
    column = min(width, max(map(cell_len, shown)) + 2)
    across = max(1, width // column)
    room = across * height
    if len(shown) > room:
        shown = [*shown[: room - 1], f"+{len(shown) - room + 1} more"]
    rows = [shown[start : start + across] for start in range(0, len(shown), across)]
    return [
        fit(line(Span("".join(set_cell_size(t, column) for t in row), Role.DIM)), width)
        for row in rows
    ]


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

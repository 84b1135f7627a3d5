"""What was typed or pasted over the selected cell: what comes of it, or why nothing can."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from nn_tui.debugger.commands import Command, Edit, TypeOver
from nn_tui.debugger.gradient_view import gradient_values
from nn_tui.debugger.influence import Influence, influence_of
from nn_tui.debugger.journal import SetCells
from nn_tui.debugger.typing_over import block_at, reason_against
from nn_tui.errors import InputError
from nn_tui.recipe.matrix_text import parse_matrix
from nn_tui.recipe.parsing import parse_learning_rate
from nn_tui.text import size_text
from nn_tui.ui.render.cell_names import cell_label
from nn_tui.ui.render.excerpt import excerpt
from nn_tui.ui.render.numbers import full
from nn_tui.ui.view import View

LEARNING_RATE = "learning_rate"
"""The one array of the workspace that is a hyperparameter too."""

_SEVERAL = "several numbers, as in 0.1 0.2; 0.3 0.4, set a block from here on"


@dataclass(frozen=True, slots=True, eq=False)
class Typed:
    """What comes of what was typed."""

    command: Command | None = None
    """What to ask of the run; None: nothing would change, or it cannot be."""
    effect: str = ""
    """What enter does."""
    reason: str = ""
    """Why it cannot be, or ""."""


def cannot_be_typed_over(view: View) -> str:
    """Say why the selected array cannot be typed over, as the view names arrays, or ""."""
    return view.name(reason_against(view.moment, view.array_name))


def cell_in_row(view: View) -> int:
    """Count the cells of its row in the dataset before the selected one, which is of the data."""
    inputs = len(view.moment.recipe.dataset.input_names)
    return view.cell[1] + (inputs if view.array_name in ("y", "targets", "epoch_y") else 0)


def text_of_cell(view: View) -> str:
    """Write the selected cell in full precision, as a field begins with it."""
    value = _cell(view)
    return "" if value is None else full(value)


def read_typed(view: View, text: str) -> Typed:
    """Foresee what comes of a text over the selected cell, in the signs of the view."""
    try:
        return _rate(view, text) if view.array_name == LEARNING_RATE else _cells(view, text)
    except InputError as refusal:
        return Typed(reason=view.name(str(refusal)))


def _rate(view: View, text: str) -> Typed:
    rate = parse_learning_rate(text)
    if rate == _cell(view):
        return Typed(effect="as it is")
    return Typed(Edit(LEARNING_RATE, text.strip()), f"enter sets learning_rate to {rate}")


def _cells(view: View, text: str) -> Typed:
    moment, name = view.moment, view.array_name
    values = parse_matrix(text)
    stored = gradient_values(name, values) if view.is_gradient else values
    cells = block_at(moment, name, view.cell, stored)
    if _is_there_already(view, cells):
        return Typed(effect=f"as it is; {_SEVERAL}" if values.size == 1 else "as they are")
    label = cell_label(view)
    influence = influence_of(moment.program, moment.cursor, name)
    unused = ", which nothing uses any more" if influence is Influence.NOTHING else ""
    if values.size == 1:
        return Typed(TypeOver(cells), f"enter sets {label}{unused}; {_SEVERAL}")
    many = f"{size_text(values.shape)} numbers from {label} on"
    return Typed(TypeOver(cells), f"enter sets {many}{unused}")


def _is_there_already(view: View, cells: SetCells) -> bool:
    """Whether nothing would change: in the past it would begin a branch all the same."""
    values = view.moment.array(cells.array)
    return values is not None and np.array_equal(values[cells.window], cells.values)


def _cell(view: View) -> float | None:
    row, column = view.cell
    part = excerpt(view, view.array_name, range(row, row + 1), range(column, column + 1))
    return None if part is None else float(part[0, 0])

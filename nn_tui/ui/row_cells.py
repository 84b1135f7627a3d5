"""The numbers of a row of the dataset that can be asked about, one after the other."""

from __future__ import annotations

import numpy as np

from nn_tui.debugger.explain.wording import cell_name
from nn_tui.engine.cursor import Cursor
from nn_tui.ui.selected import output_of_row
from nn_tui.ui.view import View


class RowCells:
    """Asks about the row's output first, and with each question more about its other numbers."""

    def __init__(self) -> None:
        self._last = ""
        self._cursor: Cursor | None = None

    def next_cell(self, view: View, first_input: int) -> str:
        """Name the cell to ask about: at the same moment and row, the one behind the last.

        Args:
            view: With the row.
            first_input: The input column that is asked about before the others.
        """
        cells = cells_of_row(view, first_input)
        is_next = self._cursor == view.moment.cursor and self._last in cells
        self._cursor = view.moment.cursor
        self._last = cells[(cells.index(self._last) + 1) % len(cells)] if is_next else cells[0]
        return self._last


def cells_of_row(view: View, first_input: int) -> list[str]:
    """Name the output of the selected row, its error in this batch, its targets, its inputs.

    A row that is left out of training has its output alone, and one that is not in the batch at the
    cursor no error.
    """
    moment, row = view.moment, view.row
    numbers = moment.epoch_arrays.numbers
    places = [row] if numbers is None else np.flatnonzero(numbers == row).tolist()
    error, in_batch = f"l{moment.program.network.depth}_error", moment.row_in_batch(row)
    cells = [output_of_row(view)]
    if in_batch is not None and moment.is_of_now(error):
        unit = int(moment.outputs.values[row].argmax())
        cells.append(cell_name(error, (in_batch, unit)))
    # Where all rows are one batch that stays the same, the network's inputs are the dataset's.
    given = ("inputs", "targets") if "inputs" in moment.names else ("l0", "y")
    for place in places:
        dataset = moment.recipe.dataset
        cells += [cell_name(given[1], (place, k)) for k in range(len(dataset.target_names))]
        inputs = [cell_name(given[0], (place, k)) for k in range(len(dataset.input_names))]
        cells += inputs[first_input:] + inputs[:first_input]
    return cells

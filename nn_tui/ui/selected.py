"""The name of the cell that a person has selected."""

from __future__ import annotations

from nn_tui.debugger.explain.wording import cell_name
from nn_tui.ui.view import View


def selected_cell(view: View) -> str:
    """Name the selected cell of the selected array: `l1_delta[2,1]`."""
    name, (row, column) = view.array_name, view.cell
    index = (row, column)[2 - len(view.moment.shape(name)) :]
    rows = view.moment.dataset_rows(name)
    if name == "outputs" and rows is not None:
        # They are asked for by the numbers of their rows in the dataset.
        index = (int(rows[row]), column)
    return cell_name(name, index)


def output_of_row(view: View) -> str:
    """Name the output of the selected row: of several the largest, which decides its class."""
    outputs = view.moment.outputs.values[view.row]
    return cell_name("outputs", (view.row, int(outputs.argmax())))

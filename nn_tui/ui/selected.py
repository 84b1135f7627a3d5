"""The name of the cell that a person has selected."""

from __future__ import annotations

from nn_tui.debugger.explain.explanation import Question
from nn_tui.debugger.explain.wording import cell_name
from nn_tui.debugger.snapshot import Snapshot
from nn_tui.ui.view import View


def selected_cell(view: View) -> str:
    """Name the selected cell of the selected array: `l1_delta[2,1]`."""
    name = view.array_name
    return _asked_as(view.moment, name, view.cell[2 - len(view.moment.shape(name)) :])


def name_asked(moment: Snapshot, question: Question) -> str:
    """Name the cell of a question, to ask for it at another moment."""
    return _asked_as(moment, question.array, question.index)


def _asked_as(moment: Snapshot, name: str, index: tuple[int, ...]) -> str:
    rows = moment.dataset_rows(name)
    if name == "outputs" and rows is not None and index[0] < len(rows):
        # They are asked for by the numbers of their rows in the dataset.
        index = (int(rows[index[0]]), *index[1:])
    return cell_name(name, index)


def output_of_row(view: View) -> str:
    """Name the output of the selected row: of several the largest, which decides its class."""
    outputs = view.moment.outputs.values[view.row]
    return cell_name("outputs", (view.row, int(outputs.argmax())))

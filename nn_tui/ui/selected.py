"""The name of the cell that a person has selected."""

from __future__ import annotations

from nn_tui.debugger.explain.explanation import Question
from nn_tui.debugger.explain.wording import cell_name
from nn_tui.debugger.snapshot import Snapshot
from nn_tui.ui.view import View, with_row


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


def with_row_of(view: View, asked: Question | None) -> View:
    """Select the row of the dataset that a question is about; where it has none, change nothing."""
    if asked is None:
        return view
    now, then = view.moment.cursor, asked.place.cursor
    schedule = view.moment.program.schedule
    is_same_batch = (now.epoch, now.batch) == (then.epoch, then.batch)
    if not is_same_batch and (schedule.is_shuffled or schedule.batches > 1):
        # Other rows stood there then.
        return view
    rows = view.moment.dataset_rows(asked.array)
    if rows is None or not asked.index or asked.index[0] >= len(rows):
        return view
    return with_row(view, int(rows[asked.index[0]]))


def output_of_row(view: View) -> str:
    """Name the output of the selected row: of several the largest, which decides its class."""
    outputs = view.moment.outputs.values[view.row]
    return cell_name("outputs", (view.row, int(outputs.argmax())))
